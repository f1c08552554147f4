"""Splitting amounts: the parts always make the whole."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.geld import GeldFehler, aufteilen, aufteilen_gleich, aus_cent

CENTS = st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1)


def test_b19_schuljahr_auf_haushaltsjahre() -> None:
    teile = aufteilen(Decimal("31000.00"), anteile=[Fraction(5, 12), Fraction(7, 12)])
    assert teile == [Decimal("12916.67"), Decimal("18083.33")]


def test_b20_drei_raten() -> None:
    assert aufteilen_gleich(Decimal("10000.00"), anzahl=3) == [
        Decimal("3333.33"),
        Decimal("3333.33"),
        Decimal("3333.34"),
    ]


def test_kleiner_betrag_auf_viele_wechselt_nicht_das_vorzeichen() -> None:
    assert aufteilen_gleich(Decimal("0.05"), anzahl=9) == [Decimal("0.01")] * 5 + [Decimal("0.00")] * 4


@pytest.mark.parametrize(
    "anteile", [[], [Fraction(1, 2)], [Fraction(3, 2), Fraction(-1, 2)], [Fraction(1, 2)] * 3, [0.5, 0.5]]
)
def test_anteile_ergeben_eins(anteile: list[Fraction]) -> None:
    with pytest.raises(ValueError, match="zusammen genau 1") as fehler:
        aufteilen(Decimal(100), anteile=anteile)
    assert str(fehler.value) == "Anteile sind nicht negative Brüche, die zusammen genau 1 ergeben."


def test_aufteilen_braucht_einen_teil_und_genaue_betraege() -> None:
    with pytest.raises(ValueError, match="mindestens einen Teil") as fehler:
        aufteilen_gleich(Decimal(100), anzahl=0)
    assert str(fehler.value) == "Ein Betrag lässt sich nur auf mindestens einen Teil verteilen."
    with pytest.raises(GeldFehler):
        aufteilen_gleich(Decimal("0.001"), anzahl=2)


@given(CENTS, st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=30).filter(any))
def test_teile_ergeben_immer_das_ganze(cents: int, gewichte: list[int]) -> None:
    betrag = aus_cent(cents)
    teile = aufteilen(betrag, anteile=[Fraction(g, sum(gewichte)) for g in gewichte])
    assert (sum(teile), len(teile)) == (betrag, len(gewichte))
    assert [teil for teil in teile if teil * cents < 0] == []


@given(CENTS, st.integers(min_value=1, max_value=60))
def test_raten_ergeben_immer_das_ganze(cents: int, anzahl: int) -> None:
    betrag = aus_cent(cents)
    raten = aufteilen_gleich(betrag, anzahl=anzahl)
    assert (sum(raten), len(raten)) == (betrag, anzahl)
