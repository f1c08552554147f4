"""What money says when it refuses, and its arithmetic at the edges."""

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import pytest

from antraege.kern.geld import GeldFehler, aus_cent, cent, euro, lies_betrag, runden, summe

KOMMAZAHL = "Ein Betrag darf keine Gleitkommazahl sein. Bitte übergeben Sie ihn als Decimal oder Text."
KEINE_ZAHL = "Das ist kein Betrag. Bitte geben Sie eine Zahl in Euro an, zum Beispiel 1234.56."
SO_NICHT = "Der Betrag ist nicht eindeutig. Bitte schreiben Sie ihn so: 1.234,56 oder 1234,56."
LEER = "Bitte geben Sie einen Betrag ein, zum Beispiel 1.234,56."
ZU_GROSS = "Der Betrag ist zu groß. Bitte geben Sie weniger als 10 Billionen Euro an."


@pytest.mark.parametrize(
    ("rechnung", "wert", "satz"),
    [
        (runden, 1.5, KOMMAZAHL),
        (runden, "1.5", KEINE_ZAHL),
        (runden, Decimal("1e51"), ZU_GROSS),
        (euro, 1.5, KOMMAZAHL),
        (euro, "1,5", KEINE_ZAHL),
        (euro, None, KEINE_ZAHL),
        (lies_betrag, 5, KEINE_ZAHL),
        (lies_betrag, "1" * 41, SO_NICHT),
        (lies_betrag, " " * 41, LEER),
        (lies_betrag, "X5", SO_NICHT),
        (aus_cent, 1.0, KEINE_ZAHL),
    ],
)
def test_ablehnung_in_worten(rechnung: Callable[[Any], Decimal], wert: Any, satz: str) -> None:
    with pytest.raises(GeldFehler) as fehler:
        rechnung(wert)
    assert str(fehler.value) == satz


def test_vierzig_zeichen_sind_erlaubt() -> None:
    assert str(lies_betrag("1,25".rjust(40))) == "1.25"


def test_einundfuenfzig_stellen_lassen_sich_runden() -> None:
    assert runden(Decimal("1e50")) == Decimal(10) ** 50


def test_cent_haengt_nicht_von_der_umgebung_ab() -> None:
    with localcontext(prec=3):
        assert (cent(Decimal("1234567.89")), str(aus_cent(123456789))) == (123456789, "1234567.89")


def test_summe() -> None:
    assert [str(summe(betraege)) for betraege in ([], [Decimal("0.10"), Decimal("0.20")])] == ["0.00", "0.30"]
