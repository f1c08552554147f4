"""The small world of offers on 16 January 2023."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from rollen import uhr
from tests.angebotswelt import Angebotswelt


@pytest.fixture
def welt(db: None) -> Iterator[Angebotswelt]:
    """The clock stays set during the whole test."""
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        yield Angebotswelt()
