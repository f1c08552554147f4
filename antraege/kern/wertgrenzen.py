"""Up to which amount in euro each level decides: a higher level may always decide more than the one below it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise


def zu_niedrige(grenzen: Sequence[tuple[str, Decimal]]) -> Iterator[tuple[str, str]]:
    """Each level, named second, that may decide no more than the one before it; the lowest level comes first."""
    for (untere, niedrig), (obere, hoch) in pairwise(grenzen):
        if hoch <= niedrig:
            yield untere, obere


def widerspruch(reihen: Mapping[str, Sequence[tuple[date, Decimal]]]) -> tuple[date, str, str] | None:
    """The first day on which two levels do not fit, and which; `reihen` is what counts from which day, by level.

    The lowest level comes first; on a day before its first value a level is left out.
    """
    for tag in sorted({ab for reihe in reihen.values() for ab, _ in reihe}):
        gueltig = [
            (ebene, max(werte)[1])
            for ebene, reihe in reihen.items()
            if (werte := [wert for wert in reihe if wert[0] <= tag])
        ]
        for untere, obere in zu_niedrige(gueltig):
            return tag, untere, obere
    return None
