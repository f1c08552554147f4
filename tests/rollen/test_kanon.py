"""Canonical text and hashes."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollen.kanon import KanonFehler, kanonisch, sha256_hex


class Farbe(StrEnum):
    ROT = "rot"


class Stufe(IntEnum):
    EINS = 1


@pytest.mark.parametrize(
    ("wert", "text"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (10**30, "1" + "0" * 30),
        (Stufe.EINS, "1"),
        ("Hörde „x“\n", '"Hörde „x“\\n"'),
        (Farbe.ROT, '"rot"'),
        (Decimal("1.5"), '"1.50"'),
        (Decimal("1E+3"), '"1000.00"'),
        (Decimal("-0.00"), '"0.00"'),
        (date(2026, 1, 5), '"2026-01-05"'),
        (datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC), "1000005"),
        (datetime(1970, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))), "0"),
        ([1, (2, [])], "[1,[2,[]]]"),
        ({"b": 1, "a": {"d": None, "c": 2}}, '{"a":{"c":2,"d":null},"b":1}'),
        (MappingProxyType({Farbe.ROT: 1}), '{"rot":1}'),
    ],
)
def test_kanonisch(wert: Any, text: str) -> None:
    assert kanonisch(wert) == text


@pytest.mark.parametrize(
    "wert",
    [
        1.0,
        {"a": [0.5]},
        {1, 2},
        b"x",
        object(),
        UUID(int=1),
        timedelta(1),
        {1: "x"},
        {None: "x"},
        datetime(2026, 1, 1),
        Decimal("0.001"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1E+30"),
        "\ud800",
        {"\ud800": 1},
    ],
)
def test_kanonisch_lehnt_ab(wert: Any) -> None:
    with pytest.raises(KanonFehler):
        kanonisch(wert)


def test_sha256_hex() -> None:
    leer = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (sha256_hex(""), sha256_hex(b""), sha256_hex("ö")) == (leer, leer, sha256_hex("ö".encode()))


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FAKTEN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | TEXT
    | st.dates()
    | st.datetimes(timezones=st.timezones())
    | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**13), max_value=10**13),
    lambda inhalt: st.lists(inhalt, max_size=4) | st.dictionaries(TEXT, inhalt, max_size=4),
    max_leaves=12,
)


@given(FAKTEN)
def test_kanonisch_uebersteht_json(fakten: Any) -> None:
    text = kanonisch(fakten)
    assert kanonisch(json.loads(text)) == text


@given(st.dictionaries(TEXT, FAKTEN, max_size=6), st.randoms())
def test_reihenfolge_der_schluessel_ist_gleichgueltig(fakten: dict[str, Any], zufall: Any) -> None:
    namen = list(fakten)
    zufall.shuffle(namen)
    assert kanonisch({name: fakten[name] for name in namen}) == kanonisch(fakten)
