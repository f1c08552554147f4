"""The clocks under which the demo is loaded and looked at."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from rollen import uhr

# A journey yields the next day on which somebody can go on; whoever walks it travels there.
Reise = Iterator[date]
HEUTE = uhr.heute()
IN_45_TAGEN, IN_EINEM_JAHR = HEUTE + timedelta(days=45), HEUTE + timedelta(days=365)
GELADEN = [
    pytest.param((HEUTE, HEUTE), id="heute"),
    pytest.param((IN_45_TAGEN, IN_45_TAGEN), id="in-45-tagen", marks=pytest.mark.uhren),
    pytest.param((IN_EINEM_JAHR, IN_EINEM_JAHR), id="in-einem-jahr", marks=pytest.mark.uhren),
]
# Loaded today, and looked at when everything has lain for a while.
LIEGEN_GEBLIEBEN = pytest.param((HEUTE, IN_45_TAGEN), id="heute-geladen-in-45-tagen", marks=pytest.mark.uhren)


def um_zehn(tag: date) -> time_machine.travel:
    """Ten o'clock on that day."""
    return time_machine.travel(timezone.make_aware(datetime.combine(tag, time(10))), tick=True)
