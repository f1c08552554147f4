"""Lists of agreements: the register, and those with recognised Träger of the Jugendhilfe per school."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Ueberschrift
from antraege.dokumente.fakten.kooperation import Jugendhilfefakten, Registerfakten
from antraege.dokumente.inhalt.gemeinsam import Brief, quelle, tabelle
from antraege.dokumente.schreibweise import tag


def vereinbarungsregister(fakten: Registerfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The register of the day: agreements with parties, topic, site, term and state as a table."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={})
    liste = tabelle(
        "Vereinbarungen",
        ("Aktenzeichen, Titel", "Thema, Standort", "Parteien", "Laufzeit", "Stand"),
        (
            (
                f"{zeile.aktenzeichen}\n{zeile.titel}",
                "\n".join(teil for teil in (zeile.thema, zeile.standort) if teil),
                zeile.parteien,
                laufzeit(zeile.von, zeile.bis),
                zeile.stand,
            )
            for zeile in fakten.zeilen
        ),
    )
    return worte.dokument(
        Dokumentart.VEREINBARUNGSREGISTER,
        titel="Register der Vereinbarungen",
        bezug=(f"Stand: {tag(fakten.rahmen.datum)}", f"Zahl der Vereinbarungen: {len(fakten.zeilen)}"),
        bloecke=(
            *worte.bloecke("register.einleitung"),
            *((liste,) if fakten.zeilen else worte.bloecke("register.leer")),
        ),
    )


def jugendhilfeliste(fakten: Jugendhilfefakten, *, texte: Mapping[str, str]) -> Dokument:
    """One table per school (BASS 11-02 Nr. 19 Nr. 4 c); the facts come in the order of the schools."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={})
    return worte.dokument(
        Dokumentart.JUGENDHILFELISTE,
        titel="Vereinbarungen mit anerkannten Trägern der Jugendhilfe",
        bezug=(f"Stand: {tag(fakten.rahmen.datum)}",),
        bloecke=(*worte.bloecke("jugendhilfeliste.einleitung"), *schulen(fakten, worte=worte)),
    )


def schulen(fakten: Jugendhilfefakten, *, worte: Brief) -> Iterator[Block]:
    """School by school."""
    if not fakten.zeilen:
        yield from worte.bloecke("register.leer")
    for schule, gruppe in groupby(fakten.zeilen, key=lambda zeile: zeile.schule):
        yield Ueberschrift(schule)
        yield tabelle(
            f"Vereinbarungen: {schule}",
            ("Träger", "Aktenzeichen", "Laufzeit", "Stand"),
            ((z.traeger, z.aktenzeichen, laufzeit(z.von, z.bis), z.stand) for z in gruppe),
        )


def laufzeit(von: date | None, bis: date | None) -> str:
    """From day to day, or that it is not settled."""
    return f"{tag(von)} bis {tag(bis)}" if von and bis else "noch offen"
