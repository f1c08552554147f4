"""Verwendungsnachweis: what the Träger handed in, in one paper for the file."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import (
    Absatz,
    Block,
    Dokument,
    Dokumentart,
    Liste,
    Tabelle,
    Ueberschrift,
    Unterschrift,
)
from antraege.dokumente.fakten import Verwendungsnachweisfakten
from antraege.dokumente.inhalt.fall import angaben, bezug_bescheid, fallquelle, tabelle
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert
from antraege.dokumente.inhalt.pruefvermerk_nachweis import NACHWEISARTEN
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import spanne, tag, zeige_anzahl, zeitpunkt
from antraege.kern.geld import zeige

VERSION = 1


def verwendungsnachweis(fakten: Verwendungsnachweisfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Report, figures, vouchers and confirmations as they were handed in."""
    worte = fallquelle(fakten, texte=texte, werte={"zeitpunkt": zeitpunkt(fakten.eingereicht)})
    zeichnung = fakten.rahmen.zeichnung
    return dokument(
        Dokumentart.VERWENDUNGSNACHWEIS,
        titel="Zwischennachweis" if fakten.zwischennachweis else "Verwendungsnachweis",
        bezug=bezug_bescheid(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("nachweis.einleitung"),
            *nummeriert(_abschnitte(fakten, worte=worte)),
            Unterschrift(
                "Für den Träger", zeichnung.name, zeichnung.funktion, worte.satz("nachweis.zeichnung")
            ),
        ),
        version=VERSION,
    )


def _abschnitte(fakten: Verwendungsnachweisfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    bestaetigt = (*worte.bloecke("nachweis.bestaetigungen"), Liste(fakten.bestaetigungen))
    return (
        ("Bescheid und Zeitraum", (_eckdaten(fakten),)),
        ("Sachbericht", tuple(_sachbericht(fakten, worte=worte))),
        ("Zahlen zum Projekt", _zaehlwerte(fakten)),
        ("Zahlenmäßiger Nachweis", _zahlen(fakten, worte=worte)),
        ("Belegliste", tuple(_belege(fakten, worte=worte))),
        ("Angeschaffte Gegenstände", _inventar(fakten, worte=worte)),
        ("Bestätigungen", bestaetigt),
        ("Anlagen", (Liste(fakten.anlagen),) if fakten.anlagen else ()),
    )


def _eckdaten(fakten: Verwendungsnachweisfakten) -> Tabelle:
    return angaben(
        "Bescheid und Zeitraum",
        ("Träger", fakten.rahmen.empfaenger.name),
        ("Aktenzeichen", fakten.rahmen.aktenzeichen),
        ("Programm", fakten.programm),
        ("Zuwendungsbescheid vom", fakten.bescheid_vom),
        ("Zeitraum", spanne(fakten.zeitraum.von, fakten.zeitraum.bis)),
        ("Bewilligt", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Form des Nachweises", NACHWEISARTEN[fakten.nachweisart]),
        ("Eingereicht am", zeitpunkt(fakten.eingereicht)),
    )


def _sachbericht(fakten: Verwendungsnachweisfakten, *, worte: Textquelle) -> Iterator[Block]:
    yield from worte.bloecke("nachweis.sachbericht")
    for teil in fakten.sachbericht:
        yield Ueberschrift(teil.frage, ebene=2)
        yield from freitext(teil.antwort) or (Absatz("Keine Angabe."),)


def _zaehlwerte(fakten: Verwendungsnachweisfakten) -> tuple[Block, ...]:
    if not fakten.zaehlwerte:
        return ()
    zeilen = ((wert.bezeichnung, zeige_anzahl(wert.anzahl)) for wert in fakten.zaehlwerte)
    return (tabelle("Zahlen zum Projekt", ("Angabe", "Anzahl"), zeilen, rechts=(1,)),)


def _zahlen(fakten: Verwendungsnachweisfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    einnahmen, ausgaben = fakten.summe("deckung", spalte="ist"), fakten.summe("ausgabe", spalte="ist")
    return (
        *worte.bloecke("nachweis.zahlen"),
        _seite(fakten, "ausgabe", "Ausgaben"),
        _seite(fakten, "deckung", "Einnahmen und Deckungsmittel"),
        angaben(
            "Ergebnis",
            ("Einnahmen und Deckungsmittel", einnahmen),
            ("Ausgaben", ausgaben),
            ("Unterschied", zeige(einnahmen - ausgaben)),
            rechts=True,
        ),
    )


def _seite(fakten: Verwendungsnachweisfakten, seite: str, beschriftung: str) -> Tabelle:
    plan, ist = (fakten.summe(seite, spalte=spalte) for spalte in ("plan", "ist"))
    return tabelle(
        beschriftung,
        ("Art", "Bezeichnung", "Plan", "Ist", "Abweichung"),
        (
            (z.art_bezeichnung, z.bezeichnung, z.plan, z.ist, z.ist - z.plan)
            for z in fakten.zeilen
            if z.seite == seite
        ),
        summe=("Summe", "", plan, ist, ist - plan),
        rechts=(2, 3, 4),
    )


def _belege(fakten: Verwendungsnachweisfakten, *, worte: Textquelle) -> Iterator[Block]:
    if not fakten.belege:
        return
    gesamt = sum((beleg.betrag for beleg in fakten.belege), fakten.bewilligt * 0)
    yield tabelle(
        f"Belege ({len(fakten.belege)})",
        ("Nr.", "Datum", "Empfängerin oder Empfänger", "Zweck", "Einzelansatz", "Betrag"),
        ((b.nr, b.datum, b.empfaenger, b.zweck, b.einzelansatz, b.betrag) for b in fakten.belege),
        summe=("Summe", "", "", "", "", gesamt),
        rechts=(5,),
    )
    if abweichung := gesamt - fakten.summe("ausgabe", spalte="ist"):
        yield from worte.bloecke("nachweis.belege.abweichung", betrag=abweichung)


def _inventar(fakten: Verwendungsnachweisfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.inventar:
        return ()
    zeilen = (
        (
            stueck.bezeichnung,
            stueck.angeschafft_am,
            tag(stueck.zweckbindung_bis) if stueck.zweckbindung_bis else "keine",
            stueck.betrag,
        )
        for stueck in fakten.inventar
    )
    kopf = ("Gegenstand", "Angeschafft am", "Zweckbindung bis", "Betrag")
    return (*worte.bloecke("nachweis.inventar"), tabelle("Inventarliste", kopf, zeilen, rechts=(3,)))
