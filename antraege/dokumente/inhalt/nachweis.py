"""The proof of use: what the Träger handed in, and what two persons found."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import (
    Absatz,
    Block,
    Dokument,
    Dokumentart,
    Kasten,
    Liste,
    Ueberschrift,
    Unterschrift,
)
from antraege.dokumente.fakten.grund import Nachweisart
from antraege.dokumente.fakten.nachweis import Nachweispruefungsfakten, Verwendungsnachweisfakten
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    Brief,
    angaben,
    bezug_bescheid,
    fallquelle,
    nummeriert,
    pruefliste,
    tabelle,
    vermerke,
)
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.schreibweise import spanne, tag, zeige_anzahl, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.geld import NULL, summe, zeige

NACHWEISARTEN = {
    Nachweisart.EINFACH: "einfacher Verwendungsnachweis",
    Nachweisart.REGULAER: "Verwendungsnachweis mit Belegliste",
}


def verwendungsnachweis(fakten: Verwendungsnachweisfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Report, figures, vouchers and confirmations as they were handed in, in one paper for the file."""
    worte = fallquelle(fakten, texte=texte, werte={"zeitpunkt": zeitpunkt(fakten.eingereicht)})
    eckdaten = angaben(
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
    anzahlen = ((wert.bezeichnung, zeige_anzahl(wert.anzahl)) for wert in fakten.zaehlwerte)
    zaehlwerte = tabelle("Zahlen zum Projekt", ("Angabe", "Anzahl"), anzahlen, rechts=(1,))
    abschnitte = (
        ("Bescheid und Zeitraum", (eckdaten,)),
        ("Sachbericht", tuple(sachbericht(fakten, worte=worte))),
        ("Zahlen zum Projekt", (zaehlwerte,) if fakten.zaehlwerte else ()),
        ("Zahlenmäßiger Nachweis", tuple(zahlen(fakten, worte=worte))),
        ("Belegliste", tuple(belegliste(fakten, worte=worte))),
        ("Angeschaffte Gegenstände", tuple(inventar(fakten, worte=worte))),
        ("Bestätigungen", (*worte.bloecke("nachweis.bestaetigungen"), Liste(fakten.bestaetigungen))),
        ("Anlagen", (Liste(fakten.anlagen),) if fakten.anlagen else ()),
    )
    wer = fakten.rahmen.zeichnung
    return worte.dokument(
        Dokumentart.VERWENDUNGSNACHWEIS,
        titel="Zwischennachweis" if fakten.zwischennachweis else "Verwendungsnachweis",
        bezug=bezug_bescheid(fakten),
        bloecke=(
            *worte.bloecke("nachweis.einleitung"),
            *nummeriert(abschnitte),
            Unterschrift("Für den Träger", wer.name, wer.funktion, worte.satz("nachweis.zeichnung")),
        ),
    )


def sachbericht(fakten: Verwendungsnachweisfakten, *, worte: Brief) -> Iterator[Block]:
    """Questions and answers."""
    yield from worte.bloecke("nachweis.sachbericht")
    for teil in fakten.sachbericht:
        yield Ueberschrift(teil.frage, ebene=2)
        yield from freitext(teil.antwort) or (Absatz("Keine Angabe."),)


def zahlen(fakten: Verwendungsnachweisfakten, *, worte: Brief) -> Iterator[Block]:
    """Plan and actual figures of both sides, and the difference between them."""
    yield from worte.bloecke("nachweis.zahlen")
    for seite, beschriftung in (("ausgabe", "Ausgaben"), ("deckung", "Einnahmen und Deckungsmittel")):
        plan, ist = (fakten.summe(seite, spalte=spalte) for spalte in ("plan", "ist"))
        zeilen = [z for z in fakten.zeilen if z.seite == seite]
        yield tabelle(
            beschriftung,
            ("Art", "Bezeichnung", "Plan", "Ist", "Abweichung"),
            ((z.art_bezeichnung, z.bezeichnung, z.plan, z.ist, z.ist - z.plan) for z in zeilen),
            summe=("Summe", "", plan, ist, ist - plan),
            rechts=(2, 3, 4),
        )
    einnahmen, ausgaben = fakten.summe("deckung", spalte="ist"), fakten.summe("ausgabe", spalte="ist")
    yield angaben(
        "Ergebnis",
        ("Einnahmen und Deckungsmittel", einnahmen),
        ("Ausgaben", ausgaben),
        ("Unterschied", zeige(einnahmen - ausgaben)),
        rechts=True,
    )


def belegliste(fakten: Verwendungsnachweisfakten, *, worte: Brief) -> Iterator[Block]:
    """Every voucher, and by how much their sum is off the figures."""
    if not fakten.belege:
        return
    gesamt = summe(beleg.betrag for beleg in fakten.belege)
    yield tabelle(
        f"Belege ({len(fakten.belege)})",
        ("Nr.", "Datum", "Empfängerin oder Empfänger", "Zweck", "Einzelansatz", "Betrag"),
        ((b.nr, b.datum, b.empfaenger, b.zweck, b.einzelansatz, b.betrag) for b in fakten.belege),
        summe=("Summe", "", "", "", "", gesamt),
        rechts=(5,),
    )
    if abweichung := gesamt - fakten.summe("ausgabe", spalte="ist"):
        yield from worte.bloecke("nachweis.belege.abweichung", betrag=abweichung)


def inventar(fakten: Verwendungsnachweisfakten, *, worte: Brief) -> Iterator[Block]:
    """What was bought and how long it is bound to its purpose."""
    if not fakten.inventar:
        return
    yield from worte.bloecke("nachweis.inventar")
    yield tabelle(
        "Inventarliste",
        ("Gegenstand", "Angeschafft am", "Zweckbindung bis", "Betrag"),
        (
            (
                stueck.bezeichnung,
                stueck.angeschafft_am,
                tag(stueck.zweckbindung_bis) if stueck.zweckbindung_bis else "keine",
                stueck.betrag,
            )
            for stueck in fakten.inventar
        ),
        rechts=(3,),
    )


def pruefvermerk_nachweis(fakten: Nachweispruefungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The internal note of two persons with its result: in Ordnung, Restzahlung or Rückforderung."""
    werte: dict[str, Wert] = {
        "betrag": abs(fakten.restzahlung),
        "eingereicht_am": fakten.eingereicht_am,
        "endgueltig": fakten.endgueltig,
        "faellig_am": fakten.faellig_am,
    }
    worte = fallquelle(fakten, texte=texte, werte=werte)
    abschnitte = (*befund(fakten, worte=worte), *ergebnis(fakten, worte=worte))
    return worte.dokument(
        Dokumentart.PRUEFVERMERK_NACHWEIS,
        titel="Prüfvermerk zum Verwendungsnachweis",
        bezug=bezug_bescheid(fakten),
        bloecke=(*nummeriert(abschnitte), worte.unterschrift("schluss.intern")),
    )


def befund(fakten: Nachweispruefungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """What was checked, on which sample, and how it stands with the Auflagen."""
    eckdaten = angaben(
        "Eckdaten",
        ("Aktenzeichen", fakten.rahmen.aktenzeichen),
        ("Bewilligte Zuwendung", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Form des Nachweises", NACHWEISARTEN[fakten.nachweisart]),
    )
    rechtzeitig = "rechtzeitig" if fakten.eingereicht_am <= fakten.faellig_am else "verspaetet"
    schritte = (Liste(fakten.zwanzig_prozent),) if fakten.zwanzig_prozent else ()
    keine = () if fakten.auflagen else worte.bloecke("nachweispruefung.auflagen.keine")
    return (
        ("Gegenstand", (*worte.bloecke("nachweispruefung.einleitung"), eckdaten, *je_topf(fakten))),
        ("Eingang und Frist", worte.bloecke(f"nachweispruefung.{rechtzeitig}")),
        ("Vollständigkeit", (pruefliste("Vollständigkeit der Unterlagen", fakten.vollstaendigkeit),)),
        ("Zweck der Zuwendung", freitext(fakten.zweck)),
        ("Stichprobe", gezogen(fakten, worte=worte)),
        ("Zuwendungsfähige Ausgaben", tuple(anerkannte_ausgaben(fakten, worte=worte))),
        ("Einzelansätze", (*worte.bloecke("nachweispruefung.zwanzig_prozent"), *schritte)),
        ("Auflagen", keine or (pruefliste("Erfüllung der Auflagen", fakten.auflagen),)),
    )


def je_topf(fakten: Nachweispruefungsfakten) -> tuple[Block, ...]:
    """What falls on each pot of a joint grant."""
    if not fakten.toepfe:
        return ()
    zeilen = ((topf.herkunft, topf.ausgezahlt, topf.endgueltig) for topf in fakten.toepfe)
    kopf = ("Mittel", "Ausgezahlt", "Endgültige Zuwendung")
    letzte = ("Summe", fakten.ausgezahlt, fakten.endgueltig)
    return (tabelle("Gemeinsame Förderung: Anteile", kopf, zeilen, summe=letzte, rechts=(1, 2)),)


def gezogen(fakten: Nachweispruefungsfakten, *, worte: Brief) -> tuple[Block, ...]:
    """How the sample was drawn, so that anybody can draw it again."""
    stichprobe = fakten.stichprobe
    if stichprobe is None:
        return worte.bloecke("nachweispruefung.ohne_stichprobe")
    ziehung = angaben(
        "Ziehung der Stichprobe",
        ("Verfahren", stichprobe.verfahren),
        ("Startwert", stichprobe.startwert),
        ("Umfang", f"{stichprobe.umfang} von {stichprobe.grundgesamtheit} Belegen"),
        ("Summe der gezogenen Belege", stichprobe.betrag),
        ("Gezogene Belege", ", ".join(stichprobe.belege)),
    )
    return (*worte.bloecke("nachweispruefung.stichprobe"), ziehung)


def anerkannte_ausgaben(fakten: Nachweispruefungsfakten, *, worte: Brief) -> Iterator[Block]:
    """Plan, actual and recognised figures per Einzelansatz, and what was cut at single vouchers."""
    summen = (summe(getattr(a, spalte) for a in fakten.ansaetze) for spalte in ("plan", "ist", "anerkannt"))
    yield tabelle(
        "Ausgaben nach Einzelansätzen",
        ("Einzelansatz", "Plan", "Ist", "Anerkannt", "Grund der Kürzung"),
        (
            (
                a.bezeichnung,
                a.plan,
                a.ist,
                a.anerkannt,
                a.grund or ("siehe Kürzungen bei Belegen" if a.anerkannt < a.ist else ""),
            )
            for a in fakten.ansaetze
        ),
        summe=("Summe", *summen, ""),
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


def ergebnis(fakten: Nachweispruefungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """The final grant step by step, and who signed."""
    rest = fakten.restzahlung
    art = "restzahlung" if rest > 0 else "rueckforderung"
    abrechnung = angaben(
        "Abrechnung",
        ("Endgültige Zuwendung", fakten.endgueltig),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Restzahlung", max(rest, NULL)),
        ("Rückforderung", max(-rest, NULL)),
        rechts=True,
    )
    schluss = Kasten(worte.satz(f"nachweispruefung.ergebnis.{art if rest else 'ordnung'}"))
    zeichen = (("geprüft", fakten.erstpruefung), ("mitgezeichnet", fakten.zweitpruefung))
    return (
        ("Berechnung der endgültigen Zuwendung", (Liste(fakten.rechenschritte, nummeriert=True),)),
        ("Zinsen", freitext(fakten.zinsen) or worte.bloecke("nachweispruefung.zinsen.keine")),
        ("Ergebnis", (schluss, abrechnung, *freitext(fakten.begruendung))),
        (
            "Prüfung durch zwei Personen",
            (*worte.bloecke("nachweispruefung.zeichen"), vermerke("Zeichnungen", zeichen)),
        ),
    )
