"""The reference of an instalment: short, unique, with two check digits (ISO 7064 MOD 97-10)."""

import re

_MUSTER = re.compile(r"KC-?([0-9]{8,12})-?([0-9]{2})")


def referenz(nummer: int) -> str:
    """`KC-00000042-13` for the instalment with this id; at most 35 characters (EndToEndId)."""
    return f"KC-{nummer:08d}-{98 - nummer * 100 % 97:02d}"


def nummer_aus(text: str) -> int | None:
    """The id in a reference, blanks and case do not matter; None when it is none or mistyped."""
    treffer = _MUSTER.fullmatch("".join(text.split()).upper())
    if treffer is None:
        return None
    nummer = int(treffer[1])
    return nummer if int(treffer[2]) == 98 - nummer * 100 % 97 else None
