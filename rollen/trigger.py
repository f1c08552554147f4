"""Migration operations that let the database itself refuse to rewrite what was written."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class _Triggeroperation(Operation):
    """Runs statements per engine; leaves the state of the models alone."""

    reversible = True
    tabelle: str

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of the models."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Create the triggers."""
        sqlite = schema_editor.connection.vendor == "sqlite"
        for anweisung in self.sqlite(schema_editor) if sqlite else self.postgresql():
            schema_editor.execute(anweisung, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Drop the triggers."""
        if schema_editor.connection.vendor == "sqlite":
            for art in ("kein_update", "kein_delete", "kein_ersatz"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.tabelle}_{art}")
        else:
            schema_editor.execute(f"DROP FUNCTION {self.tabelle}_fortschreiben() CASCADE")

    def sqlite(self, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        """The statements for SQLite."""
        raise NotImplementedError

    def postgresql(self) -> list[str]:
        """The statements for PostgreSQL."""
        raise NotImplementedError


class NurAnfuegen(_Triggeroperation):
    """Rows of this table are only ever added: UPDATE, DELETE, TRUNCATE and REPLACE raise IntegrityError.

    On SQLite a row whose id or other unique key exists is refused before it is inserted, even with
    OR IGNORE, for the database cannot tell a replacement from a second attempt.
    A later migration that rebuilds the table on SQLite loses the triggers and must repeat this operation.
    """

    def __init__(self, tabelle: str, meldung: str = "Das Protokoll wird nur fortgeschrieben.") -> None:
        self.tabelle = tabelle
        self.meldung = meldung

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Append only: {self.tabelle}"

    def sqlite(self, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        """Three triggers; the third guards the keys the table has now."""
        vorhanden = f"WHEN EXISTS (SELECT 1 FROM {self.tabelle} WHERE {self._schluessel(schema_editor)})"  # noqa: S608
        return [
            _sqlite_trigger(self.tabelle, "kein_update", "UPDATE", "", self.meldung),
            _sqlite_trigger(self.tabelle, "kein_delete", "DELETE", "", self.meldung),
            _sqlite_trigger(self.tabelle, "kein_ersatz", "INSERT", vorhanden, self.meldung),
        ]

    def postgresql(self) -> list[str]:
        """A function with the message, and the triggers that call it."""
        return _postgres_trigger(self.tabelle, self.meldung, "UPDATE OR DELETE")

    def _schluessel(self, schema_editor: BaseDatabaseSchemaEditor) -> str:
        with schema_editor.connection.cursor() as cursor:
            zwaenge = schema_editor.connection.introspection.get_constraints(cursor, self.tabelle)
        eindeutig = [z["columns"] for z in zwaenge.values() if z["unique"] or z["primary_key"]]
        gleich = (" AND ".join(f"{spalte} = NEW.{spalte}" for spalte in spalten) for spalten in eindeutig)
        return " OR ".join(f"({bedingung})" for bedingung in sorted(gleich))


class NurWachsend(_Triggeroperation):
    """Rows of this table are never deleted, and an update must raise the number and keep the key."""

    def __init__(self, tabelle: str, schluessel: str, zahl: str, meldung: str) -> None:
        self.tabelle = tabelle
        self.meldung = meldung
        self.zurueck = f"NEW.{zahl} <= OLD.{zahl} OR NEW.{schluessel} <> OLD.{schluessel}"

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Only growing: {self.tabelle}"

    def sqlite(self, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        """Two triggers; REPLACE meets the second because recursive_triggers is on."""
        return [
            _sqlite_trigger(self.tabelle, "kein_update", "UPDATE", f"WHEN {self.zurueck}", self.meldung),
            _sqlite_trigger(self.tabelle, "kein_delete", "DELETE", "", self.meldung),
        ]

    def postgresql(self) -> list[str]:
        """The update trigger fires only when the number does not grow."""
        waechst = (
            f"CREATE TRIGGER {self.tabelle}_waechst BEFORE UPDATE ON {self.tabelle} FOR EACH ROW "
            f"WHEN ({self.zurueck}) EXECUTE FUNCTION {self.tabelle}_fortschreiben()"
        )
        return [*_postgres_trigger(self.tabelle, self.meldung, "DELETE"), waechst]


def _sqlite_trigger(tabelle: str, art: str, ereignis: str, bedingung: str, meldung: str) -> str:
    return (
        f"CREATE TRIGGER {tabelle}_{art} BEFORE {ereignis} ON {tabelle} {bedingung} "
        f"BEGIN SELECT RAISE(ABORT, '{meldung}'); END"
    )


def _postgres_trigger(tabelle: str, meldung: str, ereignisse: str) -> list[str]:
    ruft = f"EXECUTE FUNCTION {tabelle}_fortschreiben()"
    rumpf = f"BEGIN RAISE EXCEPTION '{meldung}' USING ERRCODE = 'restrict_violation'; END"
    return [
        f"CREATE FUNCTION {tabelle}_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $${rumpf}$$",
        f"CREATE TRIGGER {tabelle}_zeile BEFORE {ereignisse} ON {tabelle} FOR EACH ROW {ruft}",
        f"CREATE TRIGGER {tabelle}_leeren BEFORE TRUNCATE ON {tabelle} FOR EACH STATEMENT {ruft}",
    ]
