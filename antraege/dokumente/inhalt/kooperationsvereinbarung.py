"""Kooperationsvereinbarung in sixteen sections; between parts of the city an internal agreement."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Liste, Seitenumbruch, Ueberschrift
from antraege.dokumente.fakten import Kooperationsfakten
from antraege.dokumente.inhalt.fall import angaben, tabelle
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, quelle
from antraege.dokumente.inhalt.kooperationsregeln import regeln
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.inhalt.zeichnungen import parteientabelle, unterschriften
from antraege.dokumente.schreibweise import tag

VERSION = 1


def kooperationsvereinbarung(fakten: Kooperationsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The agreement with its page of signatures; clauses that do not apply are left out."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"fachkraft": fakten.fachkraft_kinderschutz})
    abschnitte = (
        *_grundlagen(fakten, worte=worte),
        *regeln(fakten, worte=worte),
        ("Anlagen", (*_anlagen(fakten, worte=worte), Seitenumbruch())),
        ("Unterschriften", tuple(unterschriften(fakten, worte=worte))),
    )
    return dokument(
        Dokumentart.KOOPERATIONSVEREINBARUNG,
        titel="Interne Kooperationsvereinbarung" if fakten.intern else "Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Standort {fakten.standort}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=nummeriert(abschnitte),
        version=VERSION,
    )


def _grundlagen(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    intern = ".intern" if fakten.intern else ""
    parteien = (
        *worte.bloecke(f"koop.parteien{intern}"),
        parteientabelle(fakten.parteien),
        *worte.bloecke("koop.zeichnungsrecht"),
    )
    praeambel = (
        *(worte.bloecke("koop.praeambel.intern") if fakten.intern else ()),
        *worte.bloecke("koop.praeambel"),
        *freitext(fakten.praeambel),
    )
    return (
        ("Parteien", parteien),
        ("Präambel", praeambel),
        ("Gegenstand", _gegenstand(fakten, worte=worte)),
        ("Leistungen", tuple(_leistungen(fakten, worte=worte))),
    )


def _gegenstand(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    eckdaten = angaben(
        "Gegenstand",
        ("Angebot", fakten.titel),
        ("Themenfeld", fakten.themenfeld),
        ("Zielgruppe", fakten.zielgruppe),
        ("Ort", fakten.ort),
        ("Laufzeit", f"{tag(fakten.laufzeit.von)} bis {tag(fakten.laufzeit.bis)}"),
    )
    return (*freitext(fakten.gegenstand), eckdaten, *worte.bloecke("koop.ziele"), Liste(fakten.ziele))


def _leistungen(fakten: Kooperationsfakten, *, worte: Textquelle) -> Iterator[Block]:
    yield from worte.bloecke("koop.leistungen")
    for partei in fakten.parteien:
        eigene = (leistung for leistung in fakten.leistungen if leistung.partei == partei.kuerzel)
        yield Ueberschrift(partei.kuerzel, ebene=2)
        yield Liste(tuple(f"{eine.beschreibung}{_umfang(eine.umfang)}" for eine in eigene))
    yield Ueberschrift("Zeiten", ebene=2)
    yield from _zeiten(fakten, worte=worte)
    yield Ueberschrift("Räume", ebene=2)
    yield from (*worte.bloecke("koop.raeume"), *freitext(fakten.raeume))
    for titel, text in (
        ("Ferien", fakten.ferien),
        ("Material", fakten.material),
        ("Verpflegung", fakten.verpflegung),
    ):
        if text:
            yield Ueberschrift(titel, ebene=2)
            yield from freitext(text)


def _umfang(umfang: str) -> str:
    return f" (Umfang: {umfang})" if umfang else ""


def _zeiten(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.termine:
        return worte.bloecke("koop.termine.keine")
    plan = tabelle(
        "Zeitplan",
        ("Wann", "Was", "Gruppe", "Ort"),
        ((termin.wann, termin.was, termin.gruppe, termin.ort) for termin in fakten.termine),
    )
    return (*worte.bloecke("koop.termine"), plan)


def _anlagen(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.anlagen:
        return worte.bloecke("koop.anlagen.keine")
    return (*worte.bloecke("koop.anlagen"), Liste(fakten.anlagen, nummeriert=True))
