"""The Zuwendungsbescheid as data: sections, law by regime, refusal of contradictions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from antraege.dokumente.bloecke import (
    Absatz,
    Kasten,
    Tabelle,
    Unterschrift,
)
from antraege.dokumente.fakten.bewilligung import Einheiten
from antraege.dokumente.fakten.grund import (
    FaktenFehler,
    Jahresbetrag,
    Nachweisart,
    Rechtsregime,
    Zeichnung,
    Zeitraum,
)
from antraege.dokumente.inhalt.bewilligung import ablehnungsbescheid, zuwendungsbescheid
from antraege.kern.nachweis import Finanzierungsart
from tests.antraege.dokumente.beispiele import (
    INTERN,
    PLAN,
    RAHMEN,
    TEXTE,
    ablehnungsfakten,
    bescheidfakten,
)
from tests.antraege.dokumente.bloeckelesen import abschnitt, ganzer_text, ueberschriften

TEILWEISE = {
    "beantragt": Decimal("12000.00"),
    "begruendung_kuerzung": "Die Mittel reichen nicht.\n\nVorrang haben die Modellstandorte.",
}


def test_bescheid_has_its_sections_in_order():
    assert ueberschriften(zuwendungsbescheid(bescheidfakten(), texte=TEXTE)) == [
        "1. Bewilligung",
        "2. Bewilligungszeitraum und Durchführungszeitraum",
        "3. Finanzierungsart und Höhe",
        "4. Zuwendungsfähige Ausgaben und Finanzierungsplan",
        "5. Auszahlung",
        "6. Nebenbestimmungen",
        "7. Verwendungsnachweis",
        "8. Prüfungsrecht",
        "9. Widerruf, Erstattung und Verzinsung",
        "10. Begründung",
        "11. Rechtsgrundlagen",
        "12. Anlagen",
        "13. Rechtsbehelfsbelehrung",
        "Anlage 1: Kosten- und Finanzierungsplan",
        "Anlage 2: Verzicht auf einen Rechtsbehelf",
    ]


def test_bescheid_with_everything_has_haushaltsvorbehalt_and_de_minimis():
    jahre = (
        Jahresbetrag(jahr=2023, betrag=Decimal("4166.67")),
        Jahresbetrag(jahr=2024, betrag=Decimal("5833.33")),
    )
    fakten = bescheidfakten(jahresbetraege=jahre, de_minimis=True, bestandskraft_noetig=False)
    dokument = zuwendungsbescheid(fakten, texte=TEXTE)

    assert ueberschriften(dokument)[9:] == [
        "10. Haushaltsvorbehalt",
        "11. Begründung",
        "12. Rechtsgrundlagen",
        "13. De-minimis-Bescheinigung",
        "14. Anlagen",
        "15. Rechtsbehelfsbelehrung",
        "Anlage 1: Kosten- und Finanzierungsplan",
    ]
    assert abschnitt(dokument, "Auszahlung")[-1].zeilen == (
        ("2023", "4.166,67\u00a0€"),
        ("2024", "5.833,33\u00a0€"),
    )


def test_tenor_of_full_and_partial_approval():
    voll = abschnitt(zuwendungsbescheid(bescheidfakten(), texte=TEXTE), "Bewilligung")
    teil = abschnitt(zuwendungsbescheid(bescheidfakten(**TEILWEISE), texte=TEXTE), "Bewilligung")

    tenor = Kasten(
        "Auf Ihren Antrag vom 16.01.2023 bewilligen wir Ihnen als Projektförderung "
        "eine Zuwendung in Höhe von 10.000,00\u00a0€."
    )
    assert voll[0] == teil[0] == tenor
    assert teil[1] == Absatz("Beantragt haben Sie 12.000,00\u00a0€. Im Übrigen lehnen wir Ihren Antrag ab.")
    assert voll[1:] == teil[2:]


def test_partial_approval_gives_its_reasons():
    gruende = abschnitt(zuwendungsbescheid(bescheidfakten(**TEILWEISE), texte=TEXTE), "Begründung")

    assert gruende[1:] == [Absatz("Die Mittel reichen nicht."), Absatz("Vorrang haben die Modellstandorte.")]


KLAGE = (
    "Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Klage beim "
    "Verwaltungsgericht Gelsenkirchen in Gelsenkirchen erheben (§ 74 VwGO, § 110 JustG NRW)."
)
WIDERSPRUCH = (
    "Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Widerspruch bei der "
    "Stadt Dortmund, Fachbereich Schule, 40/5 Regionales Bildungsbüro, 44122 Dortmund erheben (§ 70 VwGO)."
)


@pytest.mark.parametrize(
    ("regime", "belehrung"), [(Rechtsregime.VWVFG, KLAGE), (Rechtsregime.SGBX, WIDERSPRUCH)]
)
def test_rechtsbehelfsbelehrung_follows_the_regime(regime: Rechtsregime, belehrung: str):
    bescheid = zuwendungsbescheid(bescheidfakten(rechtsregime=regime), texte=TEXTE)
    ablehnung = ablehnungsbescheid(ablehnungsfakten(rechtsregime=regime), texte=TEXTE)

    assert abschnitt(bescheid, "Rechtsbehelfsbelehrung") == [Absatz(belehrung)]
    assert abschnitt(ablehnung, "Rechtsbehelfsbelehrung") == [Absatz(belehrung)]


@pytest.mark.parametrize(
    ("regime", "eigenes", "fremdes"),
    [
        (Rechtsregime.VWVFG, "§ 49a Abs. 3 VwVfG NRW", "SGB X"),
        (Rechtsregime.SGBX, "§ 50 Abs. 2a SGB X", "VwVfG"),
    ],
)
def test_revocation_and_interest_name_the_law_of_the_regime_and_no_rate(
    regime: Rechtsregime, eigenes: str, fremdes: str
):
    dokument = zuwendungsbescheid(bescheidfakten(rechtsregime=regime), texte=TEXTE)
    worte = str(abschnitt(dokument, "Widerruf, Erstattung und Verzinsung"))

    assert (eigenes in worte, fremdes in ganzer_text(dokument)) == (True, False)
    assert ("Prozentpunkt" in worte, "%" in worte, "Basiszins" in worte) == (False, False, False)


@pytest.mark.parametrize("art", Finanzierungsart)
def test_every_finanzierungsart_has_its_words(art: Finanzierungsart):
    satz = Decimal("80.00") if art is Finanzierungsart.ANTEIL else None
    je_platz = Einheiten(bezeichnung="Platz", satz=Decimal("100.00"), anzahl=100)
    fakten = bescheidfakten(
        finanzierungsart=art, foerdersatz=satz, einheiten=je_platz if art.value == "einheiten" else None
    )
    dokument = zuwendungsbescheid(fakten, texte=TEXTE)
    (absatz,) = abschnitt(dokument, "Finanzierungsart und Höhe")

    assert absatz.text.startswith(f"Die Zuwendung wird als {art.bezeichnung} gewährt.")
    assert ("80,00 Prozent" in absatz.text) is (art is Finanzierungsart.ANTEIL)


def test_annex_shows_both_sides_of_the_plan():
    tabellen = [
        b for b in zuwendungsbescheid(bescheidfakten(), texte=TEXTE).bloecke if isinstance(b, Tabelle)
    ]

    assert [(t.beschriftung, t.zeilen[-1], t.summenzeile) for t in tabellen[1:]] == [
        ("Ausgaben", ("Summe", "", "12.500,00\u00a0€"), True),
        ("Deckung der Ausgaben", ("Summe", "", "12.500,00\u00a0€"), True),
    ]


def test_nachweis_names_weekday_and_kind():
    einfach = zuwendungsbescheid(bescheidfakten(), texte=TEXTE)
    regulaer = zuwendungsbescheid(bescheidfakten(nachweisart=Nachweisart.REGULAER), texte=TEXTE)

    assert "bis Montag, 01.07.2024 einen einfachen" in abschnitt(einfach, "Verwendungsnachweis")[0].text
    assert "Liste aller Belege" in abschnitt(regulaer, "Verwendungsnachweis")[0].text


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"rahmen": INTERN}, "Die Stadt kann sich selbst keinen Bescheid erteilen"),
        ({"plan": PLAN[1:]}, "Ausgaben und Deckung des Finanzierungsplans sind nicht gleich."),
        ({"beantragt": Decimal("9999.99")}, "Der bewilligte Betrag passt nicht zum Antrag"),
        ({"bewilligt": Decimal("0.00")}, "Der bewilligte Betrag passt nicht"),
        ({"jahresbetraege": ()}, "Die Jahresbeträge ergeben nicht den bewilligten Betrag."),
        ({"beantragt": Decimal("12000.00")}, "Eine Kürzung braucht eine Begründung"),
        ({"begruendung_kuerzung": "Grundlos"}, "nur eine Kürzung hat eine"),
        ({"nachweis_bis": date(2023, 12, 31)}, "Der Nachweis wäre vor dem Ende"),
        ({"zuwendungsfaehig": Decimal("9999.99")}, "Die zuwendungsfähigen Ausgaben passen nicht"),
        ({"foerdersatz": Decimal("80.00")}, "Einen Fördersatz hat genau die Anteilfinanzierung."),
        ({"finanzierungsart": Finanzierungsart.ANTEIL}, "Einen Fördersatz hat genau die Anteilfinanzierung."),
        ({"monate_verwendung": 0}, "Die Zeit zur Verwendung"),
        (
            {"durchfuehrungszeitraum": Zeitraum(von=date(2023, 2, 1), bis=date(2023, 5, 1))},
            "Der Durchführungszeitraum liegt nicht im Bewilligungszeitraum.",
        ),
        (
            {"rahmen": replace(RAHMEN, zeichnung=Zeichnung(name=" ", funktion="Leitung"))},
            "Die Entscheidung nennt niemanden, der sie zeichnet.",
        ),
    ],
)
def test_bescheid_refuses_contradictions(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        zuwendungsbescheid(bescheidfakten(**anders), texte=TEXTE)


def test_draft_may_lack_the_signing_person():
    rahmen = replace(RAHMEN, zeichnung=Zeichnung(name="", funktion="Bereichsleitung"), entwurf=True)
    dokument = zuwendungsbescheid(bescheidfakten(rahmen=rahmen), texte=TEXTE)

    (unterschrift,) = [b for b in dokument.bloecke if isinstance(b, Unterschrift)]
    assert (unterschrift.name, unterschrift.funktion, dokument.entwurf) == ("", "Bereichsleitung", True)


def test_zeitraum_refuses_to_end_before_it_begins():
    with pytest.raises(FaktenFehler, match="endet vor seinem Beginn"):
        Zeitraum(von=date(2023, 2, 2), bis=date(2023, 2, 1))
