"""The world of Abrufe on 16 January 2023."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from rollen import uhr
from tests.workflows.abruf.abrufwelt import Abrufwelt


@pytest.fixture
def welt(db: None) -> Iterator[Abrufwelt]:
    """The clock stays set during the whole test."""
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        yield Abrufwelt()
