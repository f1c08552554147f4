"""Prüfvermerk zum Antrag: what the check found and what it proposes."""

from collections.abc import Mapping
from decimal import Decimal

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste, Tabelle
from antraege.dokumente.fakten import Antragspruefungsfakten
from antraege.dokumente.inhalt.fall import angaben, pruefliste, tabelle, vermerke
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, quelle, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import prozent, tag, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1
SEITEN = (("ausgabe", "Ausgaben"), ("deckung", "Deckung der Ausgaben"))


def pruefvermerk_antrag(fakten: Antragspruefungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The internal note that the decision rests on."""
    werte: dict[str, Wert] = {
        "antrag_vom": fakten.antrag_vom,
        "beantragt": fakten.beantragt,
        "betrag": fakten.vorschlag,
        "finanzierungsart": fakten.finanzierungsart.bezeichnung,
        "programm": fakten.programm,
        "projekt": fakten.projekt,
        "richtlinie": fakten.richtlinie,
    }
    worte = quelle(texte, rahmen=fakten.rahmen, werte=werte)
    return dokument(
        Dokumentart.PRUEFVERMERK_ANTRAG,
        titel="Prüfvermerk zum Antrag",
        bezug=(f"Projekt „{fakten.projekt}“", f"Antrag vom {tag(fakten.antrag_vom)}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *nummeriert((*_pruefung(fakten, worte=worte), *_vorschlag(fakten, worte=worte))),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.intern"),
        ),
        version=VERSION,
    )


def _pruefung(fakten: Antragspruefungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    sachverhalt = (
        *worte.bloecke("pruefvermerk.einleitung"),
        _eckdaten(fakten),
        *freitext(fakten.sachverhalt),
    )
    listen = tuple(
        (titel, (pruefliste(f"Prüffragen: {titel}", antworten),)) for titel, antworten in fakten.pruefung
    )
    return (
        ("Sachverhalt", sachverhalt),
        *listen,
        ("Kosten- und Finanzierungsplan", _plan(fakten, worte=worte)),
        ("Eigenanteil", (_eigenanteil(fakten), *freitext(fakten.eigenanteil_text))),
        ("Doppelförderung", freitext(fakten.doppelfoerderung)),
        ("Beihilferecht", freitext(fakten.beihilfe)),
        ("Haushalt", _haushalt(fakten, worte=worte)),
        ("Ermessen", freitext(fakten.ermessen)),
    )


def _eckdaten(fakten: Antragspruefungsfakten) -> Tabelle:
    return angaben(
        "Eckdaten des Antrags",
        ("Antragstellerin oder Antragsteller", fakten.antragsteller),
        ("Aktenzeichen", fakten.rahmen.aktenzeichen),
        ("Antrag vom", fakten.antrag_vom),
        ("Beantragte Zuwendung", fakten.beantragt),
        ("Finanzierungsart", fakten.finanzierungsart.bezeichnung),
        ("Fördersatz", "" if fakten.foerdersatz is None else prozent(fakten.foerdersatz)),
    )


def _plan(fakten: Antragspruefungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    gekuerzt = any(zeile.beantragt != zeile.anerkannt for zeile in fakten.plan)
    satz = worte.bloecke("pruefvermerk.plan" if gekuerzt else "pruefvermerk.plan.voll")
    return (*satz, *(_plantabelle(fakten, seite, beschriftung) for seite, beschriftung in SEITEN))


def _plantabelle(fakten: Antragspruefungsfakten, seite: str, beschriftung: str) -> Tabelle:
    return tabelle(
        beschriftung,
        ("Art", "Bezeichnung", "Beantragt", "Anerkannt", "Grund der Abweichung"),
        (
            (z.art_bezeichnung, z.bezeichnung, z.beantragt, z.anerkannt, z.grund)
            for z in fakten.plan
            if z.seite == seite
        ),
        summe=("Summe", "", *(fakten.summe(seite, spalte=s) for s in ("beantragt", "anerkannt")), ""),
        rechts=(2, 3),
    )


def _eigenanteil(fakten: Antragspruefungsfakten) -> Tabelle:
    ausgaben = fakten.summe("ausgabe", spalte="anerkannt")
    mindestens = fakten.eigenanteil_mindestens
    return angaben(
        "Eigenanteil",
        ("Eigenmittel", fakten.eigenmittel),
        ("Anteil an den anerkannten Ausgaben", prozent(_anteil(fakten.eigenmittel, ausgaben))),
        ("Verlangt sind mindestens", "" if mindestens is None else prozent(mindestens)),
        rechts=True,
    )


def _anteil(teil: Decimal, ganzes: Decimal) -> Decimal:
    """Percent; 0 of nothing."""
    return 100 * teil / ganzes if ganzes else teil * 0


def _haushalt(fakten: Antragspruefungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.haushalt:
        return worte.bloecke("pruefvermerk.haushalt.keiner")
    stand = tabelle(
        "Haushaltsstellen",
        ("Jahr", "Auftrag", "Sachkonto", "Bezeichnung", "Verfügbar", "Benötigt"),
        (
            (str(h.jahr), h.auftrag, h.sachkonto, h.bezeichnung, h.verfuegbar, h.benoetigt)
            for h in fakten.haushalt
        ),
        summe=("Summe", "", "", "", "", fakten.vorschlag),
        rechts=(4, 5),
    )
    return (*worte.bloecke("pruefvermerk.haushalt"), stand)


def _vorschlag(fakten: Antragspruefungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    auflagen = (
        *worte.bloecke("pruefvermerk.nebenbestimmungen"),
        Liste(fakten.nebenbestimmungen, nummeriert=True),
    )
    return (
        (
            "Entscheidungsvorschlag",
            (
                Kasten(worte.satz(f"pruefvermerk.vorschlag.{_umfang(fakten)}")),
                *freitext(fakten.begruendung),
                *(auflagen if fakten.nebenbestimmungen else ()),
            ),
        ),
        ("Mitzeichnungen", _mitzeichnungen(fakten, worte=worte)),
        ("Zeichnung", (vermerke("Zeichnung", (("geprüft", fakten.gezeichnet),)),)),
    )


def _umfang(fakten: Antragspruefungsfakten) -> str:
    if fakten.vorschlag == 0:
        return "ablehnung"
    return "bewilligung" if fakten.vorschlag == fakten.beantragt else "teil"


def _mitzeichnungen(fakten: Antragspruefungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.mitzeichnungen:
        return worte.bloecke("pruefvermerk.mitzeichnungen.keine")
    zeilen = (
        (
            m.stelle,
            m.votum,
            "\n".join((m.zeichen.name, m.zeichen.funktion, zeitpunkt(m.zeichen.zeitpunkt)))
            if m.zeichen
            else "noch offen",
            m.bemerkung,
        )
        for m in fakten.mitzeichnungen
    )
    return (tabelle("Mitzeichnungen", ("Stelle", "Votum", "Gezeichnet", "Bemerkung"), zeilen),)
