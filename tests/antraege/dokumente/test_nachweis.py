"""Proof of use and its check as data."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.dokumente.bloecke import Absatz, Dokument, Kasten, Tabelle, Ueberschrift, Unterschrift
from antraege.dokumente.fakten.grund import FaktenFehler, Nachweisart
from antraege.dokumente.inhalt.nachweis import pruefvermerk_nachweis, verwendungsnachweis
from antraege.dokumente.pdf import erzeuge_pdf
from tests.antraege.dokumente import lesen
from tests.antraege.dokumente.beispiele import TEXTE, nachweispruefungsfakten, verwendungsnachweisfakten
from tests.antraege.dokumente.beispiele.grund import AKTE
from tests.antraege.dokumente.beispiele.nachweis import STICHPROBE, belege
from tests.antraege.dokumente.bloeckelesen import abschnitt, tabellen, texte_von, ueberschriften


def nachweis(**anders: Any) -> Dokument:
    return verwendungsnachweis(verwendungsnachweisfakten(**anders), texte=TEXTE)


def pruefung(**anders: Any) -> Dokument:
    return pruefvermerk_nachweis(nachweispruefungsfakten(**anders), texte=TEXTE)


def test_nachweis_has_its_sections_and_every_question():
    ueberschrift = [b for b in nachweis().bloecke if isinstance(b, Ueberschrift)]

    assert [b.text for b in ueberschrift if b.ebene == 1] == [
        "1. Bescheid und Zeitraum",
        "2. Sachbericht",
        "3. Zahlen zum Projekt",
        "4. Zahlenmäßiger Nachweis",
        "5. Belegliste",
        "6. Angeschaffte Gegenstände",
        "7. Bestätigungen",
        "8. Anlagen",
    ]
    assert abschnitt(nachweis(), "Sachbericht")[-2:] == [
        Ueberschrift("Was hat sich anders entwickelt als geplant?", ebene=2),
        Absatz("Keine Angabe."),
    ]


def test_nachweis_compares_plan_and_actual():
    tabelle = tabellen(nachweis())

    assert tabelle["Ausgaben"].zeilen[1] == (
        "Honorare",
        "Kursleitungen",
        "4.000,00\u00a0€",
        "4.900,00\u00a0€",
        "900,00\u00a0€",
    )
    assert tabelle["Ausgaben"].zeilen[-1][2:] == ("20.000,00\u00a0€", "20.010,40\u00a0€", "10,40\u00a0€")
    assert tabelle["Ergebnis"].zeilen[-1] == ("Unterschied", "0,00\u00a0€")


def test_simple_nachweis_has_no_vouchers_and_zwischennachweis_says_so():
    dokument = nachweis(
        nachweisart=Nachweisart.EINFACH,
        belege=(),
        inventar=(),
        anlagen=(),
        zaehlwerte=(),
        zwischennachweis=True,
    )

    assert dokument.titel == "Zwischennachweis"
    assert [t for t in ueberschriften(dokument) if t[0].isdigit()][2:] == [
        "3. Zahlenmäßiger Nachweis",
        "4. Bestätigungen",
    ]


def test_vouchers_that_do_not_add_up_are_shown():
    letzter = abschnitt(nachweis(belege=belege(gesamt=Decimal("19000.00"))), "Belegliste")[-1]

    assert letzter == Absatz(
        "Die Summe der Belege weicht um -1.010,40\u00a0€ von den angegebenen Ausgaben ab."
    )


def test_the_traeger_signs():
    (unterschrift,) = [b for b in nachweis().bloecke if isinstance(b, Unterschrift)]

    assert (unterschrift.formel, unterschrift.name, unterschrift.funktion) == (
        "Für den Träger",
        "V. Vorstand",
        "Vorsitz des Vereins",
    )
    assert unterschrift.hinweis == "Elektronisch gezeichnet am 28.03.2024, 14:02 Uhr im Portal."


def test_hundreds_of_vouchers_fit_on_pages():
    dokument = nachweis(belege=belege(400))
    (liste,) = [block for block in abschnitt(dokument, "Belegliste") if isinstance(block, Tabelle)]
    gelesen = lesen.text(erzeuge_pdf(dokument))

    assert (liste.beschriftung, len(liste.zeilen)) == ("Belege (400)", 401)
    assert ("Material für Woche 1 " in gelesen, "Material für Woche 400" in gelesen) == (True, True)


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"sachbericht": ()}, "Der Sachbericht fehlt."),
        ({"zeilen": (), "belege": ()}, "Der zahlenmäßige Nachweis fehlt."),
        ({"belege": ()}, "Ein regulärer Nachweis hat eine Belegliste."),
        ({"bestaetigungen": ()}, "Die Bestätigungen des Trägers fehlen."),
    ],
)
def test_nachweis_refuses(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        verwendungsnachweisfakten(**anders)


def test_pruefvermerk_has_its_sections():
    assert ueberschriften(pruefung()) == [
        "1. Gegenstand",
        "2. Eingang und Frist",
        "3. Vollständigkeit",
        "4. Zweck der Zuwendung",
        "5. Stichprobe",
        "6. Zuwendungsfähige Ausgaben",
        "7. Einzelansätze",
        "8. Auflagen",
        "9. Berechnung der endgültigen Zuwendung",
        "10. Zinsen",
        "11. Ergebnis",
        "12. Prüfung durch zwei Personen",
    ]


def test_sample_can_be_drawn_again_and_cuts_have_reasons():
    tabelle = tabellen(pruefung())

    assert {zeile[0]: zeile[1] for zeile in tabelle["Ziehung der Stichprobe"].zeilen} == {
        "Verfahren": "Zufall nach Betrag, größter Beleg immer",
        "Startwert": "40/5-KC-2023-00017/1",
        "Umfang": "2 von 4 Belegen",
        "Summe der gezogenen Belege": "10.005,20\u00a0€",
        "Gezogene Belege": "2, 4",
    }
    assert tabelle["Ausgaben nach Einzelansätzen"].zeilen[1][3:] == (
        "4.800,00\u00a0€",
        "siehe Kürzungen bei Belegen",
    )
    assert tabelle["Kürzungen bei Belegen"].zeilen[0][:3] == ("2", "Kursleitungen", "100,00\u00a0€")


@pytest.mark.parametrize(
    ("betraege", "ergebnis", "abrechnung"),
    [
        (("14000.00", "14000.00"), "Sie ist vollständig ausgezahlt.", ("0,00\u00a0€", "0,00\u00a0€")),
        (("12495.28", "10500.00"), "1.995,28\u00a0€ (Restzahlung).", ("1.995,28\u00a0€", "0,00\u00a0€")),
        (("12495.28", "14000.00"), "1.504,72\u00a0€ (Rückforderung).", ("0,00\u00a0€", "1.504,72\u00a0€")),
    ],
)
def test_result_is_order_rest_or_claim(betraege: tuple[str, str], ergebnis: str, abrechnung: tuple[str, str]):
    endgueltig, ausgezahlt = (Decimal(betrag) for betrag in betraege)
    dokument = pruefung(endgueltig=endgueltig, ausgezahlt=ausgezahlt)

    kasten = abschnitt(dokument, "Ergebnis")[0]
    assert (type(kasten), ergebnis in kasten.text) == (Kasten, True)
    assert tuple(betrag for _, betrag in tabellen(dokument)["Abrechnung"].zeilen[2:]) == abrechnung


def test_late_without_sample_with_auflagen():
    antworten = nachweispruefungsfakten().vollstaendigkeit
    dokument = pruefung(eingereicht_am=date(2024, 4, 3), stichprobe=None, auflagen=antworten, zinsen="Keine.")

    assert texte_von(abschnitt(dokument, "Eingang und Frist")).endswith("Er ist verspätet.")
    assert texte_von(abschnitt(dokument, "Stichprobe")).startswith("Belege wurden nicht angefordert.")
    assert "Erfüllung der Auflagen" in tabellen(dokument)
    assert abschnitt(dokument, "Zinsen") == [Absatz("Keine.")]


def test_draft_may_lack_the_second_person():
    dokument = pruefung(rahmen=replace(AKTE, entwurf=True), zweitpruefung=None)

    assert tabellen(dokument)["Zeichnungen"].zeilen[1] == ("mitgezeichnet", "noch offen", "", "")


ANSAETZE = nachweispruefungsfakten().ansaetze


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"rechenschritte": ()}, "Rechenweg, Einzelansätze oder Begründung fehlen."),
        ({"endgueltig": Decimal("14000.01")}, "Die endgültige Zuwendung übersteigt die Bewilligung."),
        ({"belegkuerzungen": ()}, "„Kursleitungen“: Die Kürzung braucht einen Grund."),
        (
            {"ansaetze": (replace(ANSAETZE[0], anerkannt=Decimal("11150.01")),)},
            "„Koordination“: Anerkannt ist mehr als ausgegeben.",
        ),
        ({"zweitpruefung": None}, "Ein Prüfvermerk braucht zwei Personen."),
        (
            {"stichprobe": replace(STICHPROBE, umfang=3)},
            "Die Stichprobe nennt nicht alle gezogenen Belege.",
        ),
    ],
)
def test_pruefvermerk_refuses(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        nachweispruefungsfakten(**anders)
