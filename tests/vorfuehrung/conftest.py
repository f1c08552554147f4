"""The demo under the clock that a test asks for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.demodaten import demo_vom


@pytest.fixture
def demo_am(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[date]:
    """The demo loaded on the first of two days; gives the day on which it is looked at."""
    geladen, angesehen = request.param
    with django_db_blocker.unblock(), demo_vom(geladen, tmp_path / "demo"):
        yield angesehen
