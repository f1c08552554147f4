"""What a booking takes of a date, and who moves up when places become free: pure rules of the Modulsystem."""

from collections.abc import Iterable
from enum import Enum


class Platzart(Enum):
    """What a date counts: whole groups, whatever their size, or children. The value is stored."""

    GRUPPEN = "gruppen"
    KINDER = "kinder"


def braucht(art: Platzart, kinder: int) -> int:
    """How many places a group of so many children takes."""
    return 1 if art is Platzart.GRUPPEN else kinder


def nachruecker(frei: int, wartende: Iterable[tuple[int, int]]) -> list[int]:
    """The ids that move up into so many free places, of pairs (id, places needed) in the order of waiting.

    Whoever waits longest comes first; a group that is too large for what is free keeps its turn and does not
    hold up a smaller one behind it.
    """
    ruecken_nach = []
    for nummer, plaetze in wartende:
        if plaetze <= frei:
            frei -= plaetze
            ruecken_nach.append(nummer)
    return ruecken_nach
