"""The setting of every test of a draft."""

from collections.abc import Iterator

import pytest

from rollen import uhr
from tests.antraege.antrag import entwuerfe


@pytest.fixture(autouse=True)
def _am_16_januar(settings, tmp_path) -> Iterator[None]:
    """A fixed day, and uploads in a directory of the test."""
    settings.MEDIA_ROOT = tmp_path
    with uhr.gestellt(entwuerfe.JETZT):
        yield


@pytest.fixture
def welt(db) -> entwuerfe.Welt:
    return entwuerfe.welt()
