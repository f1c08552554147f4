"""The condition that a case has the words of a search: FTS5 on SQLite, a GIN index on PostgreSQL."""

from typing import Any

from django.db.models import BooleanField, F, Func

from antraege.kern.fallsuche import Anfrage, Einblick, Glied
from workflows.models import Fallwoerter

TABELLE = Fallwoerter._meta.db_table


class Trifft(Func):
    """On Antrag: it has all words, within the circles of this view of the case."""

    output_field = BooleanField()

    def __init__(self, anfrage: Anfrage, einblick: Einblick) -> None:
        super().__init__(F("pk"))
        self.anfrage, self.einblick = anfrage, einblick

    def as_sqlite(self, compiler: Any, _connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The index gives the cases in order, so that a list is full long before a common word has been walked."""
        pk, werte = compiler.compile(self.source_expressions[0])
        suche = self._verknuepfe(" AND ", " OR ", lambda g: f'"{g.wort}"{"*" if g.anfang else ""}')
        return f"{pk} IN (SELECT rowid FROM fallsuche WHERE fallsuche MATCH %s)", [*werte, suche]  # noqa: S608

    def as_postgresql(self, compiler: Any, _connection: Any, **_: Any) -> tuple[str, list[Any]]:
        """The planner knows how common a whole word is, not how many begin so: then the index goes first."""
        pk, werte = compiler.compile(self.source_expressions[0])
        suche = self._verknuepfe(" & ", " | ", lambda g: f"'{g.wort}'{':*' if g.anfang else ''}")
        hat = f"SELECT w.antrag_id FROM {TABELLE} w WHERE w.vektor @@ to_tsquery('simple', %s)"  # noqa: S608
        zuerst = " OFFSET 0" if self.anfrage.mit_anfang else ""
        return f"{pk} IN ({hat}{zuerst})", [*werte, suche]

    def _verknuepfe(self, und: str, oder: str, als: Any) -> str:
        """The search as text: all parts, of each one way, of a way all words, each in one of the circles."""
        teile = []
        for wege in self.anfrage.teile:
            je_weg = [
                und.join(f"({oder.join(als(g) for g in self._in_kreisen(glied))})" for glied in weg)
                for weg in wege
            ]
            teile.append(f"({oder.join(f'({eins})' for eins in je_weg)})")
        return und.join(teile)

    def _in_kreisen(self, glied: Glied) -> list[Glied]:
        return [Glied(f"{kreis}{glied.wort}", glied.anfang) for kreis in self.einblick]
