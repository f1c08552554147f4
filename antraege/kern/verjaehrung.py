"""Until when the city may act: limitation of claims, the year for Widerruf, and how long papers are kept."""

from dataclasses import dataclass
from datetime import date

from antraege.kern.fristen import fristende


def anspruch_verjaehrt_mit(entstanden_am: date, *, jahre: int = 3) -> date:
    """Last day of a claim or interest not yet fixed: years from the end of its year (§§ 195, 199 BGB analog)."""
    return date(entstanden_am.year + jahre, 12, 31)


def bescheid_verjaehrt_mit(unanfechtbar_am: date, *, jahre: int = 30) -> date:
    """Last day of a claim fixed by a final Bescheid (§ 53 Abs. 2 VwVfG NRW); no move to a working day."""
    return fristende(unanfechtbar_am, monate=12 * jahre, verschieben=False)


def erstattung_verjaehrt_mit(unanfechtbar_am: date, *, jahre: int = 4) -> date:
    """Last day of a repayment under SGB X: years from the end of the year of finality (§ 50 Abs. 4 SGB X)."""
    return date(unanfechtbar_am.year + jahre, 12, 31)


def widerruf_spaetestens(kenntnis_am: date, *, monate: int = 12) -> date:
    """Last day for Rücknahme or Widerruf after full knowledge (§ 48 Abs. 4, § 49 Abs. 3 VwVfG NRW).

    Not moved to a working day: whoever plans with the earlier day is on the safe side.
    """
    return fristende(kenntnis_am, monate=monate, verschieben=False)


@dataclass(frozen=True)
class Aufbewahrung:
    """First and last day on which a paper must be kept, and the step that led there."""

    von: date
    bis: date
    schritte: list[str]


def aufbewahrung(jahresabschluss_am: date, *, jahre: int) -> Aufbewahrung:
    """How long a paper is kept after the council's decision on the Jahresabschluss (§ 59 KomHVO NRW; F9).

    Raises ValueError for less than one year.
    """
    if jahre < 1:
        raise ValueError("Unterlagen werden mindestens ein Jahr aufbewahrt.")
    beginn, ende = date(jahresabschluss_am.year + 1, 1, 1), date(jahresabschluss_am.year + jahre, 12, 31)
    schritt = (
        f"Jahresabschluss festgestellt am {jahresabschluss_am:%d.%m.%Y}: "
        f"{jahre} Jahre vom {beginn:%d.%m.%Y} bis {ende:%d.%m.%Y}."
    )
    return Aufbewahrung(beginn, ende, [schritt])
