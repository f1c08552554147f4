"""The triggers with which the database itself refuses to rewrite what was written: which there must be."""

import json
from pathlib import Path

from django.db import connection

DATEI = Path(__file__).with_suffix(".json")
_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_POSTGRES = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"


def vorhandene() -> set[str]:
    """The names of the triggers that work in this database."""
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRES)
        return {name for (name,) in cursor.fetchall()}


def fehlende() -> list[str]:
    """Which are missing or switched off; `ausloeser.json` holds what the migrations make, by engine."""
    alle = json.loads(DATEI.read_text(encoding="utf-8"))[connection.vendor]
    return sorted(set(alle) - vorhandene())
