"""The database triggers that keep a released Richtlinie, and all that belongs to it, as it was released."""

from typing import Any

from django.db import migrations

TEILE = ("frage", "unterlage", "pruefpunkt", "mitzeichnungsstelle", "wertgrenze", "berichtsfrage")
_SATZ = "Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an."
_EREIGNISSE = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _vorhandene(verbindung: Any) -> list[str]:
    """The parts whose tables exist at this point of the migrations."""
    tabellen = set(verbindung.introspection.table_names())
    return [teil for teil in TEILE if f"programme_{teil}" in tabellen]


def _sqlite(teile: list[str]) -> list[str]:
    saetze = [
        f"CREATE TRIGGER richtlinie_fest_{ereignis} BEFORE {ereignis} ON programme_richtlinie "
        f"WHEN OLD.freigegeben_von_id IS NOT NULL BEGIN SELECT RAISE(ABORT, '{_SATZ}'); END"
        for ereignis in ("UPDATE", "DELETE")
    ]
    for teil in teile:
        for ereignis, zeilen in _EREIGNISSE.items():
            eltern = ", ".join(f"{zeile}.richtlinie_id" for zeile in zeilen)
            saetze.append(
                f"""CREATE TRIGGER {teil}_fest_{ereignis} BEFORE {ereignis} ON programme_{teil}
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN ({eltern}) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, '{_SATZ}'); END"""  # noqa: S608 - constants of this file
            )
    return saetze


def _sqlite_zurueck(teile: list[str]) -> list[str]:
    return [
        *(f"DROP TRIGGER IF EXISTS richtlinie_fest_{ereignis}" for ereignis in ("UPDATE", "DELETE")),
        *(f"DROP TRIGGER IF EXISTS {teil}_fest_{ereignis}" for teil in teile for ereignis in _EREIGNISSE),
    ]


# FOR SHARE makes a change of a part wait for a release that is under way, and the other way round.
_FUNKTIONEN = (
    f"""CREATE FUNCTION richtlinie_fest() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SATZ}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE FUNCTION richtlinienteil_fest() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE eltern bigint[]; person bigint;
    BEGIN
        IF TG_OP <> 'INSERT' THEN eltern := eltern || OLD.richtlinie_id; END IF;
        IF TG_OP <> 'DELETE' THEN eltern := eltern || NEW.richtlinie_id; END IF;
        FOR person IN
            SELECT freigegeben_von_id FROM programme_richtlinie WHERE id = ANY(eltern) FOR SHARE
        LOOP
            IF person IS NOT NULL THEN
                RAISE EXCEPTION '{_SATZ}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$""",  # noqa: S608 - constants of this file
)


def _postgres(teile: list[str]) -> list[str]:
    return [
        *_FUNKTIONEN,
        """CREATE TRIGGER richtlinie_fest BEFORE UPDATE OR DELETE ON programme_richtlinie FOR EACH ROW
        WHEN (OLD.freigegeben_von_id IS NOT NULL) EXECUTE FUNCTION richtlinie_fest()""",
        *(
            f"CREATE TRIGGER {teil}_fest BEFORE INSERT OR UPDATE OR DELETE ON programme_{teil} "
            "FOR EACH ROW EXECUTE FUNCTION richtlinienteil_fest()"
            for teil in teile
        ),
    ]


def _postgres_zurueck() -> list[str]:
    return ["DROP FUNCTION richtlinie_fest() CASCADE", "DROP FUNCTION richtlinienteil_fest() CASCADE"]


def anlegen(apps: Any, schema_editor: Any) -> None:
    """Put the triggers up on the tables that exist."""
    verbindung = schema_editor.connection
    saetze = _sqlite if verbindung.vendor == "sqlite" else _postgres
    _fuehre_aus(schema_editor, saetze(_vorhandene(verbindung)))


def entfernen(apps: Any, schema_editor: Any) -> None:
    """Take the triggers down."""
    verbindung = schema_editor.connection
    sqlite = verbindung.vendor == "sqlite"
    _fuehre_aus(schema_editor, _sqlite_zurueck(_vorhandene(verbindung)) if sqlite else _postgres_zurueck())


def _fuehre_aus(schema_editor: Any, saetze: list[str]) -> None:
    for satz in saetze:
        schema_editor.execute(satz)


def freigegeben_bleibt() -> migrations.RunPython:
    """Put the triggers up in a migration. One that alters these tables takes them down first."""
    return migrations.RunPython(anlegen, entfernen)
