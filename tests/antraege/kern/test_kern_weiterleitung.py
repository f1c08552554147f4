"""Passing money on: the day of the last proof, the days of reminding, what has to go back to the Land."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.kern.weiterleitung import Ungenutzt, anlass, letzter_tag_der_nachweise, ungenutzt

D = Decimal


def test_acht_wochen_vor_dem_nachweis_der_stadt() -> None:
    assert letzter_tag_der_nachweise(date(2026, 6, 30), tage=56) == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("am", "erwartet"),
    [
        (date(2026, 5, 4), None),
        (date(2026, 5, 5), date(2026, 5, 5)),
        (date(2026, 6, 15), date(2026, 5, 5)),
        (date(2026, 6, 16), date(2026, 6, 16)),
        (date(2026, 6, 30), date(2026, 6, 16)),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2027, 1, 1), date(2026, 7, 1)),
    ],
)
def test_anlaesse_der_erinnerung(am: date, erwartet: date | None) -> None:
    assert anlass(date(2026, 6, 30), tage=56, am=am) == erwartet


def test_das_aelteste_geld_wird_zuerst_verwendet() -> None:
    """100 of 15.12. and 50 of 10.01.; 120 paid on: 30 of the January money are left, and back by 10.03."""
    zufluesse = [(date(2026, 1, 10), D("50.00")), (date(2025, 12, 15), D("100.00"))]
    rest = ungenutzt(zufluesse, [(date(2026, 1, 20), D("120.00"))], monate=2)
    assert rest == [Ungenutzt(D("30.00"), date(2026, 1, 10), date(2026, 3, 10))]


def test_ohne_abfluss_ist_alles_ungenutzt_und_das_ende_ein_werktag() -> None:
    """Two months after 15.12.2025 is a Sunday: the time ends on Monday, 16.02.2026."""
    assert ungenutzt([(date(2025, 12, 15), D("10.00"))], [], monate=2) == [
        Ungenutzt(D("10.00"), date(2025, 12, 15), date(2026, 2, 16))
    ]


def test_wer_vorausgezahlt_hat_hat_nichts_uebrig() -> None:
    assert ungenutzt([(date(2026, 1, 10), D("50.00"))], [(date(2025, 11, 1), D("80.00"))], monate=2) == []


def test_was_zurueckkommt_ist_neues_geld() -> None:
    """All was paid on; 20 came back in May and are to be used or returned within two months."""
    zufluesse = [(date(2026, 1, 10), D("50.00")), (date(2026, 5, 4), D("20.00"))]
    assert ungenutzt(zufluesse, [(date(2026, 1, 20), D("50.00"))], monate=2) == [
        Ungenutzt(D("20.00"), date(2026, 5, 4), date(2026, 7, 6))
    ]
