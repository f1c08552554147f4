"""What the tests of all rooms share."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import TransactionTestCase

from antraege.dokumente.bloecke import Dokument
from rollen import uhr
from tests import gedaechtnis
from tests.datenbank import ohne_trigger
from tests.demodaten import demo_vom
from tests.vorlage import kopierte_datenbank
from workflows.tuer import erlass

_FESTSCHREIBEND = {"transactional_db", "django_db_reset_sequences", "live_server", "demo", "demo_am"}
LEERES_BLATT = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
KEIN_POSTGRES = "PostgreSQL-Teil übersprungen: dieser Lauf benutzt SQLite"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs PostgreSQL when this run is on SQLite."""
    if connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason=KEIN_POSTGRES))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> Iterator[None]:
    """The hook of pytest-django that runs before the test databases are made."""
    with kopierte_datenbank():
        yield


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


@pytest.fixture(scope="session", autouse=True)
def _ein_salz() -> Iterator[None]:
    """The same password gives the same hash, so that the same city is the same to the last byte."""
    klasse: Any = MD5PasswordHasher
    salz, klasse.salt = klasse.salt, lambda _: "A" * 22
    yield
    klasse.salt = salz


_GELEERT = [0]  # how often a test has committed and left an emptied database behind


def _leeres_blatt(dokument: Dokument) -> bytes:
    """An empty page that differs from letter to letter, in place of the letter."""
    inhalt = sha256(repr(dokument).encode(errors="surrogatepass")).hexdigest()
    return f"{LEERES_BLATT}%{inhalt}\n".encode()


@pytest.fixture
def echte_briefe(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Letters are set as PDF for `@pytest.mark.pdf`, in the browser and in the demo; it is a fifth of a step."""
    gemeint = any(request.node.get_closest_marker(name) for name in ("pdf", "browser"))
    if gemeint or {"demo", "demo_am"} & set(request.fixturenames):
        yield True
        return
    with mock.patch.object(erlass, "erzeuge_pdf", _leeres_blatt):
        yield False


@pytest.fixture(autouse=True)
def _gemerkte_schritte(request: pytest.FixtureRequest, *, echte_briefe: bool) -> Iterator[None]:
    """Steps walked before are not walked again (see tests.gedaechtnis); only in a test's own transaction on SQLite."""
    zeichen = request.node.get_closest_marker("django_db")
    offen = (zeichen and zeichen.kwargs.get("transaction")) or _FESTSCHREIBEND & set(request.fixturenames)
    if offen or connection.vendor != "sqlite":
        _GELEERT[0] += bool(offen)
        yield
        return

    def gepatcht() -> bool:
        werte = request.node.funcargs
        patch, einstellungen = werte.get("monkeypatch"), werte.get("settings")
        gesetzt = (
            {name for eines in einstellungen._to_restore for name in eines.options}
            if einstellungen
            else set()
        )
        return bool((patch and (patch._setattr or patch._setitem)) or gesetzt - {"MEDIA_ROOT"})

    with gedaechtnis.offen(f"{_GELEERT[0]} {echte_briefe}".encode(), gepatcht):
        yield


@pytest.fixture
def demo(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo as `make demo` loads it today, for this test alone; what the test changes is gone after it."""
    with django_db_blocker.unblock(), demo_vom(uhr.heute(), tmp_path / "demo"):
        yield
