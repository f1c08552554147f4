"""The other documents as data, and what all of them share."""

import json
from datetime import date, datetime

import pytest

from antraege.dokumente.bloecke import (
    Absatz,
    Dokument,
    Kasten,
    Liste,
    Tabelle,
    als_daten,
    aus_daten,
)
from antraege.dokumente.fakten.grund import Buchungsweg, FaktenFehler, Rechtsregime
from antraege.dokumente.inhalt.antrag import eingangsbestaetigung, nachforderung
from antraege.dokumente.inhalt.bewilligung import ablehnungsbescheid, mittelzuweisung, zuwendungsbescheid
from antraege.dokumente.textpflege.platzhalter import TextbausteinFehlt
from tests.antraege.dokumente.beispiele import (
    INTERN,
    RAHMEN,
    TEXTE,
    ablehnungsfakten,
    alle_dokumente,
    bescheidfakten,
    eingangsfakten,
    nachforderungsfakten,
    zuweisungsfakten,
)
from tests.antraege.dokumente.bloeckelesen import abschnitt, ganzer_text, ueberschriften


def test_mittelzuweisung_is_no_verwaltungsakt():
    dokument = mittelzuweisung(zuweisungsfakten(), texte=TEXTE)
    worte = ganzer_text(dokument)

    for fremd in (
        "Rechtsbehelf",
        "Klage",
        "Widerspruch",
        "Zins",
        "VwVfG",
        "SGB X",
        "Bestandskraft",
        "Bescheid",
    ):
        assert fremd not in worte
    assert ueberschriften(dokument) == [
        "1. Zuweisung",
        "2. Zweck, Zeitraum und Plan",
        "3. Buchung",
        "4. Bewirtschaftung",
        "5. Nicht benötigte Mittel",
        "6. Verwendungsbericht",
        "7. Begründung",
        "Anlage: Kosten- und Finanzierungsplan",
    ]
    assert abschnitt(dokument, "Nicht benötigte Mittel") == [Absatz(TEXTE["mittelzuweisung.rueckfluss"])]
    assert abschnitt(dokument, "Buchung")[1].zeilen == (
        ("2023", "400303020400", "529100", "Projekte", "10.000,00\u00a0€"),
    )


def test_mittelzuweisung_by_vilv_says_so():
    dokument = mittelzuweisung(zuweisungsfakten(buchungswege=(Buchungsweg.VILV,)), texte=TEXTE)

    assert "verwaltungsinterne Leistungsverrechnung (VILV)" in abschnitt(dokument, "Buchung")[0].text


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"rahmen": RAHMEN}, "Eine interne Mittelzuweisung geht nur an die Stadt selbst"),
        ({"kontierungen": ()}, "Die Kontierungen ergeben nicht den zugewiesenen Betrag."),
    ],
)
def test_mittelzuweisung_refuses_contradictions(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        mittelzuweisung(zuweisungsfakten(**anders), texte=TEXTE)


def test_ablehnung_has_its_sections():
    assert ueberschriften(ablehnungsbescheid(ablehnungsfakten(), texte=TEXTE)) == [
        "1. Entscheidung",
        "2. Sachverhalt",
        "3. Begründung",
        "4. Rechtsgrundlagen",
        "5. Beratung",
        "6. Rechtsbehelfsbelehrung",
    ]


def test_ablehnung_towards_the_city_is_internal():
    dokument = ablehnungsbescheid(ablehnungsfakten(rahmen=INTERN), texte=TEXTE)

    assert dokument.titel == "Ablehnung eines internen Bedarfs"
    assert ("Rechtsbehelf" in ganzer_text(dokument), "kein Verwaltungsakt" in ganzer_text(dokument)) == (
        False,
        True,
    )


@pytest.mark.parametrize("anders", [{"gruende": ()}, {"ermessen": " "}])
def test_ablehnung_refuses_to_give_no_reasons(anders: dict):
    with pytest.raises(FaktenFehler, match="nennt ihre Gründe"):
        ablehnungsbescheid(ablehnungsfakten(**anders), texte=TEXTE)


def test_eingangsbestaetigung_says_what_arrived_and_forbids_to_begin():
    dokument = eingangsbestaetigung(eingangsfakten(), texte=TEXTE)
    (tabelle,) = [b for b in dokument.bloecke if isinstance(b, Tabelle)]
    (kasten,) = [b for b in dokument.bloecke if isinstance(b, Kasten)]

    assert tabelle.zeilen == (
        ("Antragstellerin oder Antragsteller", "Lernfreude Hörde e. V."),
        ("Projekt", "Forschen im Quartier"),
        ("Programm", "Kindercampus-Projektmittel"),
        ("Eingegangen am", "16.01.2023, 14:05 Uhr"),
        ("Aktenzeichen", "40/5-KC-2023-00017"),
        ("Beantragte Zuwendung", "10.000,00\u00a0€"),
    )
    assert Liste(("Satzung.pdf", "Freistellungsbescheid.pdf")) in dokument.bloecke
    assert kasten.text.startswith("Bitte beginnen Sie noch nicht mit dem Projekt.")
    assert ueberschriften(dokument)[-1] == "Datenschutzhinweis nach Art. 13 DSGVO"
    assert "bis Montag, 30.01.2023." in ganzer_text(dokument)


def test_eingangsbestaetigung_without_money_and_papers():
    dokument = eingangsbestaetigung(eingangsfakten(beantragt=None, anlagen=()), texte=TEXTE)

    assert "Beantragte Zuwendung" not in ganzer_text(dokument)
    assert Absatz("Anlagen haben wir mit dem Antrag nicht erhalten.") in dokument.bloecke


def test_eingang_needs_a_time_zone():
    with pytest.raises(ValueError, match="Zeitzone"):
        eingangsbestaetigung(eingangsfakten(eingegangen=datetime(2023, 1, 16, 13, 5)), texte=TEXTE)


@pytest.mark.parametrize(
    ("regime", "gesetz"), [("vwvfg", "§§ 24 und 26 VwVfG NRW"), ("sgbx", "§§ 60 ff. SGB I")]
)
def test_nachforderung_lists_items_deadline_and_consequence(regime: str, gesetz: str):
    dokument = nachforderung(nachforderungsfakten(rechtsregime=Rechtsregime(regime)), texte=TEXTE)
    (tabelle,) = [b for b in dokument.bloecke if isinstance(b, Tabelle)]

    assert [zeile[:2] for zeile in tabelle.zeilen] == [("1", "Satzung"), ("2", "Zeitplan")]
    assert Kasten("Bitte reichen Sie alles ein bis Montag, 20.02.2023.") in dokument.bloecke
    assert gesetz in ganzer_text(dokument)


@pytest.mark.parametrize(
    ("anders", "satz"),
    [({"punkte": ()}, "mindestens einen Punkt"), ({"frist": date(2023, 2, 6)}, "nicht nach dem Datum")],
)
def test_nachforderung_refuses(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        nachforderung(nachforderungsfakten(**anders), texte=TEXTE)


def test_missing_text_is_named():
    texte = {schluessel: text for schluessel, text in TEXTE.items() if schluessel != "rbb.vwvfg"}

    with pytest.raises(TextbausteinFehlt, match=r"„rbb\.vwvfg“"):
        zuwendungsbescheid(bescheidfakten(), texte=texte)


@pytest.mark.parametrize("dokument", alle_dokumente().values(), ids=alle_dokumente())
def test_json_round_trip(dokument: Dokument):
    daten = als_daten(dokument)

    assert aus_daten(json.loads(json.dumps(daten))) == dokument
    assert json.loads(json.dumps(daten)) == daten
    assert daten["vorlagenversion"].rpartition("/")[0] == dokument.art.value


def test_table_refuses_uneven_rows():
    with pytest.raises(ValueError, match="2 Zellen"):
        Tabelle(("a", "b"), (("1",),), (), "Schief")
