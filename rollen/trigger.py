"""The triggers by which the database itself refuses to rewrite what was written."""

import re
from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_ANLEGEN = re.compile(r"CREATE (TRIGGER|FUNCTION) (\w+).*?(?:\sON\s+(\w+)|$)", re.DOTALL)
_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_POSTGRES = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"


class Trigger(Operation):
    """Statements that create triggers, per engine, and on PostgreSQL their functions before them.

    A later migration that makes SQLite rebuild the table loses its triggers there and must repeat this operation.
    """

    reversible = True

    def __init__(self, *, sqlite: Sequence[str], postgresql: Sequence[str]) -> None:
        self.anweisungen = {"sqlite": sqlite, "postgresql": postgresql}

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Trigger {', '.join(self.namen('sqlite'))}"

    def namen(self, vendor: str) -> list[str]:
        """The triggers this makes on one engine, in order."""
        return [name for art, name, _ in self._angelegte(vendor) if art == "TRIGGER"]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create them."""
        for anweisung in self.anweisungen[schema_editor.connection.vendor]:
            schema_editor.execute(anweisung, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop them, the last first."""
        vendor = schema_editor.connection.vendor
        for art, name, tabelle in reversed(list(self._angelegte(vendor))):
            if art == "FUNCTION":
                schema_editor.execute(f"DROP FUNCTION {name}()")
            else:
                schema_editor.execute(
                    f"DROP TRIGGER {name}" + (f" ON {tabelle}" if vendor == "postgresql" else "")
                )

    def _angelegte(self, vendor: str) -> Iterator[tuple[str, str, str]]:
        for anweisung in self.anweisungen[vendor]:
            gefunden = _ANLEGEN.match(anweisung)
            if not gefunden:
                raise ValueError(anweisung)
            yield gefunden[1], gefunden[2], gefunden[3]


class Gelockert(Operation):
    """Takes triggers away before a table is rebuilt; the same `Trigger` operation puts them back at the end.

    SQLite refuses to rename a table while a trigger elsewhere speaks of one that is just being rebuilt.
    """

    reversible = True

    def __init__(self, trigger: Trigger) -> None:
        self.trigger = trigger
        self.database_forwards = trigger.database_backwards  # type: ignore[method-assign]
        self.database_backwards = trigger.database_forwards  # type: ignore[method-assign]
        self.state_forwards = trigger.state_forwards  # type: ignore[method-assign]

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Ohne {self.trigger.describe()}"


def operationen() -> Iterator[Trigger]:
    """Every such operation of the migrations."""
    for migration in MigrationLoader(None).disk_migrations.values():
        yield from (operation for operation in migration.operations if isinstance(operation, Trigger))


def vorhandene() -> set[str]:
    """The names of the triggers that work in this database."""
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRES)
        return {name for (name,) in cursor.fetchall()}


def fehlende() -> list[str]:
    """The triggers the migrations make and this database lacks or has switched off."""
    erwartete = {name for operation in operationen() for name in operation.namen(connection.vendor)}
    return sorted(erwartete - vorhandene())
