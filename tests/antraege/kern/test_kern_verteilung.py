"""Spreading amounts: B19 over Haushaltsjahre, school years, and the rounding of the Vorlage."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.geld import GeldFehler, aus_cent
from antraege.kern.verteilung import Verteilung, auf_haushaltsjahre, auf_schuljahre, auf_volle_euro


def worte(verteilung: Verteilung) -> list[str]:
    return [schritt.replace("\u00a0", " ") for schritt in verteilung.schritte]


def teile(verteilung: Verteilung) -> dict[str, str]:
    return {name: str(betrag) for name, betrag in verteilung.teile.items()}


def test_b19_schuljahr_auf_haushaltsjahre() -> None:
    ergebnis = auf_haushaltsjahre(Decimal("31000.00"), von=date(2025, 8, 1), bis=date(2026, 7, 31))
    assert teile(ergebnis) == {"2025": "12916.67", "2026": "18083.33"}
    assert worte(ergebnis) == [
        "2025: 31.000,00 € × 5/12 = 12.916,67 €.",
        "2026: Rest von 31.000,00 € = 18.083,33 €.",
    ]
    assert str(ergebnis.summe) == "31000.00"


def test_drei_haushaltsjahre() -> None:
    ergebnis = auf_haushaltsjahre(Decimal("18000.00"), von=date(2024, 11, 15), bis=date(2026, 4, 10))
    assert teile(ergebnis) == {"2024": "2000.00", "2025": "12000.00", "2026": "4000.00"}


def test_ein_jahr_ist_der_rest() -> None:
    ergebnis = auf_haushaltsjahre(Decimal("99.99"), von=date(2026, 1, 31), bis=date(2026, 1, 31))
    assert (teile(ergebnis), worte(ergebnis)) == ({"2026": "99.99"}, ["2026: Rest von 99,99 € = 99,99 €."])


def test_schuljahre_wechseln_am_ersten_august() -> None:
    ergebnis = auf_schuljahre(Decimal("24000.00"), von=date(2025, 1, 1), bis=date(2026, 12, 31))
    assert teile(ergebnis) == {"2024/25": "7000.00", "2025/26": "12000.00", "2026/27": "5000.00"}
    einzeln = auf_schuljahre(Decimal("1.00"), von=date(2099, 8, 1), bis=date(2099, 8, 1))
    assert teile(einzeln) == {"2099/00": "1.00"}
    juli = auf_schuljahre(Decimal("1.00"), von=date(2026, 7, 31), bis=date(2026, 8, 1))
    assert teile(juli) == {"2025/26": "0.50", "2026/27": "0.50"}


@pytest.mark.parametrize("rechnung", [auf_haushaltsjahre, auf_schuljahre])
def test_zeitraum_endet_nicht_vor_seinem_beginn(rechnung) -> None:
    with pytest.raises(GeldFehler) as fehler:
        rechnung(Decimal(1), von=date(2026, 8, 2), bis=date(2026, 8, 1))
    assert str(fehler.value) == "Der Zeitraum endet vor seinem Beginn."


def test_vorlage_rundet_jede_zeile_auf_volle_euro() -> None:
    """DS 24046-22: the Sachaufwand of 2022 is 5/12 of the year, each line rounded on its own."""
    zeilen = {
        "Prozessbegleitung": Decimal(15000),
        "Projekte": Decimal(10000),
        "Fortbildungen": Decimal(3000),
        "Materialien": Decimal(1000),
        "Veranstaltungen": Decimal(1200),
    }
    ergebnis = auf_volle_euro(zeilen, anteil=Fraction(5, 12))
    assert list(teile(ergebnis).values()) == ["6250.00", "4167.00", "1250.00", "417.00", "500.00"]
    assert str(ergebnis.summe) == "12584.00"
    assert worte(ergebnis)[1] == "„Projekte“: 10.000,00 € × 5/12 = 4.167,00 € (auf volle Euro gerundet)."
    assert worte(ergebnis)[5:] == ["Summe der gerundeten Zeilen: 12.584,00 €."]


def test_halber_euro_wird_aufgerundet() -> None:
    zeilen = {"a": Decimal("2.50"), "b": Decimal("2.49"), "c": Decimal("0.50")}
    assert list(teile(auf_volle_euro(zeilen, anteil=Fraction(1))).values()) == ["3.00", "2.00", "1.00"]


def test_volle_euro_nur_fuer_betraege_ab_null() -> None:
    with pytest.raises(GeldFehler):
        auf_volle_euro({"a": Decimal("-0.01")}, anteil=Fraction(1))
    assert str(auf_volle_euro({}, anteil=Fraction(1)).summe) == "0.00"


TAGE = st.tuples(*[st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))] * 2).map(sorted)


@given(st.integers(min_value=0, max_value=10**14).map(aus_cent), TAGE)
def test_jahre_ergeben_immer_das_ganze(betrag: Decimal, tage: list[date]) -> None:
    for rechnung in (auf_haushaltsjahre, auf_schuljahre):
        ergebnis = rechnung(betrag, von=tage[0], bis=tage[1])
        assert (ergebnis.summe, len(ergebnis.schritte)) == (betrag, len(ergebnis.teile))
        assert list(ergebnis.teile) == sorted(ergebnis.teile)
