"""The full-text search of offers: FTS5 on SQLite, a GIN index on PostgreSQL; both hold what `suchworte.index` says."""

from typing import Any

from django.db.models import BooleanField, F, Func

from antraege.kern.suchworte import Suchwort


class Trifft(Func):
    """The condition on Angebot that its stored words have this one."""

    output_field = BooleanField()

    def __init__(self, suchwort: Suchwort) -> None:
        super().__init__(F("pk"), F("suchtext"))
        self.suchwort = suchwort

    def as_sqlite(self, compiler: Any, _connection: Any, **_: Any) -> tuple[str, list[str]]:  # type: ignore[override]
        """From the virtual table, whose rows have the ids of the offers.

        The plus keeps SQLite on the order of the list: it stops at a full page instead of sorting all hits.
        """
        pk, werte = compiler.compile(self.source_expressions[0])
        suche = f'"{self.suchwort.wort}"{"*" if self.suchwort.anfang else ""}'
        treffer = "SELECT rowid FROM angebote_suche WHERE angebote_suche MATCH %s"
        return f"+{pk} IN ({treffer})", [*werte, suche]

    def as_postgresql(self, compiler: Any, _connection: Any, **_: Any) -> tuple[str, list[str]]:
        """By the expression that is indexed."""
        text, werte = compiler.compile(self.source_expressions[1])
        suche = f"'{self.suchwort.wort}'{':*' if self.suchwort.anfang else ''}"
        return f"to_tsvector('simple', {text}) @@ to_tsquery('simple', %s)", [*werte, suche]
