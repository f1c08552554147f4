"""Letters before a decision, and the Prüfvermerk that proposes it."""

from collections.abc import Mapping
from decimal import Decimal

from antraege.dokumente.bloecke import (
    Absatz,
    Block,
    Dokument,
    Dokumentart,
    Kasten,
    Liste,
    Tabelle,
    Ueberschrift,
)
from antraege.dokumente.fakten.antrag import Antragspruefungsfakten, Eingangsfakten, Nachforderungsfakten
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.inhalt.gemeinsam import (
    LINKS,
    Abschnitt,
    angaben,
    dokument,
    nummeriert,
    pruefliste,
    quelle,
    tabelle,
    unterschrift,
    vermerke,
)
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import prozent, tag, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.geld import zeige

VERSION = 1


def eingangsbestaetigung(fakten: Eingangsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The letter; raises ValueError when the moment of arrival has no time zone."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"pruefung_bis": fakten.pruefung_bis})
    return dokument(
        Dokumentart.EINGANGSBESTAETIGUNG,
        titel="Eingangsbestätigung",
        bezug=(f"Projekt „{fakten.projekt}“",),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=_bloecke(fakten, worte=worte),
        version=VERSION,
    )


def _bloecke(fakten: Eingangsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return (
        *worte.bloecke("eingang.dank"),
        _eckdaten(fakten),
        Ueberschrift("Eingegangene Anlagen"),
        Liste(fakten.anlagen) if fakten.anlagen else Absatz(worte.satz("eingang.ohne_anlagen")),
        Ueberschrift("Wie es weitergeht"),
        *worte.bloecke("eingang.weiter"),
        Kasten(worte.satz("eingang.kein_beginn")),
        Ueberschrift("Ihre Mitteilungspflichten"),
        *worte.bloecke("eingang.pflichten"),
        unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
        Ueberschrift("Datenschutzhinweis nach Art. 13 DSGVO"),
        *worte.bloecke("datenschutz.art13"),
    )


def _eckdaten(fakten: Eingangsfakten) -> Tabelle:
    geld = (("Beantragte Zuwendung", zeige(fakten.beantragt)),) if fakten.beantragt is not None else ()
    return Tabelle(
        kopf=("Angabe", "Ihr Antrag"),
        zeilen=(
            ("Antragstellerin oder Antragsteller", fakten.rahmen.empfaenger.name),
            ("Projekt", fakten.projekt),
            ("Programm", fakten.programm),
            ("Eingegangen am", zeitpunkt(fakten.eingegangen)),
            ("Aktenzeichen", fakten.rahmen.aktenzeichen),
            *geld,
        ),
        ausrichtung=(LINKS, LINKS),
        beschriftung="Eckdaten Ihres Antrags",
    )


def nachforderung(fakten: Nachforderungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The letter; raises FaktenFehler without items or with a deadline that is not in the future."""
    if not fakten.punkte:
        raise FaktenFehler("Eine Nachforderung nennt mindestens einen Punkt.")
    if fakten.frist <= fakten.rahmen.datum:
        raise FaktenFehler("Die Frist der Nachforderung liegt nicht nach dem Datum des Schreibens.")
    worte = quelle(
        texte, rahmen=fakten.rahmen, werte={"frist": fakten.frist, "antrag_vom": fakten.antrag_vom}
    )
    return dokument(
        Dokumentart.NACHFORDERUNG,
        titel="Bitte ergänzen Sie Ihren Antrag",
        bezug=(f"Projekt „{fakten.projekt}“", f"Ihr Antrag vom {tag(fakten.antrag_vom)}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=_bloecke_nachforderung(fakten, worte=worte),
        version=VERSION,
    )


def _bloecke_nachforderung(fakten: Nachforderungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return (
        *worte.bloecke("nachforderung.einleitung"),
        Tabelle(
            kopf=("Nr.", "Was fehlt", "Warum wir es brauchen"),
            zeilen=tuple(
                (str(nr), punkt.bezeichnung, punkt.warum) for nr, punkt in enumerate(fakten.punkte, start=1)
            ),
            ausrichtung=(LINKS, LINKS, LINKS),
            beschriftung="Fehlende Unterlagen und Angaben",
        ),
        Kasten(worte.satz("nachforderung.frist")),
        Ueberschrift("So reichen Sie nach"),
        *worte.bloecke("nachforderung.wie"),
        Ueberschrift("Was geschieht, wenn nichts eingeht"),
        *worte.bloecke(f"nachforderung.folge.{fakten.rechtsregime}"),
        unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
    )


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
        _eckdaten_vermerk(fakten),
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


def _eckdaten_vermerk(fakten: Antragspruefungsfakten) -> Tabelle:
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
