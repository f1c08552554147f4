"""Limitation, the year for Widerruf, and retention (F9)."""

from datetime import date

import pytest

from antraege.kern.verjaehrung import (
    anspruch_verjaehrt_mit,
    aufbewahrung,
    bescheid_verjaehrt_mit,
    erstattung_verjaehrt_mit,
    widerruf_spaetestens,
)


@pytest.mark.parametrize("entstanden", [date(2026, 1, 1), date(2026, 12, 31)])
def test_drei_jahre_vom_jahresende(entstanden: date) -> None:
    assert anspruch_verjaehrt_mit(entstanden) == date(2029, 12, 31)
    assert anspruch_verjaehrt_mit(entstanden, jahre=10) == date(2036, 12, 31)


def test_dreissig_jahre_ab_unanfechtbarkeit_ohne_verschiebung() -> None:
    ende = bescheid_verjaehrt_mit(date(2026, 2, 10))
    assert (ende, ende.weekday()) == (date(2056, 2, 10), 3)
    sonntag = bescheid_verjaehrt_mit(date(2026, 2, 13))
    assert (sonntag, sonntag.weekday()) == (date(2056, 2, 13), 6)
    assert bescheid_verjaehrt_mit(date(2024, 2, 29), jahre=1) == date(2025, 2, 28)


def test_sgb_x_vier_jahre_nach_dem_jahr_der_unanfechtbarkeit() -> None:
    assert erstattung_verjaehrt_mit(date(2026, 2, 10)) == date(2030, 12, 31)
    assert erstattung_verjaehrt_mit(date(2026, 12, 31), jahre=5) == date(2031, 12, 31)


def test_ein_jahr_nach_kenntnis_auch_am_sonntag() -> None:
    assert widerruf_spaetestens(date(2026, 3, 2)) == date(2027, 3, 2)
    sonntag = widerruf_spaetestens(date(2026, 2, 28))
    assert (sonntag, sonntag.weekday()) == (date(2027, 2, 28), 6)
    assert widerruf_spaetestens(date(2026, 1, 31), monate=1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("jahre", "bis"),
    [
        pytest.param(6, date(2032, 12, 31), id="F9 Belege"),
        pytest.param(10, date(2036, 12, 31), id="F9 Bücher"),
        pytest.param(1, date(2027, 12, 31), id="mindestens eins"),
    ],
)
def test_aufbewahrung_ab_dem_jahr_nach_dem_jahresabschluss(jahre: int, bis: date) -> None:
    ergebnis = aufbewahrung(date(2026, 11, 12), jahre=jahre)
    assert (ergebnis.von, ergebnis.bis) == (date(2027, 1, 1), bis)
    assert ergebnis.schritte == [
        f"Jahresabschluss festgestellt am 12.11.2026: {jahre} Jahre vom 01.01.2027 bis {bis:%d.%m.%Y}."
    ]


def test_aufbewahrung_ist_nie_kuerzer_als_ein_jahr() -> None:
    with pytest.raises(ValueError, match=r"^Unterlagen werden mindestens ein Jahr aufbewahrt\.$"):
        aufbewahrung(date(2026, 11, 12), jahre=0)
