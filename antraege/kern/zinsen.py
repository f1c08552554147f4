"""Interest on repayments over a changing Basiszinssatz (§ 49a VwVfG NRW, § 50 Abs. 2a SGB X, § 247 BGB)."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from antraege.kern.geld import NULL, aus_cent, cent, nicht_negativ, summe, zeige
from antraege.kern.prozent import prozent, zeige_prozent

Reihe = Iterable[tuple[date, Decimal]]
_EIN_TAG = timedelta(days=1)


class ZinsFehler(ValueError):
    """Interest cannot be computed; the German sentence says what is missing."""


class Zinsmethode(StrEnum):
    """How days and years are counted."""

    ACT_ACT = "ACT_ACT"
    ACT_365 = "ACT_365"
    DREISSIG_360 = "30_360"

    @property
    def bezeichnung(self) -> str:
        """The words that people read."""
        return {
            "ACT_ACT": "taggenau, Jahr mit 365 oder 366 Tagen",
            "ACT_365": "taggenau, Jahr mit 365 Tagen",
            "30_360": "Monat mit 30 Tagen, Jahr mit 360 Tagen",
        }[self.value]

    def tage(self, vorher: date, bis: date) -> int:
        """Days after ``vorher`` through ``bis``; with 30/360 the 31st of a month counts as its 30th."""
        if self is not Zinsmethode.DREISSIG_360:
            return (bis - vorher).days
        monate = (bis.year - vorher.year) * 12 + bis.month - vorher.month
        return monate * 30 + min(bis.day, 30) - min(vorher.day, 30)

    def jahrestage(self, jahr: int) -> int:
        """How many days this year counts."""
        if self is Zinsmethode.DREISSIG_360:
            return 360
        return 366 if self is Zinsmethode.ACT_ACT and calendar.isleap(jahr) else 365


@dataclass(frozen=True)
class Abschnitt:
    """Days ``von`` to ``bis``, both included, within one half-year; rate in percent, interest in euro."""

    von: date
    bis: date
    tage: int
    satz: Decimal
    zinsen: Decimal


@dataclass(frozen=True)
class Zinsrechnung:
    """Interest in euro, the segments it adds up from, and each of them in words."""

    zinsen: Decimal
    abschnitte: tuple[Abschnitt, ...]
    schritte: list[str]


def zinsen(
    betrag: Decimal,
    *,
    beginn: date,
    ende: date,
    aufschlag: Decimal,
    methode: str,
    basiszins: Reihe,
) -> Zinsrechnung:
    """Return the interest on euro from the day after ``beginn`` up to and including ``ende``.

    ``aufschlag`` are percentage points above the Basiszinssatz; ``basiszins`` holds one row per half-year, its
    first day and percent. A rate below zero counts as zero. Each half-year is rounded to the cent.
    Raises ZinsFehler for a half-year without a row and for an end before the beginning, GeldFehler for bad
    amounts, ValueError for an unknown method.
    """
    kapital, mehr, art = nicht_negativ(betrag), prozent(aufschlag), Zinsmethode(methode)
    if ende < beginn:
        raise ZinsFehler("Der Zinszeitraum endet vor seinem Beginn.")
    bekannt, abschnitte, schritte = dict(basiszins), [], []
    for von, bis in _halbjahre(beginn + _EIN_TAG, ende):
        satz = max(NULL, _basis(bekannt, tag=bis) + mehr)
        tage, jahr = art.tage(von - _EIN_TAG, bis), art.jahrestage(bis.year)
        cents = Fraction(cent(kapital)) * Fraction(satz) / 100 * tage / jahr
        abschnitt = Abschnitt(von, bis, tage, satz, aus_cent(int(cents + Fraction(1, 2))))
        rechnung = f"{zeige(kapital)} × {zeige_prozent(satz)} × {tage} / {jahr} Tage"
        abschnitte.append(abschnitt)
        schritte.append(f"{von:%d.%m.%Y} bis {bis:%d.%m.%Y}: {rechnung} = {zeige(abschnitt.zinsen)}.")
    return Zinsrechnung(summe(a.zinsen for a in abschnitte), tuple(abschnitte), schritte)


def halbjahr(tag: date) -> date:
    """Return the first day of the half-year, on which the Basiszinssatz may change (§ 247 BGB)."""
    return date(tag.year, 1 if tag.month <= 6 else 7, 1)


def _halbjahre(von: date, bis: date) -> Iterator[tuple[date, date]]:
    while von <= bis:
        schluss = date(von.year, 6, 30) if von.month <= 6 else date(von.year, 12, 31)
        yield von, min(schluss, bis)
        von = schluss + _EIN_TAG


def _basis(bekannt: dict[date, Decimal], *, tag: date) -> Decimal:
    beginn = halbjahr(tag)
    if beginn not in bekannt:
        raise ZinsFehler(
            f"Für das Halbjahr ab {beginn:%d.%m.%Y} ist kein Basiszinssatz hinterlegt. "
            "Bitte lassen Sie ihn eintragen und freigeben."
        )
    return bekannt[beginn]
