"""Notice and term of agreements: pure rules with the day as argument."""

from datetime import date

from antraege.kern.fristen import plus_monate

SCHULJAHRESENDE = (7, 31)


def schuljahresende(ab: date) -> date:
    """The first 31 July on or after that day (§ 7 Abs. 1 SchulG NRW)."""
    ende = date(ab.year, *SCHULJAHRESENDE)
    return ende if ab <= ende else date(ab.year + 1, *SCHULJAHRESENDE)


def ordentlich_kuendbar_zum(zugang: date, *, monate: int) -> date:
    """The earliest end of a school year that a notice received on that day can reach.

    `monate` is the period of notice; it is counted from receipt (§§ 187 Abs. 1, 188 Abs. 2 BGB) and does not
    move when its last day is a Sunday, for § 193 BGB protects the one who must act.
    """
    return schuljahresende(plus_monate(zugang, monate))


def monate_vorher(ende: date, *, monate: int) -> date:
    """The day so many months before the end of a term."""
    return plus_monate(ende, -monate)
