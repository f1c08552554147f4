"""Periods and working days in NRW, with the worked examples F1 to F8."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.fristen import (
    bekanntgabe,
    fristende,
    ist_werktag,
    klagefrist_ende,
    naechster_werktag,
    werktage_frueher,
    werktage_spaeter,
)

TAGE = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("aufgegeben", "bekannt", "ende"),
    [
        pytest.param(date(2026, 1, 5), date(2026, 1, 9), date(2026, 2, 9), id="F1"),
        pytest.param(date(2025, 10, 29), date(2025, 11, 2), date(2025, 12, 2), id="F2"),
        pytest.param(date(2024, 12, 18), date(2024, 12, 21), date(2025, 1, 21), id="F3"),
        pytest.param(date(2026, 1, 27), date(2026, 1, 31), date(2026, 3, 2), id="F4"),
        pytest.param(date(2026, 4, 30), date(2026, 5, 4), date(2026, 6, 5), id="F5"),
    ],
)
def test_bekanntgabe_und_klagefrist(aufgegeben: date, bekannt: date, ende: date) -> None:
    assert (bekanntgabe(aufgegeben), klagefrist_ende(bekannt)) == (bekannt, ende)


@pytest.mark.parametrize(
    ("ereignis", "monate", "ende"),
    [
        pytest.param(date(2026, 8, 31), 6, date(2027, 3, 1), id="F6"),
        pytest.param(date(2025, 7, 31), 6, date(2026, 2, 2), id="F7"),
        pytest.param(date(2025, 12, 15), 2, date(2026, 2, 16), id="F8"),
    ],
)
def test_fristende_in_monaten(ereignis: date, monate: int, ende: date) -> None:
    assert fristende(ereignis, monate=monate) == ende


def test_vier_tage_gelten_ab_2025() -> None:
    silvester, neujahr = date(2024, 12, 31), date(2025, 1, 1)
    assert [bekanntgabe(silvester), bekanntgabe(neujahr)] == [date(2025, 1, 3), date(2025, 1, 5)]


def test_fehlende_belehrung_gibt_ein_jahr() -> None:
    assert klagefrist_ende(date(2026, 1, 9), 12) == date(2027, 1, 11)


def test_fester_termin_verschiebt_sich_nicht() -> None:
    assert fristende(date(2026, 8, 31), monate=6, verschieben=False) == date(2027, 2, 28)


def test_schaltjahr() -> None:
    assert fristende(date(2027, 8, 31), monate=6) == date(2028, 2, 29)


def test_tage_und_wochen() -> None:
    assert fristende(date(2026, 1, 5), tage=14) == fristende(date(2026, 1, 5), wochen=2) == date(2026, 1, 19)
    assert fristende(date(2026, 1, 5), tage=5) == date(2026, 1, 12)


@pytest.mark.parametrize(
    "laenge",
    [
        {},
        {"tage": 0},
        {"tage": -1},
        {"monate": -1},
        {"wochen": -1},
        {"monate": 1, "tage": 1},
        {"monate": -1, "wochen": 1},
    ],
)
def test_frist_hat_genau_eine_laenge(laenge: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="Frist") as fehler:
        fristende(date(2026, 1, 5), **laenge)
    assert str(fehler.value) == (
        "Eine Frist wird in Monaten, Wochen oder Tagen angegeben und ist mindestens 1 lang."
    )


def test_kalender_endet_mit_dem_jahr_9999() -> None:
    with pytest.raises(OverflowError) as fehler:
        fristende(date(9999, 12, 1), monate=1)
    assert str(fehler.value) == "Die Frist endet nach dem Jahr 9999."


def test_zeitpunkte_sind_keine_tage() -> None:
    zeitpunkt = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for rechnung in (ist_werktag, naechster_werktag, bekanntgabe, klagefrist_ende):
        with pytest.raises(TypeError, match="Kalendertagen"):
            rechnung(zeitpunkt)
    with pytest.raises(TypeError) as fehler:
        werktage_spaeter(zeitpunkt, 0)
    assert str(fehler.value) == "Fristen rechnen mit Kalendertagen, nicht mit Zeitpunkten."


def test_feiertage_in_nrw_2026() -> None:
    wochentage = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    frei = [tag for tag in wochentage if tag.weekday() < 5 and not ist_werktag(tag)]
    assert frei == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 6, 4),
        date(2026, 12, 25),
    ]


def test_allerheiligen_ist_frei_heiligabend_und_silvester_nicht() -> None:
    tage = [date(2027, 11, 1), date(2026, 12, 24), date(2026, 12, 31), date(2026, 1, 3), date(2026, 1, 4)]
    assert [ist_werktag(tag) for tag in tage] == [False, True, True, False, False]


def test_werktage_frueher() -> None:
    montag = date(2026, 1, 5)
    assert [werktage_frueher(montag, n) for n in (0, 1, 2, 4)] == [
        montag,
        date(2026, 1, 2),
        date(2025, 12, 31),
        date(2025, 12, 29),
    ]
    assert werktage_frueher(date(2026, 1, 4), 1) == date(2026, 1, 2)
    with pytest.raises(ValueError, match="negativ"):
        werktage_frueher(montag, -1)
    with pytest.raises(TypeError):
        werktage_frueher(datetime(2026, 1, 5), 0)


def test_werktage_spaeter() -> None:
    freitag = date(2026, 5, 22)
    assert [werktage_spaeter(freitag, n) for n in (0, 1, 3, 10)] == [
        freitag,
        date(2026, 5, 26),
        date(2026, 5, 28),
        date(2026, 6, 9),
    ]
    with pytest.raises(ValueError, match="nicht negativ") as fehler:
        werktage_spaeter(freitag, -1)
    assert str(fehler.value) == "Die Zahl der Werktage darf nicht negativ sein."


@given(TAGE, st.integers(min_value=1, max_value=60))
def test_frist_endet_am_gleichen_tag_oder_monatsletzten(ereignis: date, monate: int) -> None:
    ende = fristende(ereignis, monate=monate, verschieben=False)
    assert (ende.year - ereignis.year) * 12 + ende.month - ereignis.month == monate
    assert ende.day == ereignis.day or (ende + timedelta(days=1)).day == 1


@given(TAGE, st.integers(min_value=1, max_value=400))
def test_verschobene_frist_endet_am_naechsten_werktag(ereignis: date, tage: int) -> None:
    starr, ende = fristende(ereignis, tage=tage, verschieben=False), fristende(ereignis, tage=tage)
    zwischen = [starr + timedelta(days=n) for n in range((ende - starr).days)]
    assert (ist_werktag(ende), [tag for tag in zwischen if ist_werktag(tag)]) == (True, [])


@given(TAGE, TAGE, st.integers(min_value=1, max_value=24))
def test_spaeteres_ereignis_endet_nie_frueher(a: date, b: date, monate: int) -> None:
    frueh, spaet = sorted([a, b])
    assert fristende(frueh, monate=monate) <= fristende(spaet, monate=monate)


@given(TAGE, st.integers(min_value=1, max_value=60))
def test_werktage_werden_einzeln_gezaehlt(tag: date, anzahl: int) -> None:
    ende = werktage_spaeter(tag, anzahl)
    gezaehlt = [n for n in range(1, (ende - tag).days + 1) if ist_werktag(tag + timedelta(days=n))]
    assert (len(gezaehlt), ist_werktag(ende)) == (anzahl, True)
