"""A joint grant split over its pots: by largest remainder, to the cent, never more than a pot has promised."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.geld import GeldFehler
from antraege.kern.verteilung import nach_anteilen

D = Decimal


@pytest.mark.parametrize(
    ("betrag", "anteile", "teile"),
    [
        # 10.000 € of 6.000 and 4.000, cut to 8.000 €: every share falls in the same proportion.
        ("8000.00", ["6000.00", "4000.00"], ["4800.00", "3200.00"]),
        ("10000.00", ["6000.00", "4000.00"], ["6000.00", "4000.00"]),
        # A cent that is left over goes to the largest remainder (0.67 before 0.33) …
        ("0.01", ["1.00", "2.00"], ["0.00", "0.01"]),
        ("100.00", ["1.00", "2.00"], ["33.33", "66.67"]),
        # … and at equal remainders to the first.
        ("100.00", ["5.00", "5.00", "5.00"], ["33.34", "33.33", "33.33"]),
        ("0.00", ["5.00", "1.00"], ["0.00", "0.00"]),
        ("7.00", ["0.00", "3.00"], ["0.00", "7.00"]),
    ],
)
def test_beispiele(betrag: str, anteile: list[str], teile: list[str]) -> None:
    verteilt = nach_anteilen(D(betrag), dict(enumerate(map(D, anteile))))
    assert list(verteilt.values()) == list(map(D, teile))


_CENT = st.integers(0, 10**9).map(lambda c: D(c).scaleb(-2))


@given(anteile=st.lists(_CENT, min_size=1, max_size=6).filter(any), data=st.data())
def test_nichts_geht_verloren_und_kein_topf_gibt_mehr_als_seinen_anteil(
    anteile: list[D], data: st.DataObject
) -> None:
    alle = sum(anteile, D("0.00"))
    betrag = D(data.draw(st.integers(0, int(alle * 100)))).scaleb(-2)
    teile = nach_anteilen(betrag, dict(enumerate(anteile)))
    assert sum(teile.values(), D("0.00")) == betrag
    assert all(0 <= teil <= anteile[nr] for nr, teil in teile.items())


@pytest.mark.parametrize(
    ("betrag", "anteile"),
    [("1.00", []), ("1.00", ["0.00"]), ("-1.00", ["1.00"]), ("1.00", ["-1.00", "2.00"])],
)
def test_was_sich_nicht_verteilen_laesst(betrag: str, anteile: list[str]) -> None:
    with pytest.raises(GeldFehler):
        nach_anteilen(D(betrag), dict(enumerate(map(D, anteile))))
