"""Mahnung: what is open, since when, until when to pay, and what happens otherwise."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Tabelle, Ueberschrift
from antraege.dokumente.fakten import Mahnungsfakten
from antraege.dokumente.inhalt.fall import angaben, bankverbindung
from antraege.dokumente.inhalt.forderung import bezug_forderung, forderungsquelle
from antraege.dokumente.inhalt.gemeinsam import dokument, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import tag
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def mahnung(fakten: Mahnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The reminder; it decides nothing and so carries no Rechtsbehelfsbelehrung."""
    werte: dict[str, Wert] = {
        "frist": fakten.frist,
        "gesamt": fakten.gesamt,
        "konto": bankverbindung(fakten.konto),
    }
    if fakten.zinsen_bis:
        werte["zinsen_bis"] = fakten.zinsen_bis
    worte = forderungsquelle(fakten, texte=texte, werte=werte)
    return dokument(
        Dokumentart.MAHNUNG,
        titel="Mahnung" if fakten.stufe == 1 else f"{fakten.stufe}. Mahnung",
        bezug=bezug_forderung(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=_bloecke(fakten, worte=worte),
        version=VERSION,
    )


def _bloecke(fakten: Mahnungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return (
        *worte.bloecke("mahnung.einleitung"),
        _offen(fakten),
        *(worte.bloecke("mahnung.zinsen") if fakten.zinsen_bis else ()),
        Kasten(worte.satz("mahnung.aufforderung")),
        Ueberschrift("Was geschieht, wenn nichts eingeht"),
        *worte.bloecke("mahnung.folge"),
        Ueberschrift("Wenn Sie nicht zahlen können"),
        *worte.bloecke("mahnung.hilfe"),
        unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
    )


def _offen(fakten: Mahnungsfakten) -> Tabelle:
    bis = f" bis {tag(fakten.zinsen_bis)}" if fakten.zinsen_bis else ""
    return angaben(
        "Offene Forderung",
        ("Hauptforderung", fakten.hauptforderung),
        (f"Zinsen und Nebenforderungen{bis}", fakten.nebenforderung or None),
        ("Mahngebühr", fakten.mahngebuehr or None),
        ("Zu zahlen", fakten.gesamt),
        rechts=True,
    )
