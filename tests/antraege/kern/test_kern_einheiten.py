"""The grant per unit: worked examples B12 and B13."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.einheiten import abrechnung_einheiten
from antraege.kern.geld import GeldFehler, aus_cent
from antraege.kern.nachweis import Abrechnung


def rechne(satz: str, geplant: Any, geleistet: Any, ausgezahlt: str = "0.00") -> Abrechnung:
    return abrechnung_einheiten(
        satz=Decimal(satz), geplant=geplant, geleistet=geleistet, ausgezahlt=Decimal(ausgezahlt)
    )


@pytest.mark.parametrize(
    ("satz", "geplant", "geleistet", "gezahlt", "zuwendung", "zurueck"),
    [
        pytest.param("84.00", 40, 36, "3360.00", "3024.00", "336.00", id="B12"),
        pytest.param("1073.00", 78, 75, "83694.00", "80475.00", "3219.00", id="B13"),
    ],
)
def test_zuwendung_je_einheit(satz, geplant, geleistet, gezahlt, zuwendung, zurueck) -> None:
    ergebnis = rechne(satz, geplant, geleistet, gezahlt)
    assert (str(ergebnis.zuwendung), str(ergebnis.rueckforderung)) == (zuwendung, zurueck)
    assert (str(ergebnis.minderung), str(ergebnis.restzahlung)) == (zurueck, "0.00")
    assert str(ergebnis.zuwendungsfaehig) == zuwendung


def test_mehr_einheiten_erhoehen_die_zuwendung_nicht() -> None:
    ergebnis = rechne("84.00", 40, 45, "3000.00")
    assert [schritt.replace("\u00a0", " ") for schritt in ergebnis.schritte] == [
        "Bewilligt: 40 Einheiten × 84,00 € = 3.360,00 €.",
        "Geleistet: 45 Einheiten × 84,00 € = 3.780,00 €.",
        "Höchstbetrag: Mehr als bewilligt wird nicht gezahlt, also 3.360,00 €.",
        "Endgültige Zuwendung 3.360,00 €, ausgezahlt 3.000,00 €: Restzahlung 360,00 €.",
    ]
    assert (str(ergebnis.minderung), str(ergebnis.zuwendungsfaehig)) == ("0.00", "3780.00")


def test_genau_die_bewilligten_einheiten() -> None:
    assert len(rechne("84.00", 40, 40).schritte) == 3
    assert str(rechne("84.00", 0, 0).zuwendung) == "0.00"


@pytest.mark.parametrize("anzahl", [-1, True, 1.0, "1", None])
def test_einheiten_sind_ganze_zahlen(anzahl: Any) -> None:
    for geplant, geleistet in ((anzahl, 1), (1, anzahl)):
        with pytest.raises(GeldFehler) as fehler:
            rechne("1.00", geplant, geleistet)
        assert str(fehler.value) == "Die Zahl der Einheiten ist eine ganze Zahl ab 0."


@pytest.mark.parametrize(
    ("satz", "geplant", "gezahlt"), [("-1", 1, "0"), ("0.001", 1, "0"), ("1", 1, "-1"), ("1", 10**13, "0")]
)
def test_betraege_sind_genau_und_nicht_zu_gross(satz: str, geplant: int, gezahlt: str) -> None:
    with pytest.raises(GeldFehler):
        rechne(satz, geplant, 0, gezahlt)


ANZAHL = st.integers(min_value=0, max_value=10**6)


@given(st.integers(min_value=0, max_value=10**6).map(aus_cent), ANZAHL, ANZAHL)
def test_nie_mehr_als_bewilligt_oder_geleistet(satz: Decimal, geplant: int, geleistet: int) -> None:
    ergebnis = rechne(str(satz), geplant, geleistet)
    assert ergebnis.zuwendung == min(satz * geplant, satz * geleistet)
    assert ergebnis.zuwendung + ergebnis.minderung == satz * geplant
