"""When somebody is reminded, by the day."""

from datetime import date

import pytest

from antraege.kern.erinnerung import ruht_zu_lange, vorher_und_nachher

MAI = {tag: date(2026, 5, tag) for tag in range(1, 32)}


@pytest.mark.parametrize(
    ("seit", "erinnert", "am", "faellig"),
    [
        (1, None, 7, False),
        (1, None, 8, True),
        (1, 8, 8, False),  # a second run on the same day
        (1, 8, 14, False),
        (1, 8, 15, True),
        (1, None, 31, True),  # after a pause of weeks once
        (1, 31, 31, False),
        (20, 8, 26, False),  # it has moved since: counted anew
        (20, 8, 27, True),
    ],
)
def test_was_ruht(seit: int, erinnert: int | None, am: int, *, faellig: bool) -> None:
    zuletzt = MAI[erinnert] if erinnert else None
    assert ruht_zu_lange(MAI[seit], tage=7, erinnert=zuletzt, am=MAI[am]) is faellig


@pytest.mark.parametrize(
    ("erinnert", "am", "faellig"),
    [
        (None, 9, False),
        (None, 10, True),
        (10, 10, False),
        (10, 20, False),
        (10, 21, True),
        (21, 22, False),
        (None, 30, True),  # after a pause once, and not for the day before it as well
        (30, 31, False),
    ],
)
def test_vor_einem_tag_und_danach(erinnert: int | None, am: int, *, faellig: bool) -> None:
    zuletzt = MAI[erinnert] if erinnert else None
    assert vorher_und_nachher(MAI[20], ab=MAI[10], erinnert=zuletzt, am=MAI[am]) is faellig
