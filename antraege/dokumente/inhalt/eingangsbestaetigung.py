"""Eingangsbestätigung: what arrived, what happens next, and that nothing may begin yet."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import (
    Absatz,
    Block,
    Dokument,
    Dokumentart,
    Kasten,
    Liste,
    Tabelle,
    Ueberschrift,
)
from antraege.dokumente.fakten import Eingangsfakten
from antraege.dokumente.inhalt.gemeinsam import LINKS, dokument, quelle, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import zeitpunkt
from antraege.kern.geld import zeige

VERSION = 1


def eingangsbestaetigung(fakten: Eingangsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The letter; raises ValueError when the moment of arrival has no time zone."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"pruefung_bis": fakten.pruefung_bis})
    return dokument(
        Dokumentart.EINGANGSBESTAETIGUNG,
        titel="Eingangsbestätigung",
        bezug=(f"Projekt „{fakten.projekt}“",),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=_bloecke(fakten, worte=worte),
        version=VERSION,
    )


def _bloecke(fakten: Eingangsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return (
        *worte.bloecke("eingang.dank"),
        _eckdaten(fakten),
        Ueberschrift("Eingegangene Anlagen"),
        Liste(fakten.anlagen) if fakten.anlagen else Absatz(worte.satz("eingang.ohne_anlagen")),
        Ueberschrift("Wie es weitergeht"),
        *worte.bloecke("eingang.weiter"),
        Kasten(worte.satz("eingang.kein_beginn")),
        Ueberschrift("Ihre Mitteilungspflichten"),
        *worte.bloecke("eingang.pflichten"),
        unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
        Ueberschrift("Datenschutzhinweis nach Art. 13 DSGVO"),
        *worte.bloecke("datenschutz.art13"),
    )


def _eckdaten(fakten: Eingangsfakten) -> Tabelle:
    geld = (("Beantragte Zuwendung", zeige(fakten.beantragt)),) if fakten.beantragt is not None else ()
    return Tabelle(
        kopf=("Angabe", "Ihr Antrag"),
        zeilen=(
            ("Antragstellerin oder Antragsteller", fakten.rahmen.empfaenger.name),
            ("Projekt", fakten.projekt),
            ("Programm", fakten.programm),
            ("Eingegangen am", zeitpunkt(fakten.eingegangen)),
            ("Aktenzeichen", fakten.rahmen.aktenzeichen),
            *geld,
        ),
        ausrichtung=(LINKS, LINKS),
        beschriftung="Eckdaten Ihres Antrags",
    )
