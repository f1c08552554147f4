"""A printout: what a page shows, as a document that can be kept."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import Absatz, Block, Dokument, Dokumentart, Ueberschrift
from antraege.dokumente.fakten.ausdruck import Ausdruckfakten, Druckabschnitt
from antraege.dokumente.inhalt.gemeinsam import quelle, tabelle


def ausdruck(fakten: Ausdruckfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Section by section, in the letterhead of the city."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={})
    return worte.dokument(
        Dokumentart.AUSDRUCK,
        titel=fakten.titel,
        bezug=fakten.bezug,
        bloecke=(block for abschnitt in fakten.abschnitte for block in _bloecke(abschnitt)),
    )


def _bloecke(abschnitt: Druckabschnitt) -> Iterator[Block]:
    yield Ueberschrift(abschnitt.titel)
    yield from map(Absatz, abschnitt.saetze)
    if abschnitt.zeilen:
        yield tabelle(abschnitt.titel, abschnitt.kopf, abschnitt.zeilen)
