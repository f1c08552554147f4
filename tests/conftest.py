"""What the tests of all rooms share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from tests.datenbank import ohne_trigger

KEIN_POSTGRES = "PostgreSQL-Teil übersprungen: dieser Lauf benutzt SQLite"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs PostgreSQL when this run is on SQLite."""
    if connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason=KEIN_POSTGRES))


@pytest.fixture(scope="session", autouse=True)
def _leeren_trotz_trigger() -> Iterator[None]:
    """Append-only tables refuse the flush after a transactional test; their triggers rest meanwhile."""
    fall_klasse: Any = TransactionTestCase
    leeren = fall_klasse._fixture_teardown

    def leeren_ohne_trigger(fall: TransactionTestCase) -> None:
        with ohne_trigger():
            leeren(fall)

    fall_klasse._fixture_teardown = leeren_ohne_trigger
    yield
    fall_klasse._fixture_teardown = leeren
