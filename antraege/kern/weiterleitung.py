"""Money of Land or Bund that the city passes on: days of the proofs, and what was not used in time (pure; euro)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from antraege.kern.fristen import fristende
from antraege.kern.geld import NULL

VOR_DEM_TAG = timedelta(days=14)


@dataclass(frozen=True)
class Ungenutzt:
    """Euro that came on a day and were not paid on: to be returned after the last day of their time."""

    betrag: Decimal
    seit: date
    zurueck_bis: date


def letzter_tag_der_nachweise(stadt_bis: date, *, tage: int) -> date:
    """The last day for a proof to the city, so that `tage` days are left to check it (VV Nr. 12 zu § 44 LHO)."""
    return stadt_bis - timedelta(days=tage)


def anlass(stadt_bis: date, *, tage: int, am: date) -> date | None:
    """The latest day of reminding that has come: when the last proofs are due, 14 days before the end, and after it."""
    anlaesse = (
        letzter_tag_der_nachweise(stadt_bis, tage=tage),
        stadt_bis - VOR_DEM_TAG,
        stadt_bis + timedelta(days=1),
    )
    return max((tag for tag in anlaesse if tag <= am), default=None)


def ungenutzt(
    zufluesse: Iterable[tuple[date, Decimal]], abfluesse: Iterable[tuple[date, Decimal]], *, monate: int
) -> list[Ungenutzt]:
    """What is left of money received (days with euro) after money paid on; the oldest is used first.

    Whoever pays before the money comes has used it on the day it comes. The time to use it ("alsbald") is `monate`
    months, its end as § 31 VwVfG NRW says. Money that comes back is money received on that day.
    """
    verbraucht = sum((betrag for _, betrag in abfluesse), NULL)
    uebrig = []
    for tag, betrag in sorted(zufluesse):
        rest = max(NULL, betrag - verbraucht)
        verbraucht = max(NULL, verbraucht - betrag)
        if rest:
            uebrig.append(Ungenutzt(rest, tag, fristende(tag, monate=monate)))
    return uebrig
