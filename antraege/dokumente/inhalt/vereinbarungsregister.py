"""Vereinbarungsregister: agreements with parties, topic, site, term and state as a table."""

from collections.abc import Mapping
from datetime import date

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart
from antraege.dokumente.fakten import Registerfakten, Registerzeile
from antraege.dokumente.inhalt.fall import tabelle
from antraege.dokumente.inhalt.gemeinsam import dokument, quelle
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
