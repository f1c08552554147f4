"""The database triggers of the ledger: a Buchung alone moves the totals of its line, on both engines.

SQLite knows no trigger depth. There a change of totals must name in `letzte_buchung` a newer Buchung of the
same line, and the change must be exactly the deltas of that Buchung: by induction totals = Σ Buchungen.
A migration that alters one of the two tables takes the triggers down first and puts them up after:
`ohne_hauptbuch`, `Aenderbar`, the change, `hauptbuch`, `NurAnfuegen`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from rollen.trigger import NurAnfuegen

ERSTE_SUMMEN = ("ansatz", "deckung", "vorgemerkt", "gebunden", "ausgezahlt")
SUMMEN = (*ERSTE_SUMMEN, "erstattet")
BUCHUNG_BLEIBT = NurAnfuegen(
    "haushalt_buchung", "Eine Buchung bleibt stehen; eine Korrektur ist eine Gegenbuchung."
)

_SATZ_BEGINN = "Eine Haushaltsstelle beginnt mit Null; der Ansatz wird gebucht."
_SATZ_BUCHUNG = "Die Summen einer Haushaltsstelle ändert nur eine Buchung."
_SQLITE_ZURUECK = (
    "DROP TRIGGER buchung_bewegt_summen",
    "DROP TRIGGER haushaltsstelle_nur_durch_buchung",
    "DROP TRIGGER haushaltsstelle_beginnt_leer",
)
_POSTGRES_ZURUECK = (
    "DROP TRIGGER buchung_bewegt_summen ON haushalt_buchung",
    "DROP TRIGGER haushaltsstelle_nur_durch_buchung ON haushalt_haushaltsstelle",
    "DROP TRIGGER haushaltsstelle_beginnt_leer ON haushalt_haushaltsstelle",
    "DROP FUNCTION buchung_bewegt_summen()",
    "DROP FUNCTION haushaltsstelle_nur_durch_buchung()",
    "DROP FUNCTION haushaltsstelle_beginnt_leer()",
)


def _beginnt_nicht_leer(summen: Sequence[str]) -> str:
    return " OR ".join(f"NEW.{spalte} <> 0" for spalte in (*summen, "letzte_buchung"))


def _aendert_sich(summen: Sequence[str]) -> str:
    return " OR ".join(f"NEW.{spalte} <> OLD.{spalte}" for spalte in (*summen, "letzte_buchung"))


def _bewegen(summen: Sequence[str]) -> str:
    neu = ", ".join(f"{spalte} = {spalte} + NEW.{spalte}" for spalte in summen)
    return (
        f"UPDATE haushalt_haushaltsstelle SET {neu}, letzte_buchung = NEW.id "  # noqa: S608 - own names
        "WHERE id = NEW.haushaltsstelle_id;"
    )


def _sqlite(summen: Sequence[str]) -> tuple[str, ...]:
    genau = " AND ".join(f"NEW.{spalte} = OLD.{spalte} + b.{spalte}" for spalte in summen)
    return (
        f"""CREATE TRIGGER haushaltsstelle_beginnt_leer BEFORE INSERT ON haushalt_haushaltsstelle
        WHEN {_beginnt_nicht_leer(summen)}
        BEGIN SELECT RAISE(ABORT, '{_SATZ_BEGINN}'); END""",
        f"""CREATE TRIGGER haushaltsstelle_nur_durch_buchung BEFORE UPDATE ON haushalt_haushaltsstelle
        WHEN ({_aendert_sich(summen)}) AND NOT EXISTS (
            SELECT 1 FROM haushalt_buchung b
            WHERE b.id = NEW.letzte_buchung AND b.id > OLD.letzte_buchung AND b.haushaltsstelle_id = NEW.id
            AND {genau})
        BEGIN SELECT RAISE(ABORT, '{_SATZ_BUCHUNG}'); END""",  # noqa: S608 - names of this file
        f"CREATE TRIGGER buchung_bewegt_summen AFTER INSERT ON haushalt_buchung BEGIN {_bewegen(summen)} END",
    )


def _postgres(summen: Sequence[str]) -> tuple[str, ...]:
    fehler = "USING ERRCODE = 'integrity_constraint_violation'"
    return (
        f"""CREATE FUNCTION haushaltsstelle_beginnt_leer() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{_SATZ_BEGINN}' {fehler}; END $$""",
        f"""CREATE FUNCTION haushaltsstelle_nur_durch_buchung() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{_SATZ_BUCHUNG}' {fehler}; END $$""",
        f"""CREATE FUNCTION buchung_bewegt_summen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {_bewegen(summen)} RETURN NULL; END $$""",
        f"""CREATE TRIGGER haushaltsstelle_beginnt_leer BEFORE INSERT ON haushalt_haushaltsstelle
        FOR EACH ROW WHEN ({_beginnt_nicht_leer(summen)}) EXECUTE FUNCTION haushaltsstelle_beginnt_leer()""",
        f"""CREATE TRIGGER haushaltsstelle_nur_durch_buchung BEFORE UPDATE ON haushalt_haushaltsstelle
        FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND ({_aendert_sich(summen)}))
        EXECUTE FUNCTION haushaltsstelle_nur_durch_buchung()""",
        """CREATE TRIGGER buchung_bewegt_summen AFTER INSERT ON haushalt_buchung
        FOR EACH ROW EXECUTE FUNCTION buchung_bewegt_summen()""",
    )


def _anlegen(summen: Sequence[str]) -> Callable[[Any, Any], None]:
    def anlegen(apps: Any, editor: Any) -> None:
        _fuehre_aus(editor, {"sqlite": _sqlite(summen), "postgresql": _postgres(summen)})

    return anlegen


def _entfernen(apps: Any, editor: Any) -> None:
    _fuehre_aus(editor, {"sqlite": _SQLITE_ZURUECK, "postgresql": _POSTGRES_ZURUECK})


def _fuehre_aus(editor: Any, saetze: dict[str, tuple[str, ...]]) -> None:
    for satz in saetze[editor.connection.vendor]:
        editor.execute(satz)


def hauptbuch(summen: Sequence[str]) -> migrations.RunPython:
    """Put the triggers over these totals up in a migration."""
    return migrations.RunPython(_anlegen(summen), _entfernen)


def ohne_hauptbuch(summen: Sequence[str]) -> migrations.RunPython:
    """Take the triggers over these totals down in a migration."""
    return migrations.RunPython(_entfernen, _anlegen(summen))


class Aenderbar(Operation):
    """The opposite of a NurAnfuegen, for the time in which a migration alters its table."""

    reversible = True

    def __init__(self, schutz: NurAnfuegen) -> None:
        self.schutz = schutz

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"No longer append only: {self.schutz.tabelle}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the triggers."""
        self.schutz.database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create the triggers again."""
        self.schutz.database_forwards(app_label, schema_editor, from_state, to_state)
