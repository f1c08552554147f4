"""The migration that brought `erstattet` keeps every figure and every guard, there and back."""

import pytest
from django.core.management import call_command

from tests.antraege.haushalt import migration
from tests.antraege.haushalt.migration import NACHHER, VORHER
from tests.antraege.haushalt.rennen import Prozesse

MODUL = migration.__name__


@pytest.mark.postgres
def test_postgres_there_and_back(zweitdatenbank):
    call_command("migrate", "haushalt", VORHER, verbosity=0)
    migration.altbestand()
    for stand in (NACHHER, VORHER, NACHHER):
        call_command("migrate", "haushalt", stand, verbosity=0)
        migration.unantastbar()


def test_sqlite_there_and_back(tmp_path):
    prozesse = Prozesse(tmp_path / "alt.sqlite3", "haushalt", VORHER)
    prozesse.ruf("altbestand()", modul=MODUL)
    for stand in (NACHHER, VORHER, NACHHER):
        prozesse.verwalte("migrate", "haushalt", stand, "-v0")
        prozesse.ruf("unantastbar()", modul=MODUL)
