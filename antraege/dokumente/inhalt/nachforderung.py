"""Nachforderung: what is missing, why, until when, and what happens otherwise."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Tabelle, Ueberschrift
from antraege.dokumente.fakten import FaktenFehler, Nachforderungsfakten
from antraege.dokumente.inhalt.gemeinsam import LINKS, dokument, quelle, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import tag

VERSION = 1


def nachforderung(fakten: Nachforderungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The letter; raises FaktenFehler without items or with a deadline that is not in the future."""
    if not fakten.punkte:
        raise FaktenFehler("Eine Nachforderung nennt mindestens einen Punkt.")
    if fakten.frist <= fakten.rahmen.datum:
        raise FaktenFehler("Die Frist der Nachforderung liegt nicht nach dem Datum des Schreibens.")
    worte = quelle(
        texte, rahmen=fakten.rahmen, werte={"frist": fakten.frist, "antrag_vom": fakten.antrag_vom}
    )
    return dokument(
        Dokumentart.NACHFORDERUNG,
        titel="Bitte ergänzen Sie Ihren Antrag",
        bezug=(f"Projekt „{fakten.projekt}“", f"Ihr Antrag vom {tag(fakten.antrag_vom)}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=_bloecke(fakten, worte=worte),
        version=VERSION,
    )


def _bloecke(fakten: Nachforderungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return (
        *worte.bloecke("nachforderung.einleitung"),
        Tabelle(
            kopf=("Nr.", "Was fehlt", "Warum wir es brauchen"),
            zeilen=tuple(
                (str(nr), punkt.bezeichnung, punkt.warum) for nr, punkt in enumerate(fakten.punkte, start=1)
            ),
            ausrichtung=(LINKS, LINKS, LINKS),
            beschriftung="Fehlende Unterlagen und Angaben",
        ),
        Kasten(worte.satz("nachforderung.frist")),
        Ueberschrift("So reichen Sie nach"),
        *worte.bloecke("nachforderung.wie"),
        Ueberschrift("Was geschieht, wenn nichts eingeht"),
        *worte.bloecke(f"nachforderung.folge.{fakten.rechtsregime}"),
        unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
    )
