"""The split of a joint grant through manage.py berechne: shares, years, cents, settlement of each pot."""

from decimal import Decimal
from typing import Any

import pytest

from antraege.kern.geld import GeldFehler
from workflows.berechne.eingabe import EingabeFehler
from workflows.berechne.rechnungen import toepfe

D = Decimal
ZWEI = [
    {"topf": "FB 40", "jahr": 2023, "anteil": "6000.00"},
    {"topf": "FB 51", "jahr": 2023, "anteil": "4000.00"},
]
ZWEI_JAHRE = [
    *ZWEI,
    {"topf": "FB 40", "jahr": 2024, "anteil": "3000.00"},
    {"topf": "FB 51", "jahr": 2024, "anteil": "3000.00"},
]
DRITTEL = [{"topf": name, "jahr": 2023, "anteil": "1000.00"} for name in "ABC"]


def _rechne(pots: list[dict[str, Any]], **was: Any) -> dict[str, Any]:
    def keine() -> Any:
        raise AssertionError

    return toepfe({"toepfe": pots, **was}, keine)


def _betraege(posten: list[dict[str, Any]]) -> list[str]:
    return [eine["betrag"] for eine in posten]


@pytest.mark.parametrize(
    ("pots", "was", "schluessel", "erwartet"),
    [
        # 5.999,994 and 3.999,996: the cent goes to the larger remainder.
        pytest.param(ZWEI, {"bewilligt": {"2023": "9999.99"}}, "bewilligt", ["5999.99", "4000.00"], id="T1"),
        pytest.param(
            DRITTEL, {"bewilligt": {"2023": "100.00"}}, "bewilligt", ["33.34", "33.33", "33.33"], id="T2"
        ),
        # A year is lowered alone; the other keeps its shares.
        pytest.param(
            ZWEI_JAHRE,
            {"bewilligt": {"2023": "10000.00", "2024": "5000.01"}},
            "bewilligt",
            ["6000.00", "4000.00", "2500.01", "2500.00"],
            id="T3",
        ),
        # 1.000 € more in 2023 by its shares, 600 € less in 2024.
        pytest.param(
            ZWEI_JAHRE,
            {"aenderung": {"2023": "11000.00", "2024": "5400.00"}},
            "geaendert",
            ["6600.00", "4400.00", "2700.00", "2700.00"],
            id="T4",
        ),
        # Paid 12.000 of 16.000; proved are 11.000: the latest year gets its money back first.
        pytest.param(
            ZWEI_JAHRE,
            {
                "zahlungen": [{"jahr": 2023, "betrag": "10000.00"}, {"jahr": 2024, "betrag": "2000.00"}],
                "zuwendung": "11000.00",
            },
            "rueckforderung",
            ["0.00", "0.00", "500.00", "500.00"],
            id="T5",
        ),
        pytest.param(
            ZWEI_JAHRE,
            {
                "zahlungen": [{"jahr": 2023, "betrag": "10000.00"}, {"jahr": 2024, "betrag": "2000.00"}],
                "zuwendung": "11000.00",
            },
            "minderung",
            ["0.00", "0.00", "2500.00", "2500.00"],
            id="T6",
        ),
        # Paid 6.666,66, proved are 9.000,01: 2.333,35 follow, from both pots.
        pytest.param(
            ZWEI,
            {"zahlungen": [{"jahr": 2023, "betrag": "6666.66"}], "zuwendung": "9000.01"},
            "restzahlung",
            ["1400.01", "933.34"],
            id="T7",
        ),
        pytest.param(
            ZWEI,
            {"zahlungen": [{"jahr": 2023, "betrag": "6666.66"}], "zuwendung": "9000.01"},
            "zuwendung",
            ["5400.01", "3600.00"],
            id="T8",
        ),
    ],
)
def test_beispiele(pots: Any, was: Any, schluessel: str, erwartet: list[str]) -> None:
    assert _betraege(_rechne(pots, **was)[schluessel]) == erwartet


def test_in_jedem_schritt_geht_es_auf() -> None:
    """Three instalments of 3.333,33 and 3.333,34 empty both pots to the cent."""
    raten = [{"jahr": 2023, "betrag": euro} for euro in ("3333.33", "3333.33", "3333.34")]
    antwort = _rechne(ZWEI, zahlungen=raten, zuwendung="8765.43")
    for rate, posten in zip(raten, antwort["zahlungen"], strict=True):
        assert sum(map(D, _betraege(posten))) == D(rate["betrag"])
    assert sum(map(D, _betraege(antwort["zuwendung"]))) == D("8765.43")
    assert sum(map(D, _betraege(antwort["rueckforderung"]))) == D("1234.57")
    assert sum(map(D, _betraege(antwort["minderung"]))) == D("1234.57")
    spalten = (_betraege(antwort[was]) for was in ("bewilligt", "zuwendung", "minderung"))
    assert all(D(alt) == D(neu) + D(weg) for alt, neu, weg in zip(*spalten, strict=True))


@pytest.mark.parametrize(
    ("pots", "was", "satz"),
    [
        ([*ZWEI, ZWEI[0]], {}, "nur einmal"),
        (ZWEI, {"bewilligt": {"2023": "10000.01"}}, "nicht so viel her"),
        (ZWEI, {"bewilligt": {"23": "1.00"}}, "Text wie 2026"),
        (ZWEI, {"bewilligt": {"3000": "1.00"}}, "1900 bis 2199"),
        (ZWEI, {"aenderung": {"2023": "9000.00", "2024": "500.00"}}, "2024 hat keinen Topf"),
        ([{"topf": "FB 40", "jahr": "2023", "anteil": "1.00"}], {}, "1900 bis 2199"),
        ([{"topf": "FB 40", "jahr": 2023}], {}, "Es fehlt: anteil"),
        (ZWEI, {"mehr": 1}, "Unbekannter Schlüssel: mehr"),
    ],
)
def test_was_nicht_berechnet_wird(pots: Any, was: Any, satz: str) -> None:
    with pytest.raises(EingabeFehler, match=satz):
        _rechne(pots, **was)


@pytest.mark.parametrize(
    "was",
    [
        {"zahlungen": [{"jahr": 2022, "betrag": "1.00"}]},
        {"zahlungen": [{"jahr": 2023, "betrag": "10000.01"}]},
        {"zuwendung": "10000.01"},
    ],
)
def test_mehr_als_die_toepfe_halten(was: Any) -> None:
    with pytest.raises(GeldFehler, match="geben die Töpfe zusammen nicht her"):
        _rechne(ZWEI, **was)
