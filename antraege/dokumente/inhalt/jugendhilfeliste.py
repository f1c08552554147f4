"""Jugendhilfeliste: agreements with recognised Träger per school (BASS 11-02 Nr. 19 Nr. 4 c)."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Ueberschrift
from antraege.dokumente.fakten import Jugendhilfefakten
from antraege.dokumente.inhalt.fall import tabelle
from antraege.dokumente.inhalt.gemeinsam import dokument, quelle
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.inhalt.vereinbarungsregister import laufzeit
from antraege.dokumente.schreibweise import tag

VERSION = 1


def jugendhilfeliste(fakten: Jugendhilfefakten, *, texte: Mapping[str, str]) -> Dokument:
    """One table per school; the facts come in the order of the schools."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={})
    return dokument(
        Dokumentart.JUGENDHILFELISTE,
        titel="Vereinbarungen mit anerkannten Trägern der Jugendhilfe",
        bezug=(f"Stand: {tag(fakten.rahmen.datum)}",),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(*worte.bloecke("jugendhilfeliste.einleitung"), *_schulen(fakten, worte=worte)),
        version=VERSION,
    )


def _schulen(fakten: Jugendhilfefakten, *, worte: Textquelle) -> Iterator[Block]:
    if not fakten.zeilen:
        yield from worte.bloecke("register.leer")
    for schule, gruppe in groupby(fakten.zeilen, key=lambda zeile: zeile.schule):
        yield Ueberschrift(schule)
        kopf = ("Träger", "Aktenzeichen", "Laufzeit", "Stand")
        yield tabelle(
            f"Vereinbarungen: {schule}",
            kopf,
            ((z.traeger, z.aktenzeichen, laufzeit(z.von, z.bis), z.stand) for z in gruppe),
        )
