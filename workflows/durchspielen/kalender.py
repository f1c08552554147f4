"""The demo's calendar: every story is told as so long before, or after, the day on which the demo is loaded.

Working days count exactly, so a story of working days ends equally long ago on whatever day it is loaded.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from antraege.kern.fristen import naechster_werktag, plus_monate, werktage_frueher, werktage_spaeter

SCHULJAHR_AB = 8  # August
GELAUFEN = timedelta(days=100)  # how long a school year has run before the stories call it the present one
VORHER = timedelta(days=45)  # how long before its first day an agreement is still being made

# Working days that a step takes, counted from the step before it; one for every other step.
TAGE = {
    "einreichen": 2,
    "formale_pruefung": 4,
    "nachforderung": 6,
    "fachliche_pruefung": 8,
    "mitzeichnung": 2,
    "entscheidung": 5,
    "sachliche_feststellung": 2,
    "buchung": 2,
    "nachweispruefung": 10,
    "nachweiszeichnung": 4,
    "berichtspruefung": 8,
    "berichtszeichnung": 4,
    "abschluss": 3,
    "aenderungspruefung": 6,
    "aenderungsentscheidung": 4,
    "uebernahmeerklaerung": 5,
    "anhoerung": 4,
    "stellungnahme": 9,
    "rueckforderungspruefung": 6,
    "rueckforderungsentscheidung": 4,
    "massnahmenentscheidung": 4,
    "bedarfsklaerung": 4,
    "parteiabstimmung": 2,
    "stadtabstimmung": 2,
    "vereinbarungsentwurf": 4,
    "vereinbarungsfreigabe": 5,
    "nachtragsfreigabe": 5,
    "parteizeichnung": 2,
    "stadtzeichnung": 2,
    "evaluation": 8,
    "einbringung": 3,
}


@dataclass(frozen=True)
class Kalender:
    """What "three weeks ago" means to somebody who loads the demo on this day."""

    heute: date

    @property
    def zuletzt(self) -> date:
        """The last working day that is over: the latest on which anything has happened."""
        return werktage_frueher(self.heute, 1)

    def tag(self, *, monate: int = 0, werktage: int = 0) -> date:
        """A working day so long after `zuletzt`; negative: before it."""
        tag = naechster_werktag(plus_monate(self.zuletzt, monate))
        return werktage_spaeter(tag, werktage) if werktage >= 0 else werktage_frueher(tag, -werktage)

    def monatserster(self, monate: int) -> date:
        """The first day of the month so many months after the present one; negative: before it."""
        return plus_monate(self.heute.replace(day=1), monate)

    def schuljahr(self, versatz: int = 0) -> date:
        """1 August of the school year that has run for some months, or of one so many years later."""
        reif = self.heute - GELAUFEN
        jahr = reif.year if reif.month >= SCHULJAHR_AB else reif.year - 1
        return date(jahr + versatz, SCHULJAHR_AB, 1)

    def schulhalbjahr(self, *, nur_august: bool = False) -> date:
        """The next 1 February or 1 August that leaves time for an agreement to be made."""
        monate = (SCHULJAHR_AB,) if nur_august else (2, SCHULJAHR_AB)
        tage = (date(self.heute.year + jahr, monat, 1) for jahr in (0, 1) for monat in monate)
        return next(tag for tag in tage if tag - self.heute >= VORHER)


def letzter_tag(beginn: date, monate: int) -> date:
    """The last day of a period of so many months."""
    return plus_monate(beginn, monate) - timedelta(days=1)


def erster_tag(ende: date, monate: int) -> date:
    """The first day of a period of so many months that ends on `ende`."""
    return plus_monate(ende + timedelta(days=1), -monate)
