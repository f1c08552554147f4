"""Amounts: exact reading, showing and rounding."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.geld import (
    GeldFehler,
    aus_cent,
    cent,
    euro,
    lies_betrag,
    runden,
    zeige,
    zeige_zahl,
)

CENTS = st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1)


@pytest.mark.parametrize(
    ("wert", "ergebnis"),
    [
        (Decimal("1.5"), "1.50"),
        (Decimal("2.0000"), "2.00"),
        (Decimal("1E+3"), "1000.00"),
        (Decimal("-0.00"), "0.00"),
        (7, "7.00"),
        ("1234.56", "1234.56"),
        ("-3", "-3.00"),
        ("9999999999999.99", "9999999999999.99"),
    ],
)
def test_euro_ist_genau(wert: Any, ergebnis: str) -> None:
    assert str(euro(wert)) == ergebnis


@pytest.mark.parametrize(
    "wert",
    [
        1.5,
        0.0,
        True,
        None,
        b"1",
        "",
        "1,50",
        "1.230",
        "1.234,56",
        "1e3",
        " 1",
        "1\n",
        "１",
        "NaN",
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1.005"),
        Decimal("1E-999999"),
        Decimal("1E+999999"),
        Decimal(10) ** 13,
        10**13,
        -(10**13),
        10**400,
    ],
)
def test_euro_lehnt_ab(wert: Any) -> None:
    with pytest.raises(GeldFehler, match=r"[.]$"):
        euro(wert)


@pytest.mark.parametrize(
    ("wert", "ergebnis"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        ("2.344999", "2.34"),
        ("1E+14", "1" + "0" * 14 + ".00"),
    ],
)
def test_runden_kaufmaennisch(wert: str, ergebnis: str) -> None:
    assert str(runden(Decimal(wert))) == ergebnis


def test_b15_angegebener_satz_rundet_kaufmaennisch() -> None:
    assert runden(Decimal("0.3333") * Decimal("28450.00")) == Decimal("9482.39")


@pytest.mark.parametrize("wert", [0.5, 1, "1", Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+999999")])
def test_runden_lehnt_ab(wert: Any) -> None:
    with pytest.raises(GeldFehler):
        runden(wert)


@pytest.mark.parametrize(
    ("text", "ergebnis"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1234,5", "1234.50"),
        ("1234.5", "1234.50"),
        ("1.234", "1234.00"),
        ("1.234.567,89", "1234567.89"),
        ("1.234.567", "1234567.00"),
        ("12.50", "12.50"),
        ("1.23", "1.23"),
        ("0,5", "0.50"),
        ("0", "0.00"),
        ("007", "7.00"),
        ("-0", "0.00"),
        ("1 234,56", "1234.56"),
        ("10.000 €", "10000.00"),
        ("10.000,00\u00a0€", "10000.00"),
        ("\u2009 1\u202f234\u202f567,8 \u00a0EUR ", "1234567.80"),
        ("12eur", "12.00"),
        ("12€", "12.00"),
        ("-5,00 €", "-5.00"),
        ("−5", "-5.00"),
        ("9.999.999.999.999,99", "9999999999999.99"),
    ],
)
def test_lies_betrag(text: str, ergebnis: str) -> None:
    assert str(lies_betrag(text)) == ergebnis


@pytest.mark.parametrize(
    "text",
    [
        "1,234.56",
        "1.23.4",
        "1.2345",
        "12345.678",
        "1234.567",
        "0.123",
        "012.345",
        "1.234.56",
        "1234.567,89",
        "12.34,56",
        "1.234 567",
        "1 23",
        "1 234.56",
        "1,2,3",
        "1,",
        "1.",
        ",50",
        ".50",
        "--5",
        "- 5",
        "5-",
        "+5",
        "-",
        "€ 5",
        "5 €€",
        "5 $",
        "fünf",
        "NaN",
        "Infinity",
        "1e3",
        "1E3",
        "1_000",
        "0x10",
        "١٢",
        "１２",
        "²",
        "<b>1</b>",
        "1\x002",
    ],
)
def test_lies_betrag_lehnt_uneindeutiges_ab(text: str) -> None:
    with pytest.raises(GeldFehler) as fehler:
        lies_betrag(text)
    assert str(fehler.value) == (
        "Der Betrag ist nicht eindeutig. Bitte schreiben Sie ihn so: 1.234,56 oder 1234,56."
    )


@pytest.mark.parametrize("text", ["12,345", "1.234,567", "0,001"])
def test_lies_betrag_lehnt_dritte_nachkommastelle_ab(text: str) -> None:
    with pytest.raises(GeldFehler) as fehler:
        lies_betrag(text)
    assert str(fehler.value) == (
        "Ein Betrag hat höchstens zwei Nachkommastellen. Bitte schreiben Sie zum Beispiel 1.234,56."
    )


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "€", "EUR", " " * 99])
def test_lies_betrag_verlangt_eingabe(text: str) -> None:
    with pytest.raises(GeldFehler) as fehler:
        lies_betrag(text)
    assert str(fehler.value) == "Bitte geben Sie einen Betrag ein, zum Beispiel 1.234,56."


@pytest.mark.parametrize("text", ["10000000000000", "10.000.000.000.000,00", "-10000000000000", "9" * 39])
def test_lies_betrag_begrenzt(text: str) -> None:
    with pytest.raises(GeldFehler) as fehler:
        lies_betrag(text)
    assert str(fehler.value) == "Der Betrag ist zu groß. Bitte geben Sie weniger als 10 Billionen Euro an."


@pytest.mark.parametrize("wert", [None, 5, 1.5, Decimal(1)])
def test_lies_betrag_liest_nur_text(wert: Any) -> None:
    with pytest.raises(GeldFehler):
        lies_betrag(wert)


def test_lies_betrag_lehnt_ueberlange_eingabe_ab() -> None:
    with pytest.raises(GeldFehler):
        lies_betrag("1" * 100_000)


@pytest.mark.parametrize(
    ("wert", "ergebnis"),
    [
        ("1234.56", "1.234,56\u00a0€"),
        ("0", "0,00\u00a0€"),
        ("-1234567.8", "-1.234.567,80\u00a0€"),
        ("-0.00", "0,00\u00a0€"),
        ("30000000000000", "30.000.000.000.000,00\u00a0€"),
    ],
)
def test_zeige(wert: str, ergebnis: str) -> None:
    assert zeige(Decimal(wert)) == ergebnis


def test_zeige_rundet_nie() -> None:
    with pytest.raises(GeldFehler):
        zeige(Decimal("1.005"))


@pytest.mark.parametrize("wert", [True, 1.0, "1", Decimal(1), None])
def test_aus_cent_nimmt_nur_ganze_zahlen(wert: Any) -> None:
    with pytest.raises(GeldFehler):
        aus_cent(wert)


@given(CENTS)
def test_cent_und_zurueck(cents: int) -> None:
    betrag = aus_cent(cents)
    assert (cent(betrag), betrag.as_tuple().exponent) == (cents, -2)


@given(CENTS)
def test_gezeigtes_wird_gleich_gelesen(cents: int) -> None:
    betrag = aus_cent(cents)
    gezeigt = [zeige_zahl(betrag), zeige(betrag), str(betrag)]
    assert [lies_betrag(text) for text in gezeigt] == [betrag] * 3


@given(st.text())
def test_lies_betrag_liefert_geld_oder_geldfehler(text: str) -> None:
    try:
        betrag = lies_betrag(text)
    except GeldFehler:
        return
    assert betrag == euro(betrag)
