"""manage.py berechne refuses in words, in place, and never with a traceback."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from workflows.berechne.rechnungen import RECHNUNGEN
from workflows.berechne.zeilen import LAENGSTE_ZEILE, antworten

GUT = {"betrag": "10.00", "anzahl": 1}


def antwort(art: str, zeile: Any) -> dict[str, Any]:
    roh = zeile if isinstance(zeile, bytes) else json.dumps(zeile).encode()
    ((text, _),) = antworten(art, io.BytesIO(roh), reihe=lambda _: [])
    return json.loads(text)


def befehl(*worte: str, eingang: bytes, ablage: Path) -> subprocess.CompletedProcess[bytes]:
    """The command as the audit calls it, with an empty database or none at all."""
    umgebung = {**os.environ, "DATABASE_URL": f"sqlite:///{ablage}/leer.sqlite3"}
    aufruf = [sys.executable, "manage.py", "berechne", *worte]
    return subprocess.run(
        aufruf, input=eingang, capture_output=True, check=False, cwd=settings.BASE_DIR, env=umgebung
    )


FORMAT = "Ein Betrag ist ein Text mit genau zwei Nachkommastellen, zum Beispiel 1234.56."


@pytest.mark.parametrize(
    ("betrag", "satz"),
    [
        ("10.001", FORMAT),
        ("10", FORMAT),
        ("1.234,56", FORMAT),
        ("1,234.56", FORMAT),
        ("NaN", FORMAT),
        ("Infinity", FORMAT),
        ("1e3", FORMAT),
        (" 1.00", FORMAT),
        ("1.00\n", FORMAT),
        ("١.00", FORMAT),
        ("", FORMAT),
        ("9" * 5000 + ".00", FORMAT),
        (10, FORMAT),
        (10.0, FORMAT),
        (True, FORMAT),
        (["1.00"], FORMAT),
        ({}, FORMAT),
        ("-0.01", "Ein Betrag darf hier nicht negativ sein."),
        ("1000000000000000.00", "Der Betrag ist zu groß. Bitte geben Sie weniger als 10 Billionen Euro an."),
    ],
)
def test_betraege_sind_genaue_texte(betrag: Any, satz: str) -> None:
    assert antwort("aufteilung", {"betrag": betrag, "anzahl": 1}) == {"fehler": f"betrag: {satz}"}


@pytest.mark.parametrize(
    ("zeile", "satz"),
    [
        (b"nix", "Die Zeile ist kein gültiges JSON."),
        (b"{", "Die Zeile ist kein gültiges JSON."),
        (b"[" * 100_000, "Die Zeile ist kein gültiges JSON."),
        (b'{"betrag": ' + b"9" * 5000 + b"}", "Die Zeile ist kein gültiges JSON."),
        (b"\xff", "Die Zeile ist nicht in UTF-8 geschrieben."),
        (b'{"betrag": NaN}', "NaN ist keine Zahl."),
        (b'{"betrag":"1.00","betrag":"2.00"}', "Ein Schlüssel kommt in demselben Objekt mehrfach vor."),
        (b"[]", "Die Zeile muss ein JSON-Objekt sein."),
        (b"null", "Die Zeile muss ein JSON-Objekt sein."),
        (b"{}", "Es fehlt: betrag."),
        (b'{"betrag":null,"anzahl":2}', "Es fehlt: betrag."),
        (b'{"betrag":"1.00"}', "Bitte geben Sie entweder teile oder anzahl an."),
        (b'{"betrag":"1.00","anzahl":1,"teile":["1/1"]}', "Bitte geben Sie entweder teile oder anzahl an."),
        (b'{"betrag":"1.00","anzahl":0}', "anzahl: Möglich sind 1 bis 1000 Teile."),
        (b'{"betrag":"1.00","anzahl":1001}', "anzahl: Möglich sind 1 bis 1000 Teile."),
        (b'{"betrag":"1.00","anzahl":"3"}', "anzahl: Hier steht eine ganze Zahl von 0 bis 1000000000."),
        (b'{"betrag":"1.00","anzahl":true}', "anzahl: Hier steht eine ganze Zahl von 0 bis 1000000000."),
        (b'{"betrag":"1.00","teile":["1/2"]}', "teile: Die Teile müssen zusammen genau 1 ergeben."),
        (b'{"betrag":"1.00","teile":[]}', "teile: Die Teile müssen zusammen genau 1 ergeben."),
        (b'{"betrag":"1.00","teile":["1/0"]}', "teile: Ein Teil ist ein Text wie 5/12."),
        (b'{"betrag":"1.00","teile":[0.5,0.5]}', "teile: Ein Teil ist ein Text wie 5/12."),
        (
            b'{"betrag":"1.00","teile":"1/1"}',
            "teile: Hier steht eine Liste mit höchstens 1000 Einträgen.",
        ),
        (b'{"betrag":"1.00","anzahl":1,"farbe":2}', "Unbekannter Schlüssel: farbe."),
        (b'{"' + b"x" * 99 + b'":1}', "Unbekannter Schlüssel: " + "x" * 60 + "…."),
    ],
)
def test_fehlerhafte_zeilen(zeile: bytes, satz: str) -> None:
    assert antwort("aufteilung", zeile) == {"fehler": satz}


@pytest.mark.parametrize(
    ("art", "zeile", "satz"),
    [
        ("frist", {"art": "x"}, "art: Möglich sind: bekanntgabe, dauer."),
        ("frist", [], "art: Möglich sind: bekanntgabe, dauer."),
        ("frist", {"art": []}, "art: Möglich sind: bekanntgabe, dauer."),
        ("frist", {"art": "bekanntgabe"}, "Es fehlt: aufgegeben_am."),
        (
            "frist",
            {"art": "bekanntgabe", "aufgegeben_am": "2026-02-30"},
            "aufgegeben_am: Diesen Tag gibt es nicht.",
        ),
        (
            "frist",
            {"art": "bekanntgabe", "aufgegeben_am": "20260230"},
            "aufgegeben_am: Ein Datum ist ein Text wie 2026-01-31.",
        ),
        (
            "frist",
            {"art": "bekanntgabe", "aufgegeben_am": 20260230},
            "aufgegeben_am: Ein Datum ist ein Text wie 2026-01-31.",
        ),
        (
            "frist",
            {"art": "bekanntgabe", "aufgegeben_am": "9999-12-31"},
            "aufgegeben_am: Gerechnet wird von 1900 bis 2199.",
        ),
        (
            "frist",
            {"art": "bekanntgabe", "aufgegeben_am": "2026-01-05", "dauer": "P1M"},
            "Unbekannter Schlüssel: dauer.",
        ),
        (
            "frist",
            {"art": "dauer", "ereignis": "2026-01-05", "dauer": "1 Monat", "verschieben": True},
            "Bitte schreiben Sie die Dauer so: P6M, P14D, P2W oder P1Y.",
        ),
        (
            "frist",
            {"art": "dauer", "ereignis": "2026-01-05", "dauer": 6, "verschieben": True},
            "dauer: Hier steht ein Text.",
        ),
        (
            "frist",
            {"art": "dauer", "ereignis": "2026-01-05", "dauer": "P1M", "verschieben": "ja"},
            "verschieben: Hier steht true oder false.",
        ),
        ("frist", {"art": "dauer", "ereignis": "2026-01-05", "dauer": "P1M"}, "Es fehlt: verschieben."),
        (
            "zuwendung",
            {"finanzierungsart": "halb"},
            "finanzierungsart: Möglich sind: anteil, fehlbedarf, festbetrag, voll, einheiten.",
        ),
        ("zuwendung", {}, "Es fehlt: finanzierungsart."),
        ("zuwendung", {"finanzierungsart": "voll", "plan": 1}, "plan muss ein JSON-Objekt sein."),
        ("zuwendung", {"finanzierungsart": "voll", "plan": {"x": 1}}, "Unbekannter Schlüssel: plan.x."),
        (
            "zuwendung",
            {"finanzierungsart": "voll", "plan": {"ausgaben": {"Personal": None}}},
            f"plan.ausgaben: {FORMAT}",
        ),
        (
            "zuwendung",
            {"finanzierungsart": "voll", "plan": {"ausgaben": []}},
            "plan.ausgaben: Hier steht ein JSON-Objekt mit Beträgen.",
        ),
        (
            "zuwendung",
            {"finanzierungsart": "voll", "toleranz_prozent": "100.01"},
            "toleranz_prozent: Ein Prozentsatz liegt hier zwischen 0,00 und 100,00.",
        ),
        (
            "zuwendung",
            {"finanzierungsart": "einheiten"},
            "Es fehlt: ausgezahlt, einheiten.ist, einheiten.plan, einheiten.satz.",
        ),
        (
            "zinsen",
            {"betrag": "1.00", "beginn": "2026-01-02", "ende": "2026-01-01", "aufschlag": "3.00", "methode": "ACT_ACT"},
            "Der Zinszeitraum endet vor seinem Beginn.",
        ),
        ("zinsen", {"methode": "ACT_360"}, "methode: Möglich sind: ACT_ACT, ACT_365, 30_360."),
        ("zinsen", {"betrag": "1.00"}, "Es fehlt: aufschlag, beginn, ende, methode."),
        (
            "deminimis",
            {"bisher": [{"datum": "2026-01-01"}], "datum": "2026-01-01", "betrag": "1.00", "grenze": "1.00"},
            "bisher: Es fehlt: betrag.",
        ),
        ("deminimis", {"bisher": [1]}, "bisher: Die Zeile muss ein JSON-Objekt sein."),
        ("deminimis", {"bisher": {}}, "bisher: Hier steht eine Liste mit höchstens 1000 Einträgen."),
    ],
)  # fmt: skip
def test_fehlerhafte_werte(art: str, zeile: Any, satz: str) -> None:
    assert antwort(art, zeile) == {"fehler": satz}


def test_zu_lange_zeile_haelt_die_naechste_nicht_auf() -> None:
    lang = b'"' + b"x" * (2 * LAENGSTE_ZEILE) + b'"\n'
    gut = json.dumps(GUT).encode()
    texte = [text for text, _ in antworten("aufteilung", io.BytesIO(lang + gut), reihe=lambda _: [])]
    assert texte == ['{"fehler": "Die Zeile ist länger als 1000000 Bytes."}', '{"teile": ["10.00"]}']


def test_halbe_zeichen_werden_geschrieben() -> None:
    ((text, _),) = antworten("aufteilung", io.BytesIO(b'{"\\ud800":1}'), reihe=lambda _: [])
    assert text.encode() == b'{"fehler": "Unbekannter Schl\xc3\xbcssel: \\ud800."}'


def test_antworten_kommen_zeile_um_zeile() -> None:
    """The answer to the first line is there before the second one is read."""

    class Leitung(io.BytesIO):
        gelesen = 0

        def readline(self, size: int | None = -1) -> bytes:
            self.gelesen += 1
            return super().readline(size)

    leitung = Leitung((json.dumps(GUT).encode() + b"\n") * 3)
    laufend = antworten("aufteilung", leitung, reihe=lambda _: [])
    next(laufend)
    assert leitung.gelesen == 1
    assert len(list(laufend)) == 2


def test_befehl_antwortet_an_jeder_stelle_und_endet_mit_zwei(tmp_path: Path) -> None:
    gut = json.dumps(GUT).encode()
    lauf = befehl("aufteilung", eingang=b"\n".join([gut, b"", b"{}", b"   ", gut]), ablage=tmp_path)
    assert lauf.returncode == 2
    assert lauf.stdout.decode().splitlines() == [
        '{"teile": ["10.00"]}',
        '{"fehler": "Es fehlt: betrag."}',
        '{"teile": ["10.00"]}',
    ]


@pytest.mark.parametrize("ablage", ["", "fehlt"])
def test_befehl_rechnet_zinsen_ohne_datenbank(ablage: str, tmp_path: Path) -> None:
    eingang = b'{"betrag":"12500.00","beginn":"2024-03-15","ende":"2025-02-20","aufschlag":"3.00","methode":"ACT_ACT"}'
    lauf = befehl("zinsen", eingang=eingang, ablage=tmp_path / ablage)
    assert (lauf.returncode, json.loads(lauf.stdout)["zinsen"], lauf.stderr) == (0, "734.26", b"")


@pytest.mark.parametrize("worte", [("steuern",), ()])
def test_unbekannte_berechnung(worte: tuple[str, ...], tmp_path: Path) -> None:
    lauf = befehl(*worte, eingang=b"{}", ablage=tmp_path)
    assert (lauf.returncode, lauf.stdout) == (2, b"")
    assert lauf.stderr.decode() == (
        "Diese Berechnung gibt es nicht. Möglich sind: zuwendung, zinsen, frist, aufteilung, deminimis, toepfe.\n"
    )


NAMEN = st.sampled_from(
    [
        *("betrag", "anzahl", "teile", "art", "ereignis", "dauer", "verschieben", "aufgegeben_am", "beginn"),
        *("ende", "aufschlag", "methode", "bisher", "datum", "grenze", "finanzierungsart", "plan", "ist"),
        *("einheiten", "satz", "ausgaben", "eigenmittel", "drittmittel", "zuwendung", "foerdersatz"),
        *("bagatelle", "toleranz_prozent", "ausgezahlt", "nicht_zuwendungsfaehig"),
        "ueberfinanzierung_kuerzen",
    ]
)
WERTE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["1.00", "0.00", "2026-01-05", "P1M", "1/1", "dauer", "bekanntgabe", "anteil", "einheiten"])
    | st.sampled_from(["9999999999999.99", "2199-12-31", "P999Y", "ACT_ACT", "30_360", "100.00"]),
    lambda kinder: st.lists(kinder, max_size=3) | st.dictionaries(NAMEN, kinder, max_size=8),
    max_leaves=25,
)  # fmt: skip


@given(st.sampled_from(list(RECHNUNGEN)), st.dictionaries(NAMEN, WERTE, max_size=10) | WERTE)
def test_jede_zeile_bekommt_eine_antwort(art: str, zeile: Any) -> None:
    assert antwort(art, json.dumps(zeile).encode()) != {}
