"""Every journey of README.md can be walked today; `make reisen` walks them under other clocks too."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from rollen import uhr
from tests.demodaten import demo_vom
from tests.vorfuehrung.reisen import REISEN, Reise

HEUTE = uhr.heute()
IN_45_TAGEN, IN_EINEM_JAHR = HEUTE + timedelta(days=45), HEUTE + timedelta(days=365)
# When the demo is loaded, and when somebody looks at it.
UHREN = [
    pytest.param((HEUTE, HEUTE), id="heute"),
    pytest.param((IN_45_TAGEN, IN_45_TAGEN), id="in-45-tagen", marks=pytest.mark.uhren),
    pytest.param((IN_EINEM_JAHR, IN_EINEM_JAHR), id="in-einem-jahr", marks=pytest.mark.uhren),
    pytest.param((HEUTE, IN_45_TAGEN), id="heute-geladen-in-45-tagen", marks=pytest.mark.uhren),
]


@pytest.fixture
def demo_am(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[date]:
    """The demo loaded on the first of the two days; the test begins on the second."""
    geladen, angesehen = request.param
    with django_db_blocker.unblock(), demo_vom(geladen, tmp_path / "demo"):
        yield angesehen


def an(tag: date) -> time_machine.travel:
    """Ten o'clock on that day."""
    return time_machine.travel(timezone.make_aware(datetime.combine(tag, time(10))), tick=True)


def gehe(reise: Callable[[], Reise], tag: date) -> None:
    """Walk; between two yields the calendar stands where the journey asked for."""
    schritte = reise()
    while True:
        with an(tag):
            weiter = next(schritte, None)
        if weiter is None:
            return
        tag = max(tag, weiter)


@pytest.mark.parametrize("demo_am", UHREN, indirect=True)
@pytest.mark.parametrize("reise", REISEN, ids=lambda reise: reise.__name__)
def test_die_reise_fuehrt_ans_ziel(demo_am: date, reise: Callable[[], Reise]) -> None:
    gehe(reise, demo_am)
