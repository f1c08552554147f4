"""The triggers by which the database itself refuses to rewrite what was written."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_ANLEGEN = re.compile(r"CREATE (TRIGGER|FUNCTION) (\w+).*?(?:\sON\s+(\w+)|$)", re.DOTALL)
_SQLITE = "SELECT name, sql, 1 FROM sqlite_master WHERE type = 'trigger'"
_POSTGRES = "SELECT tgname, pg_get_triggerdef(oid), tgenabled <> 'D' FROM pg_trigger WHERE NOT tgisinternal"
_FUNKTIONEN = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
_ANMELDUNG = """
    SELECT rolsuper, pg_has_role(current_user, relowner, 'MEMBER') FROM pg_roles, pg_class
    WHERE rolname = current_user AND pg_class.oid = 'rollen_eintrag'::regclass"""
_FREMDE = """
    SELECT grantee, string_agg(privilege_type, ', ' ORDER BY privilege_type) FROM information_schema.role_table_grants
    WHERE table_schema = current_schema() AND table_name IN ('rollen_eintrag', 'rollen_siegel')
        AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
        AND grantee <> (
            SELECT tableowner FROM pg_tables WHERE tablename = 'rollen_eintrag' AND schemaname = current_schema())
    GROUP BY grantee ORDER BY grantee"""


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
    return {name for name, (_, arbeitet) in _gefundene().items() if arbeitet}


def fehlende() -> list[str]:
    """The triggers the migrations make and this database lacks or has switched off."""
    return sorted(_verlangte("TRIGGER", connection.vendor).keys() - vorhandene())


def maengel() -> list[str]:
    """What of the triggers is missing, switched off, or says something else than the migrations, in German."""
    gefunden = _gefundene()
    saetze = [f"Der Auslöser {name} fehlt oder ist abgeschaltet." for name in fehlende()]
    for name, text in sorted(_verlangte("TRIGGER", connection.vendor).items()):
        if name in gefunden and _gleichfoermig(gefunden[name][0]) != _gleichfoermig(text):
            saetze.append(f"Der Auslöser {name} sagt etwas anderes als das Programm.")
    if connection.vendor == "postgresql":
        da = _zeilen(_FUNKTIONEN)
        for name, text in sorted(_verlangte("FUNCTION", connection.vendor).items()):
            if da.get(name) != text.split("$$")[1]:
                saetze.append(
                    f"Die Funktion {name} der Auslöser fehlt oder sagt etwas anderes als das Programm."
                )
    return saetze


def hinweise() -> list[str]:
    """What would let the application's own login switch a trigger off, in German; SQLite knows no roles."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ANMELDUNG)
        herrscht, besitzt = cursor.fetchone()
        cursor.execute(_FREMDE)
        fremde = [f"{wer} ({was})" for wer, was in cursor.fetchall()]
    saetze = []
    if herrscht:
        saetze.append(
            "Das Programm meldet sich als Superuser der Datenbank an und könnte Auslöser abschalten."
        )
    elif besitzt:
        saetze.append(
            "Das Programm meldet sich als Eigentümer der Tabellen an und könnte Auslöser abschalten."
        )
    if fremde:
        saetze.append(f"Außer dem Eigentümer dürfen das Protokoll ändern: {', '.join(fremde)}.")
    return saetze


@cache
def _verlangte(was: str, vendor: str) -> dict[str, str]:
    """What the migrations make on one engine, by name; of two statements of one name the later counts."""
    texte = {}
    for operation in operationen():
        for anweisung in operation.anweisungen[vendor]:
            gefunden = _ANLEGEN.match(anweisung)
            if gefunden and gefunden[1] == was:
                texte[gefunden[2]] = anweisung
    return texte


def _gefundene() -> dict[str, tuple[str, bool]]:
    """Text of each trigger of this database, and whether it works."""
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRES)
        return {name: (text, bool(arbeitet)) for name, text, arbeitet in cursor.fetchall()}


def _zeilen(abfrage: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(abfrage)
        return dict(cursor.fetchall())


def _gleichfoermig(text: str) -> str:
    """One spelling of a trigger, as the migrations and as PostgreSQL write it."""
    worte = re.sub(r"\bpublic\.|[()\s;]+", " ", text).lower()
    worte = re.sub(r"\s*::text", "", worte)
    kopf = re.match(
        r"\s*create (?:or replace )?(?:constraint )?trigger (\w+) (before|after) ([\w ]+?) on (.*)", worte
    )
    if kopf is None:
        return " ".join(worte.split())
    ereignisse = " or ".join(sorted(kopf[3].split(" or ")))
    return " ".join(f"{kopf[1]} {kopf[2]} {ereignisse} on {kopf[4]}".split())
