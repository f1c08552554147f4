"""The database triggers that keep a released text as it was released."""

from typing import Any

from django.db import migrations

_SATZ = "Ein freigegebener Text ändert sich nicht mehr. Erfassen Sie eine neue Version."
_FREI = "(OLD.erfasst_von_id IS NULL OR OLD.freigegeben_am IS NOT NULL)"
_SPALTEN = (
    "schluessel",
    "version",
    "text",
    "gueltig_von",
    "gueltig_bis",
    "quelle",
    "erfasst_von_id",
    "erfasst_am",
    "freigegeben_von_id",
    "freigegeben_am",
)
# Writing the same values again is no change: the fixture may be loaded twice.
_ANDERS = " OR ".join(f"OLD.{spalte} IS NOT NEW.{spalte}" for spalte in _SPALTEN)

_SQLITE = [
    f"CREATE TRIGGER textbaustein_fest_{name} BEFORE {ereignis} ON dokumente_textbaustein "
    f"WHEN {_FREI}{anders} BEGIN SELECT RAISE(ABORT, '{_SATZ}'); END"
    for name, ereignis, anders in (("update", "UPDATE", f" AND ({_ANDERS})"), ("delete", "DELETE", ""))
]
_SQLITE_ZURUECK = [f"DROP TRIGGER textbaustein_fest_{name}" for name in ("update", "delete")]
_POSTGRES = [
    f"""CREATE FUNCTION textbaustein_fest() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SATZ}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER textbaustein_fest_update BEFORE UPDATE ON dokumente_textbaustein FOR EACH ROW
    WHEN ({_FREI} AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION textbaustein_fest()""",
    f"""CREATE TRIGGER textbaustein_fest_delete BEFORE DELETE ON dokumente_textbaustein FOR EACH ROW
    WHEN {_FREI} EXECUTE FUNCTION textbaustein_fest()""",
]
_POSTGRES_ZURUECK = ["DROP FUNCTION textbaustein_fest() CASCADE"]


def anlegen(apps: Any, schema_editor: Any) -> None:
    """Put the triggers up."""
    _fuehre_aus(schema_editor, sqlite=_SQLITE, postgres=_POSTGRES)


def entfernen(apps: Any, schema_editor: Any) -> None:
    """Take the triggers down."""
    _fuehre_aus(schema_editor, sqlite=_SQLITE_ZURUECK, postgres=_POSTGRES_ZURUECK)


def _fuehre_aus(schema_editor: Any, *, sqlite: list[str], postgres: list[str]) -> None:
    for satz in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(satz)


def freigegebener_text_bleibt() -> migrations.RunPython:
    """Put the triggers up in a migration. One that alters the table takes them down first."""
    return migrations.RunPython(anlegen, entfernen)
