"""ISO lengths and where they end; F6 to F8 once more, with their steps."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.dauer import Dauer, DauerFehler, frist, lies_dauer
from antraege.kern.fristen import fristende


@pytest.mark.parametrize(
    ("text", "dauer", "worte"),
    [
        ("P6M", Dauer(monate=6), "6 Monate"),
        ("P1M", Dauer(monate=1), "1 Monat"),
        ("P1Y", Dauer(monate=12), "12 Monate"),
        ("P1Y6M", Dauer(monate=18), "18 Monate"),
        ("P2W", Dauer(wochen=2), "2 Wochen"),
        ("P1W", Dauer(wochen=1), "1 Woche"),
        ("P14D", Dauer(tage=14), "14 Tage"),
        ("P1D", Dauer(tage=1), "1 Tag"),
        ("P007D", Dauer(tage=7), "7 Tage"),
    ],
)
def test_lies_dauer(text: str, dauer: Dauer, worte: str) -> None:
    assert (lies_dauer(text), lies_dauer(text).in_worten) == (dauer, worte)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "6M",
        "p6m",
        "P6",
        "P6M14D",
        "P1W2D",
        "P-6M",
        "P1.5M",
        "PT6M",
        "P6M ",
        "P٦M",
        "P1000Y",
        "P100000D",
    ],
)
def test_unverstaendliche_dauer(text: str) -> None:
    with pytest.raises(DauerFehler) as fehler:
        lies_dauer(text)
    assert str(fehler.value) == "Bitte schreiben Sie die Dauer so: P6M, P14D, P2W oder P1Y."


@pytest.mark.parametrize("text", ["P0M", "P0D", "P0Y0M", "P0W"])
def test_dauer_ist_mindestens_eins(text: str) -> None:
    with pytest.raises(DauerFehler) as fehler:
        lies_dauer(text)
    assert str(fehler.value) == "Eine Frist ist mindestens 1 lang."


def test_leere_dauer_hat_keine_worte() -> None:
    with pytest.raises(DauerFehler) as fehler:
        _ = Dauer().in_worten
    assert str(fehler.value) == "Eine Frist ist mindestens 1 lang."


@pytest.mark.parametrize(
    ("ereignis", "dauer", "starr", "ende"),
    [
        pytest.param(date(2026, 8, 31), "P6M", date(2027, 2, 28), date(2027, 3, 1), id="F6"),
        pytest.param(date(2025, 7, 31), "P6M", date(2026, 1, 31), date(2026, 2, 2), id="F7"),
        pytest.param(date(2025, 12, 15), "P2M", date(2026, 2, 15), date(2026, 2, 16), id="F8"),
        pytest.param(date(2026, 1, 5), "P14D", date(2026, 1, 19), date(2026, 1, 19), id="Tage"),
        pytest.param(date(2026, 1, 5), "P2W", date(2026, 1, 19), date(2026, 1, 19), id="Wochen"),
        pytest.param(date(2024, 2, 29), "P1Y", date(2025, 2, 28), date(2025, 2, 28), id="Jahr"),
    ],
)
def test_frist(ereignis: date, dauer: str, starr: date, ende: date) -> None:
    laenge = lies_dauer(dauer)
    assert frist(ereignis, dauer=laenge).ende == ende
    assert frist(ereignis, dauer=laenge, verschieben=True).ende == ende
    assert frist(ereignis, dauer=laenge, verschieben=False).ende == starr


def test_schritte_in_worten() -> None:
    ereignis, sechs = date(2026, 8, 31), Dauer(monate=6)
    erster = "Ereignis am Mo 31.08.2026, der Tag zählt nicht mit: + 6 Monate = So 28.02.2027."
    verschoben = "So 28.02.2027 ist kein Werktag. Die Frist endet am Mo 01.03.2027."
    assert frist(ereignis, dauer=sechs).schritte == [erster, verschoben]
    assert frist(ereignis, dauer=sechs, verschieben=False).schritte == [erster]
    assert frist(date(2026, 1, 5), dauer=Dauer(tage=1)).schritte == [
        "Ereignis am Mo 05.01.2026, der Tag zählt nicht mit: + 1 Tag = Di 06.01.2026."
    ]


@pytest.mark.parametrize("dauer", ["P1M", "P999Y", "P9999M", "P99999D", "P9999W", "P2D"])
def test_ende_nach_dem_kalender(dauer: str) -> None:
    for verschieben in (True, False):
        with pytest.raises(DauerFehler) as fehler:
            frist(date(9999, 12, 30), dauer=lies_dauer(dauer), verschieben=verschieben)
        assert str(fehler.value) == "Die Frist endet nach dem Jahr 9999."


def test_letzter_tag_des_kalenders() -> None:
    """31 December 9999 is a Friday and no holiday."""
    assert frist(date(9999, 12, 30), dauer=Dauer(tage=1)).ende == date(9999, 12, 31)
    assert fristende(date(9999, 11, 30), monate=1) == date(9999, 12, 30)


@given(st.integers(min_value=1, max_value=9999))
def test_monate_wie_fristende(monate: int) -> None:
    ereignis = date(2000, 1, 31)
    assert frist(ereignis, dauer=lies_dauer(f"P{monate}M")).ende == fristende(ereignis, monate=monate)
