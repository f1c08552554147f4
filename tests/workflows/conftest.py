"""The small city at nine o'clock on 16 January 2023."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from rollen import uhr
from tests.welt import Welt, baue


@pytest.fixture
def welt(db: None) -> Iterator[Welt]:
    """The city; the clock stays set during the whole test."""
    with uhr.gestellt(datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))):
        yield baue()


@pytest.fixture
def als(welt: Welt) -> Callable[[str], Client]:
    """A browser in which this person of the city is logged in."""

    def melde_an(person: str) -> Client:
        client = Client()
        client.force_login(welt.neu(person))
        return client

    return melde_an
