"""A change of a grant: granted or refused; towards the city itself an internal order."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste
from antraege.dokumente.fakten.aenderung import Aenderungsablehnungsfakten, Aenderungsfakten
from antraege.dokumente.inhalt.gemeinsam import (
    SEITEN,
    Abschnitt,
    Brief,
    bezug_bescheid,
    fallquelle,
    geschrieben,
    in_spaeteren_jahren,
    jahrestabelle,
    tabelle,
)
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.schreibweise import spanne, tag_mit_wochentag
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.geld import summe


def aenderungsbescheid(fakten: Aenderungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Old and new side by side; only a Bescheid carries law and Rechtsbehelfsbelehrung."""
    antrag: dict[str, Wert] = {} if fakten.antrag_vom is None else {"antrag_vom": fakten.antrag_vom}
    worte = fallquelle(fakten, texte=texte, werte=antrag)
    intern = fakten.rahmen.empfaenger.ist_stadt
    art = ".intern" if intern else ""
    anlass = "antrag" if antrag else "amt"
    sachverhalt = () if intern else worte.bloecke(f"aenderung.sachverhalt.{anlass}")
    auflagen = (*worte.bloecke("aenderung.auflagen"), Liste(fakten.auflagen_neu, nummeriert=True))
    aenderungen = tuple(gegenueber(fakten))
    uebersicht = tabelle("Änderungen im Überblick", ("Was sich ändert", "Bisher", "Neu"), aenderungen)
    tenor = Kasten(worte.satz(f"aenderung.tenor{art}"))
    abschnitte = (
        ("Änderung", (tenor, uebersicht) if aenderungen else (tenor,)),
        ("Kosten- und Finanzierungsplan", tuple(neuer_plan(fakten, worte=worte))),
        ("Haushaltsjahre", tuple(neue_jahre(fakten, worte=worte))),
        ("Gemeinsame Förderung", tuple(neue_toepfe(fakten, worte=worte))),
        ("Weitere Nebenbestimmungen", auflagen if fakten.auflagen_neu else ()),
        ("Was unverändert bleibt", worte.bloecke(f"aenderung.rest{art}")),
        ("Begründung", (*sachverhalt, *freitext(fakten.gruende))),
        *recht(fakten, worte=worte),
    )
    return worte.bescheid(
        Dokumentart.AENDERUNGSBESCHEID,
        titel="Änderung der internen Mittelzuweisung" if intern else f"{fakten.nr}. Änderungsbescheid",
        bezug=bezug_bescheid(fakten, wort="Mittelzuweisung" if intern else "Zuwendungsbescheid"),
        abschnitte=abschnitte,
        regime=fakten.rechtsregime,
        intern=intern,
    )


def aenderungsablehnung(fakten: Aenderungsablehnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The refusal; only a Bescheid carries law and Rechtsbehelfsbelehrung."""
    worte = fallquelle(fakten, texte=texte, werte={"antrag_vom": fakten.antrag_vom})
    intern = fakten.rahmen.empfaenger.ist_stadt
    art = ".intern" if intern else ""
    kosten = () if intern else worte.bloecke("ablehnung.kosten")
    ermessen = (*worte.bloecke("aenderungsablehnung.ermessen"), *freitext(fakten.ermessen))
    sachverhalt = (*worte.bloecke(f"aenderungsablehnung.sachverhalt{art}"), Liste(fakten.gewuenscht))
    abschnitte = (
        ("Entscheidung", (Kasten(worte.satz(f"aenderungsablehnung.tenor{art}")), *kosten)),
        ("Sachverhalt", sachverhalt),
        ("Begründung", (*worte.bloecke("ablehnung.gruende"), *freitext(fakten.gruende), *ermessen)),
        *recht(fakten, worte=worte),
    )
    return worte.bescheid(
        Dokumentart.AENDERUNGSABLEHNUNG,
        titel="Ablehnung der Änderung",
        bezug=bezug_bescheid(fakten, wort="Mittelzuweisung" if intern else "Zuwendungsbescheid"),
        abschnitte=abschnitte,
        regime=fakten.rechtsregime,
        intern=intern,
    )


def recht(fakten: Aenderungsfakten | Aenderungsablehnungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """The law and what can be done against the decision; nothing towards the city itself."""
    if fakten.rahmen.empfaenger.ist_stadt:
        return ()
    normen = (*worte.zeilen(f"aenderung.recht.{fakten.rechtsregime}"), *fakten.rechtsgrundlagen)
    return (
        ("Rechtsgrundlagen", (Liste(normen),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )


def gegenueber(fakten: Aenderungsfakten) -> Iterator[tuple[str, str, str]]:
    """What changes, old and new."""
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


def neuer_plan(fakten: Aenderungsfakten, *, worte: Brief) -> Iterator[Block]:
    """Both sides of the plan with old and new figures, where it changes."""
    if not fakten.plan:
        return
    yield from worte.bloecke("aenderung.plan")
    for seite, beschriftung in SEITEN:
        zeilen = [zeile for zeile in fakten.plan if zeile.seite == seite]
        bisher, neu = summe(z.bisher for z in zeilen), summe(z.neu for z in zeilen)
        yield tabelle(
            beschriftung,
            ("Art", "Bezeichnung", "Bisher", "Neu", "Unterschied"),
            ((z.art_bezeichnung, z.bezeichnung, z.bisher, z.neu, z.neu - z.bisher) for z in zeilen),
            summe=("Summe", "", bisher, neu, neu - bisher),
            rechts=(2, 3, 4),
        )


def neue_jahre(fakten: Aenderungsfakten, *, worte: Brief) -> Iterator[Block]:
    """The budget years, where they change."""
    if not fakten.jahresbetraege_neu:
        return
    yield from worte.bloecke("aenderung.jahre")
    yield jahrestabelle(fakten.jahresbetraege_neu)
    if in_spaeteren_jahren(fakten.rahmen, fakten.jahresbetraege_neu):
        yield from worte.bloecke("aenderung.haushaltsvorbehalt")


def neue_toepfe(fakten: Aenderungsfakten, *, worte: Brief) -> Iterator[Block]:
    """Who bears the grant, before and after, pot by pot and year by year, where that changes."""
    if not fakten.toepfe:
        return
    bisher, neu = summe(t.bisher for t in fakten.toepfe), summe(t.neu for t in fakten.toepfe)
    yield from worte.bloecke("aenderung.toepfe")
    yield tabelle(
        "Gemeinsame Förderung: wer die Zuwendung trägt",
        ("Mittel", "Haushaltsjahr", "Bisher", "Neu", "Unterschied"),
        ((t.herkunft, str(t.jahr), t.bisher, t.neu, t.neu - t.bisher) for t in fakten.toepfe),
        summe=("Summe", "", bisher, neu, neu - bisher),
        rechts=(2, 3, 4),
    )
