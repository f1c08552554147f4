import ast
from typing import Any

import pytest

from antraege.antrag import trailworte
from tests.rollen.test_taten import BAEUME


def zeile(pfad: str, vorher: Any, nachher: Any) -> str:
    """One fact before and after, as the trail shows it."""
    teile = pfad.split(".")
    alt, neu = trailworte.wert(teile, vorher), trailworte.wert(teile, nachher)
    return trailworte.in_einer_zeile(trailworte.feld(teile), alt, neu)


@pytest.mark.parametrize(
    ("pfad", "inhalt", "worte"),
    [
        ("auf_hauptforderung", "1500.00", "Hauptforderung: 1.500,00\xa0€"),
        ("plan.ausgaben.0.betrag", "-3.50", "Plan › Ausgaben › 1 › Betrag: -3,50\xa0€"),
        ("rate_2_betrag", "7000.00", "Rate 2: 7.000,00\xa0€"),
        ("faellig_am", "2026-11-30", "Fällig am: 30.11.2026"),
        ("zinsaufschlag", "5.00", "Zinsaufschlag: 5,00\xa0%"),
        ("hoehe", "1.27", "Höhe: 1,27"),
        ("gelesen", True, "Gelesen: Ja"),
        ("rolle", "sb", "Rolle: Sachbearbeitung"),
        ("schritt", "formale_pruefung", "Schritt: Formale Prüfung"),
        ("status", "geprueft", "Status: geprüft"),
        ("votum", "aenderung", "Votum: Änderung"),
        ("umbuchungen", ["a", "b"], "Umbuchungen: a; b"),
        ("je_jahr.2026", "300.00", "Je Jahr › 2026: 300,00"),
        ("punkt_kein_beginn", "ja", "Punkt „kein beginn“: ja"),
        ("frist", None, "Frist: –"),
        ("text", "Rate vom 2026-11-30", "Text: Rate vom 2026-11-30"),
        ("dauerhaft_am", 1_700_000_000_000_000, "Dauerhaft am: 14.11.2023, 23:13 Uhr"),
        ("plan", {"betrag": "1.00", "am": "2026-01-02"}, "Plan: Betrag: 1,00\xa0€; Am: 02.01.2026"),
    ],
)
def test_ein_fakt_in_worten(pfad: str, inhalt: Any, worte: str) -> None:
    assert zeile(pfad, None, inhalt) == worte


def test_ein_name_mit_punkt_bleibt_ganz() -> None:
    wer = {"vertreten_durch": {"TuS Musterhörde 1912 e. V.": "Vorstand"}}
    assert trailworte.aenderungen({}, wer) == [
        ("Vertreten durch › TuS Musterhörde 1912 e. V.", "", "Vorstand")
    ]


def test_vorher_und_nachher() -> None:
    assert zeile("betrag", "1000.00", "1500.00") == "Betrag: 1.000,00\xa0€ → 1.500,00\xa0€"
    assert zeile("bis", "2026-12-31", None) == "Bis: 31.12.2026 → –"
    assert zeile("betrag", "0.00", "1.00") == "Betrag: 0,00\xa0€ → 1,00\xa0€"


def test_jeder_im_code_genannte_fakt_hat_worte() -> None:
    genannt = set()
    for ruf in (k for baum in BAEUME.values() for k in ast.walk(baum) if isinstance(k, ast.Call)):
        if getattr(ruf.func, "attr", "") in {"vermerke", "bewege"}:
            genannt |= {wort.arg for wort in ruf.keywords if wort.arg}
        for wort in ruf.keywords:
            if wort.arg in {"vorher", "nachher", "personen"} and isinstance(wort.value, ast.Dict):
                genannt |= {k.value for k in wort.value.keys if isinstance(k, ast.Constant)}
    assert len(genannt) > 100
    assert genannt - trailworte.FELDER.keys() == set()
