"""Schlussmitteilung: the result of the check, the final account, what to keep and until when."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste, Tabelle, Ueberschrift
from antraege.dokumente.fakten import Schlussfakten
from antraege.dokumente.inhalt.fall import angaben, bezug_bescheid, fallquelle
from antraege.dokumente.inhalt.gemeinsam import dokument, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def schlussmitteilung(fakten: Schlussfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The letter that ends the case."""
    werte: dict[str, Wert] = {
        "bis": fakten.aufbewahrung_bis,
        "endgueltig": fakten.endgueltig,
        "nachweis_vom": fakten.nachweis_vom,
    }
    worte = fallquelle(fakten, texte=texte, werte=werte)
    return dokument(
        Dokumentart.SCHLUSSMITTEILUNG,
        titel="Abschluss Ihrer Förderung",
        bezug=bezug_bescheid(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *_ergebnis(fakten, worte=worte),
            *_pflichten(fakten, worte=worte),
            *worte.bloecke("schluss.dank"),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
        ),
        version=VERSION,
    )


def _ergebnis(fakten: Schlussfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    voll = ".voll" if fakten.endgueltig == fakten.bewilligt else ""
    return (
        *worte.bloecke("schluss.einleitung"),
        Kasten(worte.satz(f"schluss.ergebnis{voll}")),
        *freitext(fakten.feststellungen),
        Ueberschrift("Abrechnung"),
        _abrechnung(fakten),
        *worte.bloecke("schluss.ausgeglichen"),
    )


def _abrechnung(fakten: Schlussfakten) -> Tabelle:
    return angaben(
        "Abrechnung der Zuwendung",
        ("Bewilligt", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Erstattet", fakten.erstattet or None),
        ("Nicht mehr gefordert", fakten.verzichtet or None),
        ("Gezahlte Zinsen", fakten.zinsen_gezahlt or None),
        ("Endgültige Zuwendung", fakten.endgueltig),
        rechts=True,
    )


def _pflichten(fakten: Schlussfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    bindung = (
        Ueberschrift("Zweckbindung"),
        *worte.bloecke("schluss.zweckbindung"),
        Liste(fakten.zweckbindung),
    )
    return (
        Ueberschrift("Aufbewahrung"),
        *worte.bloecke("schluss.aufbewahrung"),
        *worte.bloecke(f"schluss.belege.{'zurueck' if fakten.belege_zurueck else 'keine'}"),
        *(bindung if fakten.zweckbindung else ()),
        *worte.bloecke("schluss.vorbehalt"),
    )
