"""Lengths of periods as ISO 8601 writes them (``P6M``, ``P14D``, ``P2W``, ``P1Y``), and where they end."""

import re
from dataclasses import dataclass
from datetime import date

from antraege.kern.fristen import fristende

_MUSTER = re.compile(r"P(?:(?=[0-9])(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?|([0-9]{1,4})W|([0-9]{1,5})D)")
_TAGE = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


class DauerFehler(ValueError):
    """A length cannot be read or ends outside the calendar; the German sentence says how to mend it."""


@dataclass(frozen=True)
class Dauer:
    """A length in exactly one of months, weeks and days; the other two are 0."""

    monate: int = 0
    wochen: int = 0
    tage: int = 0

    @property
    def in_worten(self) -> str:
        """As people say it: ``6 Monate``."""
        for zahl, eins, viele in (
            (self.monate, "Monat", "Monate"),
            (self.wochen, "Woche", "Wochen"),
            (self.tage, "Tag", "Tage"),
        ):
            if zahl:
                return f"{zahl} {eins if zahl == 1 else viele}"
        raise DauerFehler("Eine Frist ist mindestens 1 lang.")


@dataclass(frozen=True)
class Frist:
    """The last day of a period, and the steps that led there."""

    ende: date
    schritte: list[str]


def lies_dauer(text: str) -> Dauer:
    """Read an ISO length; years are twelve months. Raises DauerFehler for mixed, empty or other text."""
    treffer = _MUSTER.fullmatch(text)
    if treffer is None:
        raise DauerFehler("Bitte schreiben Sie die Dauer so: P6M, P14D, P2W oder P1Y.")
    jahre, monate, wochen, tage = (int(zahl or 0) for zahl in treffer.groups())
    dauer = Dauer(monate=jahre * 12 + monate, wochen=wochen, tage=tage)
    if dauer == Dauer():
        raise DauerFehler("Eine Frist ist mindestens 1 lang.")
    return dauer


def frist(ereignis: date, *, dauer: Dauer, verschieben: bool = True) -> Frist:
    """Return where a period that begins with an event ends (§§ 187-193 BGB, § 31 VwVfG NRW).

    ``verschieben`` off is for a fixed day set by the authority. Raises DauerFehler when the end is past year 9999.
    """
    try:
        starr = fristende(
            ereignis, monate=dauer.monate, wochen=dauer.wochen, tage=dauer.tage, verschieben=False
        )
        ende = fristende(ereignis, monate=dauer.monate, wochen=dauer.wochen, tage=dauer.tage)
    except OverflowError as fehler:
        raise DauerFehler("Die Frist endet nach dem Jahr 9999.") from fehler
    schritte = [
        f"Ereignis am {_tag(ereignis)}, der Tag zählt nicht mit: + {dauer.in_worten} = {_tag(starr)}."
    ]
    if not verschieben:
        return Frist(starr, schritte)
    if ende != starr:
        schritte.append(f"{_tag(starr)} ist kein Werktag. Die Frist endet am {_tag(ende)}.")
    return Frist(ende, schritte)


def _tag(tag: date) -> str:
    return f"{_TAGE[tag.weekday()]} {tag:%d.%m.%Y}"
