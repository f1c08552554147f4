"""The reference: short, unique, no single typing error gives another instalment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.foerderung.zahlung.referenz import nummer_aus, referenz


@given(st.integers(min_value=1, max_value=10**11))
def test_hin_und_zurueck(nummer: int) -> None:
    assert nummer_aus(referenz(nummer)) == nummer
    assert len(referenz(nummer)) <= 35


@given(st.integers(min_value=1, max_value=99_999_999), st.integers(0, 7), st.integers(1, 9))
def test_eine_falsche_ziffer_wird_erkannt(nummer: int, stelle: int, plus: int) -> None:
    text = referenz(nummer)
    falsch = str((int(text[3 + stelle]) + plus) % 10)
    assert nummer_aus(text[: 3 + stelle] + falsch + text[4 + stelle :]) is None


@pytest.mark.parametrize(
    ("text", "nummer"),
    [
        ("KC-00000042-" + referenz(42)[-2:], 42),
        (" kc 00000042 " + referenz(42)[-2:], 42),
        ("", None),
        ("KC-42-13", None),
        ("NOTPROVIDED", None),
        ("KC-00000042", None),
        ("KC-٠٠٠٠٠٠٤٢-13", None),
    ],
)
def test_lesen(text: str, nummer: int | None) -> None:
    assert nummer_aus(text) == nummer
