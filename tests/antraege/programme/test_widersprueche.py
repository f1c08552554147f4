"""Contradictions and gaps in rules: each is named once, in its section, with how to mend it; sound rules have none."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from antraege.programme.widersprueche import Umfeld, widersprueche

UMFELD = Umfeld(heute=date(2026, 3, 1), haushaltsjahre={2026: True})
PUNKT = {"schluessel": "p", "text": "Alles da.", "grundlage": ""}


def frage(schluessel, **felder):
    return {"schluessel": schluessel, "text": schluessel.title(), "art": "text", "auswahl": [], **felder}


def aufruf(von, bis, titel="Erster"):
    return {"titel": titel, "von": von, "bis": bis}


REGELN: dict[str, Any] = {
    "kuerzel": "probe",
    "name": "Probe",
    "kooperation": False,
    "stelle": "fb-40",
    "richtlinie": {
        "rechtsgrundlage": "Beschluss",
        "rechtsregime": "vwvfg",
        "gueltig_von": "2026-01-01",
        "gueltig_bis": "2027-12-31",
        "antragsberechtigt": ["traeger"],
        "finanzierungsart": "anteil",
        "foerdersatz_max": "80.00",
        "eigenanteil_min": "10.00",
        "mindestbetrag": "500.00",
        "hoechstbetrag": "5000.00",
        "bagatelle": "500.00",
        "kleinbetrag": None,
        "einheit": "",
        "einheitensatz": None,
        "auftrag": "1",
        "sachkonto": "2",
        "haushaltsbezeichnung": "Projekte",
        "stichprobe_prozent": 20,
    },
    "aufrufe": [aufruf("2026-02-01", "2026-04-30"), aufruf("2026-05-01", None, titel="Zweiter")],
    "fragen": [
        frage("raum", art="ja_nein"),
        frage("miete", wenn_frage="raum", wenn_antwort="ja"),
        frage("thema", art="auswahl", auswahl=[["a", "A"], ["b", "B"]]),
        frage("tage", art="tabelle", auswahl=[["wann", "Wann"]], wenn_frage="thema", wenn_antwort="b"),
    ],
    "berichtsfragen": [frage("bericht")],
    "unterlagen": [{"bezeichnung": "Plan"}, {"bezeichnung": "Satzung"}],
    "nebenbestimmungen": [{"text": "Nennen Sie die Stadt."}],
    "pruefpunkte": {art: [PUNKT] for art in ("formal", "fachlich", "nachweis")},
    "mitzeichnung": ["fb-51"],
    "wertgrenzen": {"gruppenleitung": "5000.00", "dezernat": "250000.00"},
}


def befunde(umfeld=UMFELD, **anders) -> list[tuple[str, str]]:
    """What is found when the rules are sound but for these values; names of the Richtlinie without its own prefix."""
    regeln = deepcopy(REGELN)
    for name, wert in anders.items():
        (regeln if name in regeln else regeln["richtlinie"])[name] = wert
    return [(m.feld, m.text) for m in widersprueche(regeln, umfeld)]


def test_sound_rules_have_none():
    assert befunde() == []


@pytest.mark.parametrize(
    ("anders", "abschnitt", "worte"),
    [
        (
            {"gueltig_von": "2026-06-01", "gueltig_bis": "2026-05-01", "aufrufe": []},
            "grunddaten",
            "bevor sie am 01.06.2026",
        ),
        ({"gueltig_bis": "2026-02-28", "aufrufe": []}, "grunddaten", "Wählen Sie ein späteres Ende"),
        ({"rechtsgrundlage": "§ 74 SGB VIII"}, "grunddaten", "Wählen Sie das Rechtsregime SGB X"),
        ({"rechtsregime": "sgbx"}, "grunddaten", "Nennen Sie es in der Rechtsgrundlage"),
        ({"antragsberechtigt": []}, "antragsberechtigte", "wer Anträge stellen darf"),
        ({"mindestbetrag": "6000.00"}, "finanzierung", "Der Mindestbetrag 6.000,00\xa0€ liegt über"),
        ({"bagatelle": "5000.01"}, "finanzierung", "Bagatellgrenze 5.000,01\xa0€"),
        ({"kleinbetrag": "5000.01"}, "erstattung", "Kleinbeträge 5.000,01\xa0€"),
        ({"finanzierungsart": "festbetrag"}, "finanzierung", "hat keinen Fördersatz"),
        ({"foerdersatz_max": None}, "finanzierung", "braucht einen höchsten Fördersatz"),
        ({"foerdersatz_max": "95.00"}, "finanzierung", "zusammen mehr als 100 %"),
        ({"eigenanteil_min": "-1.00"}, "finanzierung", "zwischen 0 und 100 %"),
        (
            {"finanzierungsart": "voll", "foerdersatz_max": None},
            "finanzierung",
            "verlangt keinen Eigenanteil",
        ),
        ({"finanzierungsart": "einheiten", "foerdersatz_max": None}, "finanzierung", "fehlen die Einheit"),
        ({"einheitensatz": "84.00"}, "finanzierung", "passt nur zum Festbetrag je Einheit"),
        ({"aufrufe": [aufruf("2026-05-01", "2026-04-01")]}, "aufrufe", "bevor er am 01.05.2026"),
        ({"aufrufe": [aufruf("2026-01-01", "2026-02-28")]}, "aufrufe", "28.02.2026 abgelaufen"),
        ({"aufrufe": [aufruf("2028-01-01", None)]}, "aufrufe", "nachdem die Richtlinie am 31.12.2027 endet"),
        ({"aufrufe": [aufruf("2027-01-01", "2028-01-31")]}, "aufrufe", "gilt nur bis zum 31.12.2027"),
        (
            {"aufrufe": [aufruf("2025-01-01", "2025-12-31"), aufruf("2026-02-01", None, titel="Zweiter")]},
            "aufrufe",
            "„Erster“ endet, bevor die Richtlinie am 01.01.2026 beginnt",
        ),
        (
            {"aufrufe": [aufruf("2026-04-30", None, titel="Zweiter"), aufruf("2026-02-01", "2026-04-30")]},
            "aufrufe",
            "„Erster“ und „Zweiter“ überschneiden sich",
        ),
        ({"auftrag": ""}, "haushalt", "Es fehlt die Haushaltsstelle"),
        ({"mitzeichnung": ["fb-40"]}, "mitzeichnung", "zeichnet nicht bei sich selbst"),
        ({"wertgrenzen": {}}, "wertgrenzen", "Es fehlen Wertgrenzen"),
        (
            {"wertgrenzen": {"dezernat": "5000.00", "gruppenleitung": "5000.00"}},
            "wertgrenzen",
            "Dezernat darf nicht mehr als Gruppenleitung",
        ),
        ({"fragen": []}, "fragen", "Es fehlen Fragen an die Antragstellenden"),
        ({"fragen": [frage("a", wenn_frage="weg", wenn_antwort="ja")]}, "fragen", "die es nicht gibt"),
        (
            {"fragen": [frage("a", wenn_frage="b", wenn_antwort="ja"), frage("b", art="ja_nein")]},
            "fragen",
            "die erst danach gestellt wird",
        ),
        (
            {"fragen": [frage("b"), frage("a", wenn_frage="b", wenn_antwort="ja")]},
            "fragen",
            "nur bei Ja oder Nein",
        ),
        (
            {"fragen": [frage("b", art="ja_nein"), frage("a", wenn_frage="b", wenn_antwort="c")]},
            "fragen",
            "einer Antwort ab, die „B“ nicht hat",
        ),
        (
            {"fragen": [frage("a", art="auswahl", auswahl=[["x", "X"]])]},
            "fragen",
            "mindestens zwei Antworten",
        ),
        ({"fragen": [frage("a", art="tabelle")]}, "fragen", "braucht Spalten"),
        ({"fragen": [frage("a"), frage("a")]}, "fragen", "gibt es zweimal"),
        ({"berichtsfragen": []}, "berichtsfragen", "Sachbericht"),
        ({"nebenbestimmungen": [{"text": "A."}, {"text": "a."}]}, "nebenbestimmungen", "steht zweimal"),
        ({"unterlagen": [{"bezeichnung": "Plan"}, {"bezeichnung": "plan"}]}, "unterlagen", "steht zweimal"),
        (
            {"pruefpunkte": {"fachlich": [PUNKT], "nachweis": [PUNKT]}},
            "formal",
            "Es fehlen Prüfpunkte: formale Prüfung",
        ),
        (
            {"pruefpunkte": {**REGELN["pruefpunkte"], "formal": [{"text": "Alles da?"}]}},
            "formal",
            "als Aussage",
        ),
        ({"stichprobe_prozent": 101}, "nachweisregeln", "mehr als 100 %"),
    ],
)
def test_each_contradiction_is_named_once_in_its_section(anders, abschnitt, worte):
    [(feld, text)] = befunde(**anders)
    assert (feld, worte in text) == (abschnitt, True), text


@pytest.mark.parametrize(
    ("jahre", "worte"),
    [
        ({2024: True, 2025: True}, "nur für 2024, 2025"),
        ({2026: False, 2027: True}, "gehört einer anderen Stelle"),
    ],
)
def test_the_line_belongs_to_the_stelle_and_to_the_years(jahre, worte):
    [(feld, text)] = befunde(umfeld=Umfeld(heute=date(2026, 3, 1), haushaltsjahre=jahre))
    assert (feld, worte in text) == ("haushalt", True), text


def test_a_city_may_release_before_its_lines_exist():
    assert befunde(umfeld=Umfeld(heute=date(2026, 3, 1))) == []


def test_the_jugendamt_decides_by_the_social_code():
    amt = Umfeld(heute=date(2026, 3, 1), haushaltsjahre={2026: True}, jugendamt=True)
    [(_, text)] = befunde(umfeld=amt)
    assert text.startswith("Das Jugendamt entscheidet nach dem SGB X.")
    assert befunde(umfeld=amt, rechtsregime="sgbx") == []


def test_an_agreement_needs_nothing_about_money():
    ohne = {"auftrag": "", "berichtsfragen": [], "rechtsgrundlage": "§ 8a SGB VIII", "foerdersatz_max": None}
    assert befunde(kooperation=True, **ohne) == []
