"""The Prüfvermerk zum Antrag as data."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from antraege.dokumente.bloecke import Absatz, Dokument, Kasten
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.inhalt.antrag import pruefvermerk_antrag
from tests.antraege.dokumente.beispiele import TEXTE, antragspruefungsfakten
from tests.antraege.dokumente.beispiele.grund import AKTE
from tests.antraege.dokumente.beispiele.pruefung import MITZEICHNUNG
from tests.antraege.dokumente.bloeckelesen import abschnitt, tabellen, ueberschriften

NULL = Decimal("0.00")
PLAN = antragspruefungsfakten().plan
VOLL = {
    "vorschlag": Decimal("10000.00"),
    "plan": tuple(replace(z, anerkannt=z.beantragt, grund="") for z in PLAN),
}


def vermerk(**anders: Any) -> Dokument:
    return pruefvermerk_antrag(antragspruefungsfakten(**anders), texte=TEXTE)


def haushalt(betrag: str, verfuegbar: str = "10000.00") -> dict[str, Any]:
    (zeile,) = antragspruefungsfakten().haushalt
    return {"haushalt": (replace(zeile, benoetigt=Decimal(betrag), verfuegbar=Decimal(verfuegbar)),)}


def test_vermerk_has_its_sections():
    assert ueberschriften(vermerk()) == [
        "1. Sachverhalt",
        "2. Zuständigkeit",
        "3. Antragsberechtigung",
        "4. Vorzeitiger Maßnahmebeginn",
        "5. Notwendigkeit und Angemessenheit",
        "6. Vergabe oder Zuwendung",
        "7. Kinderschutz",
        "8. Kosten- und Finanzierungsplan",
        "9. Eigenanteil",
        "10. Doppelförderung",
        "11. Beihilferecht",
        "12. Haushalt",
        "13. Ermessen",
        "14. Entscheidungsvorschlag",
        "15. Mitzeichnungen",
        "16. Zeichnung",
    ]


def test_checklist_leaves_out_columns_nobody_filled():
    tabelle = tabellen(vermerk())

    assert tabelle["Prüffragen: Zuständigkeit"].kopf == ("Frage", "Ergebnis", "Grundlage")
    assert tabelle["Prüffragen: Antragsberechtigung"].zeilen[1] == (
        "Ist die Führung ordnungsgemäß?",
        "ja",
        "Freistellungsbescheid",
        "gültig bis 2025",
    )


def test_cuts_own_share_and_budget_are_shown():
    tabelle = tabellen(vermerk())

    assert tabelle["Ausgaben"].zeilen[1:] == (
        ("Sachkosten", "Material", "5.000,00\u00a0€", "4.500,00\u00a0€", "Catering wird nicht gefördert."),
        ("Summe", "", "12.500,00\u00a0€", "12.000,00\u00a0€", ""),
    )
    assert tabelle["Eigenanteil"].zeilen == (
        ("Eigenmittel", "2.500,00\u00a0€"),
        ("Anteil an den anerkannten Ausgaben", "20,83 Prozent"),
        ("Verlangt sind mindestens", "10,00 Prozent"),
    )
    assert tabelle["Haushaltsstellen"].zeilen[0][-2:] == ("10.000,00\u00a0€", "9.500,00\u00a0€")


def test_votes_are_shown_with_person_and_time():
    offen = replace(MITZEICHNUNG, zeichen=None, votum="", bemerkung="")
    dokument = vermerk(
        rahmen=replace(AKTE, entwurf=True), mitzeichnungen=(MITZEICHNUNG, offen), gezeichnet=None
    )

    assert [zeile[2] for zeile in tabellen(dokument)["Mitzeichnungen"].zeilen] == [
        "J. Ersatz\nFachplanung\n03.02.2023, 13:00 Uhr",
        "noch offen",
    ]


@pytest.mark.parametrize(
    ("anders", "vorschlag"),
    [
        (
            {},
            (
                "Es wird vorgeschlagen, 9.500,00\u00a0€ von beantragten 10.000,00\u00a0€ als Festbetragsfinanzierung "
                "zu bewilligen und den Antrag im Übrigen abzulehnen."
            ),
        ),
        (
            VOLL | haushalt("10000.00"),
            "Es wird vorgeschlagen, 10.000,00\u00a0€ wie beantragt als Festbetragsfinanzierung zu bewilligen.",
        ),
        (
            {"vorschlag": NULL, "haushalt": ()},
            "Es wird vorgeschlagen, den Antrag über 10.000,00\u00a0€ abzulehnen.",
        ),
    ],
)
def test_proposal_is_all_part_or_nothing(anders: dict, vorschlag: str):
    assert abschnitt(vermerk(**anders), "Entscheidungsvorschlag")[0] == Kasten(vorschlag)


def test_nothing_needed_is_said():
    dokument = vermerk(vorschlag=NULL, haushalt=(), mitzeichnungen=(), nebenbestimmungen=())

    assert abschnitt(dokument, "Haushalt") == [Absatz("Es werden keine Mittel benötigt.")]
    assert abschnitt(dokument, "Mitzeichnungen") == [
        Absatz("Mitzeichnungen anderer Stellen waren nicht erforderlich.")
    ]


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"vorschlag": Decimal("10000.01")}, "Der Vorschlag passt nicht zum beantragten Betrag."),
        ({"plan": PLAN[1:]}, "Ausgaben und Deckung des anerkannten Plans sind nicht gleich."),
        ({"plan": (PLAN[0], replace(PLAN[1], grund=" "), *PLAN[2:])}, "„Material“: Die Abweichung"),
        ({"ermessen": ""}, "Sachverhalt, Ermessen oder Begründung fehlen."),
        (haushalt("9499.99"), "Die Haushaltsstellen decken nicht den vorgeschlagenen Betrag."),
        (haushalt("9500.00", "9499.99"), "Auf einer Haushaltsstelle fehlen Mittel."),
        ({"gezeichnet": None}, "Der Prüfvermerk ist nicht gezeichnet."),
    ],
)
def test_vermerk_refuses_contradictions(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        antragspruefungsfakten(**anders)
