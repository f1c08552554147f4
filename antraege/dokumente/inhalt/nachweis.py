"""The proof of use: what the Träger handed in, and what two persons found."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import (
    Absatz,
    Block,
    Dokument,
    Dokumentart,
    Kasten,
    Liste,
    Tabelle,
    Ueberschrift,
    Unterschrift,
)
from antraege.dokumente.fakten.grund import Nachweisart
from antraege.dokumente.fakten.nachweis import (
    Ansatzpruefung,
    Nachweispruefungsfakten,
    Stichprobe,
    Verwendungsnachweisfakten,
)
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    angaben,
    bezug_bescheid,
    dokument,
    fallquelle,
    nummeriert,
    pruefliste,
    tabelle,
    unterschrift,
    vermerke,
)
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import spanne, tag, zeige_anzahl, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert
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


NACHWEISARTEN = {
    Nachweisart.EINFACH: "einfacher Verwendungsnachweis",
    Nachweisart.REGULAER: "Verwendungsnachweis mit Belegliste",
}


def pruefvermerk_nachweis(fakten: Nachweispruefungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The internal note with its result: in Ordnung, Restzahlung or Rückforderung."""
    werte: dict[str, Wert] = {
        "betrag": abs(fakten.restzahlung),
        "eingereicht_am": fakten.eingereicht_am,
        "endgueltig": fakten.endgueltig,
        "faellig_am": fakten.faellig_am,
    }
    worte = fallquelle(fakten, texte=texte, werte=werte)
    return dokument(
        Dokumentart.PRUEFVERMERK_NACHWEIS,
        titel="Prüfvermerk zum Verwendungsnachweis",
        bezug=bezug_bescheid(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *nummeriert((*_befund(fakten, worte=worte), *_ergebnis(fakten, worte=worte))),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.intern"),
        ),
        version=VERSION,
    )


def _befund(fakten: Nachweispruefungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    rechtzeitig = "rechtzeitig" if fakten.eingereicht_am <= fakten.faellig_am else "verspaetet"
    return (
        ("Gegenstand", (*worte.bloecke("nachweispruefung.einleitung"), _eckdaten_pruefung(fakten))),
        ("Eingang und Frist", worte.bloecke(f"nachweispruefung.{rechtzeitig}")),
        ("Vollständigkeit", (pruefliste("Vollständigkeit der Unterlagen", fakten.vollstaendigkeit),)),
        ("Zweck der Zuwendung", freitext(fakten.zweck)),
        ("Stichprobe", _stichprobe(fakten.stichprobe, worte=worte)),
        ("Zuwendungsfähige Ausgaben", tuple(_ausgaben(fakten, worte=worte))),
        ("Einzelansätze", _einzelansaetze(fakten, worte=worte)),
        ("Auflagen", _auflagen(fakten, worte=worte)),
    )


def _eckdaten_pruefung(fakten: Nachweispruefungsfakten) -> Tabelle:
    return angaben(
        "Eckdaten",
        ("Aktenzeichen", fakten.rahmen.aktenzeichen),
        ("Bewilligte Zuwendung", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Form des Nachweises", NACHWEISARTEN[fakten.nachweisart]),
    )


def _stichprobe(stichprobe: Stichprobe | None, *, worte: Textquelle) -> tuple[Block, ...]:
    if stichprobe is None:
        return worte.bloecke("nachweispruefung.ohne_stichprobe")
    gezogen = angaben(
        "Ziehung der Stichprobe",
        ("Verfahren", stichprobe.verfahren),
        ("Startwert", stichprobe.startwert),
        ("Umfang", f"{stichprobe.umfang} von {stichprobe.grundgesamtheit} Belegen"),
        ("Summe der gezogenen Belege", stichprobe.betrag),
        ("Gezogene Belege", ", ".join(stichprobe.belege)),
    )
    return (*worte.bloecke("nachweispruefung.stichprobe"), gezogen)


def _ausgaben(fakten: Nachweispruefungsfakten, *, worte: Textquelle) -> Iterator[Block]:
    spalten = tuple(
        sum((getattr(ansatz, name) for ansatz in fakten.ansaetze), fakten.endgueltig * 0)
        for name in ("plan", "ist", "anerkannt")
    )
    yield tabelle(
        "Ausgaben nach Einzelansätzen",
        ("Einzelansatz", "Plan", "Ist", "Anerkannt", "Grund der Kürzung"),
        ((a.bezeichnung, a.plan, a.ist, a.anerkannt, _grund(a)) for a in fakten.ansaetze),
        summe=("Summe", *spalten, ""),
        rechts=(1, 2, 3),
    )
    if fakten.belegkuerzungen:
        yield from worte.bloecke("nachweispruefung.kuerzungen")
        yield tabelle(
            "Kürzungen bei Belegen",
            ("Beleg", "Einzelansatz", "Kürzung", "Grund"),
            ((k.beleg_nr, k.einzelansatz, k.betrag, k.grund) for k in fakten.belegkuerzungen),
            rechts=(2,),
        )


def _grund(ansatz: Ansatzpruefung) -> str:
    return ansatz.grund or ("siehe Kürzungen bei Belegen" if ansatz.anerkannt < ansatz.ist else "")


def _einzelansaetze(fakten: Nachweispruefungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    schritte = (Liste(fakten.zwanzig_prozent),) if fakten.zwanzig_prozent else ()
    return (*worte.bloecke("nachweispruefung.zwanzig_prozent"), *schritte)


def _auflagen(fakten: Nachweispruefungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.auflagen:
        return worte.bloecke("nachweispruefung.auflagen.keine")
    return (pruefliste("Erfüllung der Auflagen", fakten.auflagen),)


def _ergebnis(fakten: Nachweispruefungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    zeichen = (("geprüft", fakten.erstpruefung), ("mitgezeichnet", fakten.zweitpruefung))
    return (
        ("Berechnung der endgültigen Zuwendung", (Liste(fakten.rechenschritte, nummeriert=True),)),
        ("Zinsen", freitext(fakten.zinsen) or worte.bloecke("nachweispruefung.zinsen.keine")),
        (
            "Ergebnis",
            (
                Kasten(worte.satz(f"nachweispruefung.ergebnis.{_art(fakten)}")),
                _abrechnung(fakten),
                *freitext(fakten.begruendung),
            ),
        ),
        (
            "Prüfung durch zwei Personen",
            (*worte.bloecke("nachweispruefung.zeichen"), vermerke("Zeichnungen", zeichen)),
        ),
    )


def _art(fakten: Nachweispruefungsfakten) -> str:
    if fakten.restzahlung == 0:
        return "ordnung"
    return "restzahlung" if fakten.restzahlung > 0 else "rueckforderung"


def _abrechnung(fakten: Nachweispruefungsfakten) -> Tabelle:
    rest = fakten.restzahlung
    return angaben(
        "Abrechnung",
        ("Endgültige Zuwendung", fakten.endgueltig),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Restzahlung", zeige(max(rest, rest * 0))),
        ("Rückforderung", zeige(max(-rest, rest * 0))),
        rechts=True,
    )
