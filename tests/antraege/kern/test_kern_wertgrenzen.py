"""Levels and their limits, with worked examples in euro."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.kern.wertgrenzen import widerspruch, zu_niedrige

NEUJAHR, MAI, JULI = date(2026, 1, 1), date(2026, 5, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("betraege", "paare"),
    [
        ((5_000, 25_000, 100_000), []),
        ((5_000, 5_000, 100_000), [("0", "1")]),
        ((5_000, 4_000, 3_999), [("0", "1"), ("1", "2")]),
        ((5_000,), []),
        ((), []),
    ],
)
def test_die_hoehere_ebene_darf_mehr(betraege: tuple[int, ...], paare: list[tuple[str, str]]) -> None:
    grenzen = [(str(nr), Decimal(betrag)) for nr, betrag in enumerate(betraege)]
    assert list(zu_niedrige(grenzen)) == paare


def test_der_erste_tag_an_dem_zwei_ebenen_nicht_zusammenpassen() -> None:
    gruppe, bereich = [(NEUJAHR, Decimal(5_000))], [(NEUJAHR, Decimal(25_000))]
    assert widerspruch({"gruppe": gruppe, "bereich": bereich}) is None
    gehoben = [*gruppe, (JULI, Decimal(25_000))]
    assert widerspruch({"gruppe": gehoben, "bereich": bereich}) == (JULI, "gruppe", "bereich")
    assert widerspruch({"gruppe": gehoben, "bereich": [*bereich, (MAI, Decimal("25000.01"))]}) is None
    spaeter = [*bereich, (date(2026, 7, 2), Decimal(40_000))]
    assert widerspruch({"gruppe": gehoben, "bereich": spaeter}) == (JULI, "gruppe", "bereich")


def test_eine_ebene_ohne_wert_zaehlt_noch_nicht() -> None:
    reihen = {"gruppe": [(MAI, Decimal(5_000))], "bereich": [(NEUJAHR, Decimal(4_000))]}
    assert widerspruch({**reihen, "gruppe": []}) is None
    assert widerspruch(reihen) == (MAI, "gruppe", "bereich")
