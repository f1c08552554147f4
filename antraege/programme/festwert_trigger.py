"""The database triggers that keep a released Festwert as it was released."""

from typing import Any

from django.db import migrations

_SATZ = "Ein freigegebener Wert ändert sich nicht mehr. Erfassen Sie einen neuen mit eigenem Beginn."
_EREIGNISSE = ("UPDATE", "DELETE")

_SQLITE = [
    f"CREATE TRIGGER festwert_fest_{e} BEFORE {e} ON programme_festwert "
    f"WHEN OLD.freigegeben_am IS NOT NULL BEGIN SELECT RAISE(ABORT, '{_SATZ}'); END"
    for e in _EREIGNISSE
]
_SQLITE_ZURUECK = [f"DROP TRIGGER festwert_fest_{e}" for e in _EREIGNISSE]
_POSTGRES = [
    f"""CREATE FUNCTION festwert_fest() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SATZ}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER festwert_fest BEFORE UPDATE OR DELETE ON programme_festwert FOR EACH ROW
    WHEN (OLD.freigegeben_am IS NOT NULL) EXECUTE FUNCTION festwert_fest()""",
]
_POSTGRES_ZURUECK = ["DROP FUNCTION festwert_fest() CASCADE"]


def anlegen(apps: Any, schema_editor: Any) -> None:
    """Put the triggers up."""
    _fuehre_aus(schema_editor, sqlite=_SQLITE, postgres=_POSTGRES)


def entfernen(apps: Any, schema_editor: Any) -> None:
    """Take the triggers down."""
    _fuehre_aus(schema_editor, sqlite=_SQLITE_ZURUECK, postgres=_POSTGRES_ZURUECK)


def _fuehre_aus(schema_editor: Any, *, sqlite: list[str], postgres: list[str]) -> None:
    for satz in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(satz)


def freigegebener_wert_bleibt() -> migrations.RunPython:
    """Put the triggers up in a migration. One that alters the table takes them down first."""
    return migrations.RunPython(anlegen, entfernen)
