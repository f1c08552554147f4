"""What a Zuwendungsbescheid says besides: instalments, units, an agreement as condition, De-minimis."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.dokumente.bloecke import Absatz
from antraege.dokumente.fakten.bewilligung import DeMinimis, Einheiten, Ratenfakt
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.inhalt.bewilligung import zuwendungsbescheid
from tests.antraege.dokumente.beispiele import TEXTE, bescheidfakten
from tests.antraege.dokumente.bloeckelesen import abschnitt, tabellen, texte_von

RATEN = (
    Ratenfakt(nr=1, betrag=Decimal("5000.00"), faellig_am=date(2023, 3, 15)),
    Ratenfakt(nr=2, betrag=Decimal("4000.00"), faellig_am=date(2023, 9, 1)),
    Ratenfakt(nr=3, betrag=Decimal("1000.00"), faellig_am=None, nach_nachweis=True),
)
EINHEITEN = Einheiten(bezeichnung="Einheit zu 90 Minuten", satz=Decimal("250.00"), anzahl=40)
BEIHILFE = DeMinimis(bisher=Decimal("90000.00"), hoechstbetrag=Decimal("300000.00"))


def test_instalments_replace_the_mittelabruf():
    dokument = zuwendungsbescheid(bescheidfakten(raten=RATEN), texte=TEXTE)
    worte = texte_von(abschnitt(dokument, "Auszahlung"))

    assert tabellen(dokument)["Ratenplan"].zeilen == (
        ("1", "15.03.2023", "5.000,00\u00a0€"),
        ("2", "01.09.2023", "4.000,00\u00a0€"),
        ("3", "nach Nachweis", "1.000,00\u00a0€"),
        ("Summe", "", "10.000,00\u00a0€"),
    )
    assert ("Mittelabruf" in worte, "erst, wenn der Verwendungsnachweis geprüft ist" in worte) == (
        False,
        True,
    )


def test_grant_per_unit_names_rate_and_number():
    dokument = zuwendungsbescheid(bescheidfakten(einheiten=EINHEITEN), texte=TEXTE)

    assert (
        "Für jede Einheit (Einheit zu 90 Minuten) zahlen wir 250,00\u00a0€, für höchstens 40 Einheiten."
        in (texte_von(abschnitt(dokument, "Finanzierungsart und Höhe")))
    )
    assert "um den Satz für jede fehlende Einheit" in texte_von(abschnitt(dokument, "Nebenbestimmungen"))


def test_agreement_is_a_condition_of_payment():
    dokument = zuwendungsbescheid(bescheidfakten(vereinbarung="40/5-KO-2023-00003"), texte=TEXTE)

    assert abschnitt(dokument, "Auszahlung")[0] == Absatz(
        "Die Bewilligung steht unter einer aufschiebenden Bedingung: Die Kooperationsvereinbarung "
        "40/5-KO-2023-00003 muss von allen Parteien gezeichnet sein. Vorher zahlen wir nicht aus."
    )


def test_de_minimis_certifies_the_sums():
    fakten = bescheidfakten(de_minimis=True, de_minimis_betraege=BEIHILFE)
    bescheinigt = texte_von(
        abschnitt(zuwendungsbescheid(fakten, texte=TEXTE), "De-minimis-Bescheinigung")
    ).split("\n")

    assert bescheinigt[0].startswith(
        "Die Zuwendung in Höhe von 10.000,00\u00a0€ ist eine De-minimis-Beihilfe im Sinne der "
        "Verordnung (EU) 2023/2831."
    )
    assert bescheinigt[1] == (
        "In den drei Jahren vor dieser Bewilligung haben Sie nach Ihren Angaben De-minimis-Beihilfen erhalten "
        "in Höhe von 90.000,00\u00a0€. Mit dieser Zuwendung sind es 100.000,00\u00a0€. Der zulässige "
        "Höchstbetrag für ein einziges Unternehmen beträgt 300.000,00\u00a0€."
    )


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"raten": RATEN[:2]}, "Die Raten ergeben nicht den bewilligten Betrag."),
        (
            {"raten": (Ratenfakt(nr=1, betrag=Decimal("10000.00"), faellig_am=None),)},
            "Eine Rate ist weder an einem Tag noch nach dem Nachweis fällig.",
        ),
        (
            {"einheiten": Einheiten(bezeichnung="Platz", satz=Decimal("250.00"), anzahl=39)},
            "Satz und Anzahl der Einheiten ergeben nicht den bewilligten Betrag.",
        ),
        ({"de_minimis_betraege": BEIHILFE}, "gehören nur zu einer De-minimis-Beihilfe"),
        (
            {
                "de_minimis": True,
                "de_minimis_betraege": DeMinimis(
                    bisher=Decimal("290000.01"), hoechstbetrag=Decimal("300000.00")
                ),
            },
            "übersteigt den Höchstbetrag für De-minimis-Beihilfen",
        ),
    ],
)
def test_bescheid_refuses_contradictions(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        zuwendungsbescheid(bescheidfakten(**anders), texte=TEXTE)
