"""Percentages are exact and stay in their range."""

from decimal import Decimal
from typing import Any

import pytest

from antraege.kern.geld import GeldFehler, nicht_negativ
from antraege.kern.prozent import prozent, zeige_prozent


@pytest.mark.parametrize(
    ("wert", "satz"), [("0", "0.00"), ("33.33", "33.33"), (100, "100.00"), ("100.00", "100.00")]
)
def test_prozent(wert: Any, satz: str) -> None:
    assert str(prozent(wert)) == satz


@pytest.mark.parametrize("wert", ["-0.01", "100.01"])
def test_prozent_ausserhalb(wert: str) -> None:
    with pytest.raises(GeldFehler) as fehler:
        prozent(wert)
    assert str(fehler.value) == "Ein Prozentsatz liegt hier zwischen 0,00 und 100,00."


def test_eigene_grenze() -> None:
    assert str(prozent("150", hoechstens=Decimal(150))) == "150.00"
    with pytest.raises(GeldFehler, match="zwischen 0,00 und 150,00"):
        prozent("150.01", hoechstens=Decimal(150))


@pytest.mark.parametrize("wert", [70.0, "33.333", Decimal("NaN"), "abc"])
def test_prozent_ist_genau(wert: Any) -> None:
    with pytest.raises(GeldFehler):
        prozent(wert)


def test_zeige_prozent() -> None:
    assert zeige_prozent(Decimal(70)) == "70,00\u00a0%"


def test_nicht_negativ() -> None:
    assert [str(nicht_negativ(wert)) for wert in (0, "0.01", Decimal(5))] == ["0.00", "0.01", "5.00"]
    with pytest.raises(GeldFehler) as fehler:
        nicht_negativ("-0.01")
    assert str(fehler.value) == "Ein Betrag darf hier nicht negativ sein. Bitte geben Sie ihn ohne Minus an."
