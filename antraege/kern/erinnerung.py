"""When somebody is reminded: of what lies still, and of a day that comes near. Pure; days in, yes or no out."""

from datetime import date, timedelta


def ruht_zu_lange(seit: date, *, tage: int, erinnert: date | None, am: date) -> bool:
    """Whether a reminder is due on the day `am`: nothing has moved for so many days, and nobody was told meanwhile.

    After a pause of the nightly run there is one reminder and no more, for the next interval begins with it.
    """
    zuletzt = max(seit, erinnert or seit)
    return am >= zuletzt + timedelta(days=tage)


def vorher_und_nachher(tag: date, *, ab: date, erinnert: date | None, am: date) -> bool:
    """Whether a reminder is due on the day `am`: once from `ab` on, and once more when `tag` has passed."""
    if erinnert is None:
        return am >= ab
    return am > tag >= erinnert
