"""Working days of NRW and the end of periods (§§ 187-193 BGB, § 31 VwVfG NRW)."""

import calendar
from datetime import MAXYEAR, date, datetime, timedelta
from functools import lru_cache

import holidays

_SAMSTAG = 5
_ZU_SPAET = "Die Frist endet nach dem Jahr 9999."
_VIER_TAGE_AB = date(2025, 1, 1)


def ist_werktag(tag: date) -> bool:
    """Whether the day is neither Saturday, Sunday nor a public holiday in NRW (§ 193 BGB)."""
    return _nur_tag(tag).weekday() < _SAMSTAG and tag not in _feiertage(tag.year)


def naechster_werktag(tag: date) -> date:
    """Return the day itself or, when it is no working day, the next one (§ 31 Abs. 3 Satz 1 VwVfG NRW)."""
    while not ist_werktag(tag):
        tag += timedelta(days=1)
    return tag


def fristende(
    ereignis: date, *, monate: int = 0, tage: int = 0, wochen: int = 0, verschieben: bool = True
) -> date:
    """Return the last day of a period that begins with an event (§ 187 Abs. 1, § 188 Abs. 1-3 BGB).

    Exactly one of months, days, weeks is positive. The end moves to the next working day unless
    ``verschieben`` is off (a fixed date set by the authority, § 31 Abs. 3 Satz 2 and Abs. 5 VwVfG NRW).
    Raises ValueError for any other length, TypeError for a datetime, OverflowError for an end past year 9999.
    """
    if min(monate, tage, wochen) < 0 or [monate, tage, wochen].count(0) != 2:
        raise ValueError("Eine Frist wird in Monaten, Wochen oder Tagen angegeben und ist mindestens 1 lang.")
    ende = plus_monate(_nur_tag(ereignis), monate) + timedelta(days=tage, weeks=wochen)
    return naechster_werktag(ende) if verschieben else ende


def bekanntgabe(aufgegeben_am: date) -> date:
    """Return the day on which a posted decision counts as notified (§ 41 Abs. 2 VwVfG NRW).

    Fourth day after posting for letters posted from 2025-01-01, third day before. A fiction is no period:
    it stays on a Sunday or holiday.
    """
    return _nur_tag(aufgegeben_am) + timedelta(days=4 if aufgegeben_am >= _VIER_TAGE_AB else 3)


def klagefrist_ende(bekannt_am: date, monate: int = 1) -> date:
    """Return the last day to bring an action after notification (§ 74 VwGO; 12 months: § 58 Abs. 2 VwGO)."""
    return fristende(bekannt_am, monate=monate)


def werktage_spaeter(tag: date, anzahl: int) -> date:
    """Return the n-th working day (Monday to Friday) after the day; 0 returns the day itself.

    Raises ValueError for a negative number.
    """
    if anzahl < 0:
        raise ValueError("Die Zahl der Werktage darf nicht negativ sein.")
    for _ in range(anzahl):
        tag = naechster_werktag(_nur_tag(tag) + timedelta(days=1))
    return _nur_tag(tag)


def werktage_frueher(tag: date, anzahl: int) -> date:
    """Return the n-th working day before the day; 0 returns the day itself.

    Raises ValueError for a negative number.
    """
    if anzahl < 0:
        raise ValueError("Die Zahl der Werktage darf nicht negativ sein.")
    for _ in range(anzahl):
        tag = _nur_tag(tag) - timedelta(days=1)
        while not ist_werktag(tag):
            tag -= timedelta(days=1)
    return _nur_tag(tag)


@lru_cache(maxsize=64)
def _feiertage(jahr: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv="NW", years=jahr, expand=False))


def plus_monate(tag: date, monate: int) -> date:
    """Same day number some months later, or the last day of a shorter month (§ 188 Abs. 3 BGB)."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    if jahr > MAXYEAR:
        raise OverflowError(_ZU_SPAET)
    return date(jahr, monat + 1, min(tag.day, calendar.monthrange(jahr, monat + 1)[1]))


def _nur_tag(tag: date) -> date:
    if isinstance(tag, datetime):
        raise TypeError("Fristen rechnen mit Kalendertagen, nicht mit Zeitpunkten.")
    return tag
