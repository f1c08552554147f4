"""Prüfvermerk zum Verwendungsnachweis: what two persons found, and the final grant step by step."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste, Tabelle
from antraege.dokumente.fakten import Ansatzpruefung, Nachweisart, Nachweispruefungsfakten, Stichprobe
from antraege.dokumente.inhalt.fall import angaben, bezug_bescheid, fallquelle, pruefliste, tabelle, vermerke
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.geld import zeige

VERSION = 1
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
        ("Gegenstand", (*worte.bloecke("nachweispruefung.einleitung"), _eckdaten(fakten))),
        ("Eingang und Frist", worte.bloecke(f"nachweispruefung.{rechtzeitig}")),
        ("Vollständigkeit", (pruefliste("Vollständigkeit der Unterlagen", fakten.vollstaendigkeit),)),
        ("Zweck der Zuwendung", freitext(fakten.zweck)),
        ("Stichprobe", _stichprobe(fakten.stichprobe, worte=worte)),
        ("Zuwendungsfähige Ausgaben", tuple(_ausgaben(fakten, worte=worte))),
        ("Einzelansätze", _einzelansaetze(fakten, worte=worte)),
        ("Auflagen", _auflagen(fakten, worte=worte)),
    )


def _eckdaten(fakten: Nachweispruefungsfakten) -> Tabelle:
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
