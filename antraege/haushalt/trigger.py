"""The database triggers of the ledger: a Buchung alone moves the totals of its line, on both engines.

SQLite knows no trigger depth. There a change of totals must name in `letzte_buchung` a newer Buchung of the
same line, and the change must be exactly the deltas of that Buchung: by induction totals = Σ Buchungen.
A later migration that alters one of the two tables takes the triggers down first and puts them up after.
"""

from typing import Any

from django.db import migrations

SUMMEN = ("ansatz", "deckung", "vorgemerkt", "gebunden", "ausgezahlt")

_BEGINNT_LEER = """
    NEW.ansatz <> 0 OR NEW.deckung <> 0 OR NEW.vorgemerkt <> 0 OR NEW.gebunden <> 0 OR NEW.ausgezahlt <> 0
    OR NEW.letzte_buchung <> 0
"""
_AENDERT_SICH = """
    NEW.ansatz <> OLD.ansatz OR NEW.deckung <> OLD.deckung OR NEW.vorgemerkt <> OLD.vorgemerkt
    OR NEW.gebunden <> OLD.gebunden OR NEW.ausgezahlt <> OLD.ausgezahlt
    OR NEW.letzte_buchung <> OLD.letzte_buchung
"""
_BEWEGEN = """
    UPDATE haushalt_haushaltsstelle SET
        ansatz = ansatz + NEW.ansatz, deckung = deckung + NEW.deckung,
        vorgemerkt = vorgemerkt + NEW.vorgemerkt, gebunden = gebunden + NEW.gebunden,
        ausgezahlt = ausgezahlt + NEW.ausgezahlt, letzte_buchung = NEW.id
    WHERE id = NEW.haushaltsstelle_id;
"""
_SATZ_BEGINN = "Eine Haushaltsstelle beginnt mit Null; der Ansatz wird gebucht."
_SATZ_BUCHUNG = "Die Summen einer Haushaltsstelle ändert nur eine Buchung."

_SQLITE = (
    f"""CREATE TRIGGER haushaltsstelle_beginnt_leer BEFORE INSERT ON haushalt_haushaltsstelle
    WHEN {_BEGINNT_LEER}
    BEGIN SELECT RAISE(ABORT, '{_SATZ_BEGINN}'); END""",
    f"""CREATE TRIGGER haushaltsstelle_nur_durch_buchung BEFORE UPDATE ON haushalt_haushaltsstelle
    WHEN ({_AENDERT_SICH}) AND NOT EXISTS (
        SELECT 1 FROM haushalt_buchung b
        WHERE b.id = NEW.letzte_buchung AND b.id > OLD.letzte_buchung AND b.haushaltsstelle_id = NEW.id
        AND NEW.ansatz = OLD.ansatz + b.ansatz AND NEW.deckung = OLD.deckung + b.deckung
        AND NEW.vorgemerkt = OLD.vorgemerkt + b.vorgemerkt AND NEW.gebunden = OLD.gebunden + b.gebunden
        AND NEW.ausgezahlt = OLD.ausgezahlt + b.ausgezahlt)
    BEGIN SELECT RAISE(ABORT, '{_SATZ_BUCHUNG}'); END""",  # noqa: S608 - constants of this file
    f"CREATE TRIGGER buchung_bewegt_summen AFTER INSERT ON haushalt_buchung BEGIN {_BEWEGEN} END",
)
_SQLITE_ZURUECK = (
    "DROP TRIGGER buchung_bewegt_summen",
    "DROP TRIGGER haushaltsstelle_nur_durch_buchung",
    "DROP TRIGGER haushaltsstelle_beginnt_leer",
)

_POSTGRES = (
    f"""CREATE FUNCTION haushaltsstelle_beginnt_leer() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SATZ_BEGINN}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE FUNCTION haushaltsstelle_nur_durch_buchung() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SATZ_BUCHUNG}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE FUNCTION buchung_bewegt_summen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {_BEWEGEN} RETURN NULL; END $$""",
    f"""CREATE TRIGGER haushaltsstelle_beginnt_leer BEFORE INSERT ON haushalt_haushaltsstelle
    FOR EACH ROW WHEN ({_BEGINNT_LEER}) EXECUTE FUNCTION haushaltsstelle_beginnt_leer()""",
    f"""CREATE TRIGGER haushaltsstelle_nur_durch_buchung BEFORE UPDATE ON haushalt_haushaltsstelle
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND ({_AENDERT_SICH}))
    EXECUTE FUNCTION haushaltsstelle_nur_durch_buchung()""",
    """CREATE TRIGGER buchung_bewegt_summen AFTER INSERT ON haushalt_buchung
    FOR EACH ROW EXECUTE FUNCTION buchung_bewegt_summen()""",
)
_POSTGRES_ZURUECK = (
    "DROP TRIGGER buchung_bewegt_summen ON haushalt_buchung",
    "DROP TRIGGER haushaltsstelle_nur_durch_buchung ON haushalt_haushaltsstelle",
    "DROP TRIGGER haushaltsstelle_beginnt_leer ON haushalt_haushaltsstelle",
    "DROP FUNCTION buchung_bewegt_summen()",
    "DROP FUNCTION haushaltsstelle_nur_durch_buchung()",
    "DROP FUNCTION haushaltsstelle_beginnt_leer()",
)


def anlegen(apps: Any, schema_editor: Any) -> None:
    """Put the triggers up."""
    _fuehre_aus(schema_editor, {"sqlite": _SQLITE, "postgresql": _POSTGRES})


def entfernen(apps: Any, schema_editor: Any) -> None:
    """Take the triggers down."""
    _fuehre_aus(schema_editor, {"sqlite": _SQLITE_ZURUECK, "postgresql": _POSTGRES_ZURUECK})


def _fuehre_aus(schema_editor: Any, saetze: dict[str, tuple[str, ...]]) -> None:
    for satz in saetze[schema_editor.connection.vendor]:
        schema_editor.execute(satz)


def hauptbuch() -> migrations.RunPython:
    """Put the triggers up in a migration."""
    return migrations.RunPython(anlegen, entfernen)
