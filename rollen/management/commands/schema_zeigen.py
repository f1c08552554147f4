"""Shows what the connected database looks like, so that two of them can be compared with `diff`."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

_HASH = re.compile(r"_[0-9a-f]{8}(?=_|\b)")  # Django hangs it on the names it makes up itself
_LUFT = re.compile(r"(?<=[($]) | (?=[)$])")

_POSTGRES = {
    "Spalte": """SELECT c.relname, concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
            CASE WHEN a.attnotnull THEN 'NOT NULL' END, CASE a.attidentity WHEN '' THEN '' ELSE 'IDENTITY' END,
            co.collname, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        LEFT JOIN pg_collation co ON co.oid = a.attcollation AND co.collname <> 'default'
        WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            AND c.relnamespace = 'public'::regnamespace""",
    "Regel": """SELECT conrelid::regclass::text, concat_ws(' ', conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "Index": """SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'""",
    "Trigger": """SELECT tgrelid::regclass::text, concat_ws(' ', tgenabled, pg_get_triggerdef(oid))
        FROM pg_trigger WHERE NOT tgisinternal""",
    "Funktion": """SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace""",
}
_SQLITE = "SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"


class Command(BaseCommand):
    help = (
        "Zeigt Tabellen, Spalten, Regeln, Indizes und Trigger der Datenbank, geordnet zum Vergleich mit diff."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line each."""
        if connection.vendor == "sqlite":
            zeilen = []
            for art, tabelle, text in _lies(_SQLITE):
                if art == "table":  # its parts lie in the order in which they were added, which says nothing
                    rumpf = text.partition("(")[2].rpartition(")")[0]
                    zeilen += [f"{tabelle} {_glatt(teil)}" for teil in _teile(rumpf)]
                else:
                    zeilen.append(f"{tabelle} {art}: {_glatt(text)}")
        else:
            zeilen = [
                f"{wo} {art}: {_glatt(was)}"
                for art, abfrage in _POSTGRES.items()
                for wo, was in _lies(abfrage)
            ]
        self.stdout.write("\n".join(sorted(zeilen)))


def _lies(abfrage: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(abfrage)
        return list(cursor.fetchall())


def _glatt(text: str) -> str:
    return _HASH.sub("", _LUFT.sub("", " ".join(text.split())))


def _teile(rumpf: str) -> Iterator[str]:
    """Cut at the commas that stand in no parenthesis and no string."""
    tiefe, im_text, anfang = 0, False, 0
    for stelle, zeichen in enumerate(rumpf):
        im_text ^= zeichen == "'"
        tiefe += 0 if im_text else (zeichen == "(") - (zeichen == ")")
        if zeichen == "," and not tiefe and not im_text:
            yield rumpf[anfang:stelle].strip()
            anfang = stelle + 1
    yield rumpf[anfang:].strip()
