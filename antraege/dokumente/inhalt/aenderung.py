"""A change of a grant: granted or refused; towards the city itself an internal order."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste, Tabelle
from antraege.dokumente.fakten.aenderung import Aenderungsablehnungsfakten, Aenderungsfakten
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    bezug_bescheid,
    dokument,
    fallquelle,
    geschrieben,
    jahrestabelle,
    nummeriert,
    tabelle,
    unterschrift,
)
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import spanne, tag_mit_wochentag
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1
SEITEN = (("ausgabe", "Ausgaben"), ("deckung", "Deckung der Ausgaben"))


def aenderungsbescheid(fakten: Aenderungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The change; only a Bescheid carries law and Rechtsbehelfsbelehrung."""
    intern = fakten.rahmen.empfaenger.ist_stadt
    antrag: dict[str, Wert] = {} if fakten.antrag_vom is None else {"antrag_vom": fakten.antrag_vom}
    worte = fallquelle(fakten, texte=texte, werte=antrag)
    hinweis = "schluss.intern" if intern else f"schluss.namenswiedergabe.{fakten.rechtsregime}"
    return dokument(
        Dokumentart.AENDERUNGSBESCHEID,
        titel="Änderung der internen Mittelzuweisung" if intern else f"{fakten.nr}. Änderungsbescheid",
        bezug=bezug_bescheid(fakten, wort="Mittelzuweisung" if intern else "Zuwendungsbescheid"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *(() if intern else worte.bloecke("bescheid.anrede")),
            *nummeriert(_abschnitte(fakten, worte=worte)),
            unterschrift(fakten.rahmen, texte=worte, hinweis=hinweis),
        ),
        version=VERSION,
    )


def _abschnitte(fakten: Aenderungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    intern = ".intern" if fakten.rahmen.empfaenger.ist_stadt else ""
    auflagen = (*worte.bloecke("aenderung.auflagen"), Liste(fakten.auflagen_neu, nummeriert=True))
    anlass = "amt" if fakten.antrag_vom is None else "antrag"
    sachverhalt = () if intern else worte.bloecke(f"aenderung.sachverhalt.{anlass}")
    return (
        ("Änderung", (Kasten(worte.satz(f"aenderung.tenor{intern}")), *_uebersicht(fakten))),
        ("Kosten- und Finanzierungsplan", _plan(fakten, worte=worte)),
        ("Haushaltsjahre", _jahre(fakten, worte=worte)),
        ("Weitere Nebenbestimmungen", auflagen if fakten.auflagen_neu else ()),
        ("Was unverändert bleibt", worte.bloecke(f"aenderung.rest{intern}")),
        ("Begründung", (*sachverhalt, *freitext(fakten.gruende))),
        *(() if intern else _recht(fakten, worte=worte)),
    )


def _recht(fakten: Aenderungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    normen = (*worte.zeilen(f"aenderung.recht.{fakten.rechtsregime}"), *fakten.rechtsgrundlagen)
    return (
        ("Rechtsgrundlagen", (Liste(normen),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )


def _uebersicht(fakten: Aenderungsfakten) -> tuple[Tabelle, ...]:
    zeilen = tuple(_zeilen(fakten))
    if not zeilen:
        return ()
    return (tabelle("Änderungen im Überblick", ("Was sich ändert", "Bisher", "Neu"), zeilen),)


def _zeilen(fakten: Aenderungsfakten) -> Iterator[tuple[str, str, str]]:
    alt, neu = fakten.bewilligungszeitraum, fakten.zeitraum_neu
    if fakten.betrag_neu is not None and fakten.betrag_neu != fakten.bewilligt:
        yield "Zuwendung (Höchstbetrag)", geschrieben(fakten.bewilligt), geschrieben(fakten.betrag_neu)
    if neu and neu != alt:
        yield "Bewilligungszeitraum", spanne(alt.von, alt.bis), spanne(neu.von, neu.bis)
    if fakten.nachweis_bis_neu:
        bisher = tag_mit_wochentag(fakten.nachweis_bis) if fakten.nachweis_bis else "wie im Bescheid"
        yield "Verwendungsnachweis fällig am", bisher, tag_mit_wochentag(fakten.nachweis_bis_neu)
    for aenderung in fakten.sonstige:
        yield aenderung.was, aenderung.bisher, aenderung.neu


def _plan(fakten: Aenderungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.plan:
        return ()
    tabellen = tuple(_plantabelle(fakten, seite, beschriftung) for seite, beschriftung in SEITEN)
    return (*worte.bloecke("aenderung.plan"), *tabellen)


def _plantabelle(fakten: Aenderungsfakten, seite: str, beschriftung: str) -> Tabelle:
    zeilen = [zeile for zeile in fakten.plan if zeile.seite == seite]
    bisher, neu = (sum((getattr(z, n) for z in zeilen), fakten.betrag * 0) for n in ("bisher", "neu"))
    return tabelle(
        beschriftung,
        ("Art", "Bezeichnung", "Bisher", "Neu", "Unterschied"),
        ((z.art_bezeichnung, z.bezeichnung, z.bisher, z.neu, z.neu - z.bisher) for z in zeilen),
        summe=("Summe", "", bisher, neu, neu - bisher),
        rechts=(2, 3, 4),
    )


def _jahre(fakten: Aenderungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.jahresbetraege_neu:
        return ()
    spaeter = any(teil.jahr > fakten.rahmen.datum.year for teil in fakten.jahresbetraege_neu)
    vorbehalt = worte.bloecke("aenderung.haushaltsvorbehalt") if spaeter else ()
    return (*worte.bloecke("aenderung.jahre"), jahrestabelle(fakten.jahresbetraege_neu), *vorbehalt)


def aenderungsablehnung(fakten: Aenderungsablehnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The refusal; only a Bescheid carries law and Rechtsbehelfsbelehrung."""
    intern = fakten.rahmen.empfaenger.ist_stadt
    worte = fallquelle(fakten, texte=texte, werte={"antrag_vom": fakten.antrag_vom})
    return dokument(
        Dokumentart.AENDERUNGSABLEHNUNG,
        titel="Ablehnung der Änderung",
        bezug=bezug_bescheid(fakten, wort="Mittelzuweisung" if intern else "Zuwendungsbescheid"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *(() if intern else worte.bloecke("bescheid.anrede")),
            *nummeriert(_abschnitte_ablehnung(fakten, worte=worte, intern=intern)),
            unterschrift(
                fakten.rahmen,
                texte=worte,
                hinweis="schluss.intern" if intern else f"schluss.namenswiedergabe.{fakten.rechtsregime}",
            ),
        ),
        version=VERSION,
    )


def _abschnitte_ablehnung(
    fakten: Aenderungsablehnungsfakten, *, worte: Textquelle, intern: bool
) -> tuple[Abschnitt, ...]:
    art = ".intern" if intern else ""
    kosten = () if intern else worte.bloecke("ablehnung.kosten")
    ermessen = (*worte.bloecke("aenderungsablehnung.ermessen"), *freitext(fakten.ermessen))
    sachverhalt = (*worte.bloecke(f"aenderungsablehnung.sachverhalt{art}"), Liste(fakten.gewuenscht))
    return (
        ("Entscheidung", (Kasten(worte.satz(f"aenderungsablehnung.tenor{art}")), *kosten)),
        ("Sachverhalt", sachverhalt),
        ("Begründung", (*worte.bloecke("ablehnung.gruende"), *freitext(fakten.gruende), *ermessen)),
        *(() if intern else _recht_ablehnung(fakten, worte=worte)),
    )


def _recht_ablehnung(fakten: Aenderungsablehnungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    normen = (*worte.zeilen(f"aenderung.recht.{fakten.rechtsregime}"), *fakten.rechtsgrundlagen)
    return (
        ("Rechtsgrundlagen", (Liste(normen),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )
