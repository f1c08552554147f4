"""The yearly report for council and committees: sums, tables, and where the figures come from."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import Absatz, Block, Dokument, Dokumentart, Ueberschrift
from antraege.dokumente.fakten.auswertung import Jahresberichtfakten
from antraege.dokumente.inhalt.gemeinsam import quelle, tabelle
from antraege.dokumente.schreibweise import tag

KEINE = "Für dieses Jahr gibt es dazu keine Zahlen."


def jahresbericht(fakten: Jahresberichtfakten, *, texte: Mapping[str, str]) -> Dokument:
    """One section per table, then the sources."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={})
    return worte.dokument(
        Dokumentart.JAHRESBERICHT,
        titel=f"Jahresbericht {fakten.jahr}",
        bezug=(f"Stand: {tag(fakten.rahmen.datum)}", f"Stellen: {', '.join(fakten.stellen)}"),
        bloecke=(
            *worte.bloecke("jahresbericht.einleitung"),
            *_abschnitte(fakten),
            Ueberschrift("Quellen"),
            *worte.bloecke("jahresbericht.quellen"),
        ),
    )


def _abschnitte(fakten: Jahresberichtfakten) -> Iterator[Block]:
    for t in fakten.tabellen:
        yield Ueberschrift(t.titel)
        if not t.zeilen:
            yield Absatz(KEINE)
            continue
        yield tabelle(
            f"{t.titel} {fakten.jahr}", t.kopf, t.zeilen, summe=t.summe, rechts=tuple(range(1, len(t.kopf)))
        )
