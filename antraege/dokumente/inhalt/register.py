"""Lists of agreements: the register, and those with recognised Träger of the Jugendhilfe per school."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Ueberschrift
from antraege.dokumente.fakten.kooperation import Jugendhilfefakten, Registerfakten, Registerzeile
from antraege.dokumente.inhalt.gemeinsam import dokument, quelle, tabelle
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import tag

VERSION = 1


def vereinbarungsregister(fakten: Registerfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The register of the day."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={})
    liste: tuple[Block, ...] = worte.bloecke("register.leer")
    if fakten.zeilen:
        kopf = ("Aktenzeichen, Titel", "Thema, Standort", "Parteien", "Laufzeit", "Stand")
        liste = (tabelle("Vereinbarungen", kopf, (_zellen(zeile) for zeile in fakten.zeilen)),)
    return dokument(
        Dokumentart.VEREINBARUNGSREGISTER,
        titel="Register der Vereinbarungen",
        bezug=(f"Stand: {tag(fakten.rahmen.datum)}", f"Zahl der Vereinbarungen: {len(fakten.zeilen)}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(*worte.bloecke("register.einleitung"), *liste),
        version=VERSION,
    )


def _zellen(zeile: Registerzeile) -> tuple[str, ...]:
    ort = "\n".join(teil for teil in (zeile.thema, zeile.standort) if teil)
    titel = f"{zeile.aktenzeichen}\n{zeile.titel}"
    return (titel, ort, zeile.parteien, laufzeit(zeile.von, zeile.bis), zeile.stand)


def laufzeit(von: date | None, bis: date | None) -> str:
    """From day to day, or that it is not settled."""
    return f"{tag(von)} bis {tag(bis)}" if von and bis else "noch offen"


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
