"""Letters before a decision, and the Prüfvermerk that proposes it."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Absatz, Block, Dokument, Dokumentart, Kasten, Liste, Ueberschrift
from antraege.dokumente.fakten.antrag import (
    Antragspruefungsfakten,
    Beratungsfakten,
    Eingangsfakten,
    Nachforderungsfakten,
)
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.inhalt.gemeinsam import (
    SEITEN,
    Abschnitt,
    Brief,
    angaben,
    nummeriert,
    pruefliste,
    quelle,
    tabelle,
    vermerke,
)
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.schreibweise import prozent, tag, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert


def eingangsbestaetigung(fakten: Eingangsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """What arrived, what happens next, and that nothing may begin yet.

    Raises ValueError when the moment of arrival has no time zone.
    """
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"pruefung_bis": fakten.pruefung_bis})
    geld = () if fakten.beantragt is None else (("Beantragte Zuwendung", fakten.beantragt),)
    eckdaten = tabelle(
        "Eckdaten Ihres Antrags",
        ("Angabe", "Ihr Antrag"),
        (
            ("Antragstellerin oder Antragsteller", fakten.rahmen.empfaenger.name),
            ("Projekt", fakten.projekt),
            ("Programm", fakten.programm),
            ("Eingegangen am", zeitpunkt(fakten.eingegangen)),
            ("Aktenzeichen", fakten.rahmen.aktenzeichen),
            *geld,
        ),
    )
    return worte.dokument(
        Dokumentart.EINGANGSBESTAETIGUNG,
        titel="Eingangsbestätigung",
        bezug=(f"Projekt „{fakten.projekt}“",),
        bloecke=(
            *worte.bloecke("eingang.dank"),
            eckdaten,
            Ueberschrift("Eingegangene Anlagen"),
            Liste(fakten.anlagen) if fakten.anlagen else Absatz(worte.satz("eingang.ohne_anlagen")),
            Ueberschrift("Wie es weitergeht"),
            *worte.bloecke("eingang.weiter"),
            Kasten(worte.satz("eingang.kein_beginn")),
            Ueberschrift("Ihre Mitteilungspflichten"),
            *worte.bloecke("eingang.pflichten"),
            worte.unterschrift("schluss.maschinell"),
            Ueberschrift("Datenschutzhinweis nach Art. 13 DSGVO"),
            *worte.bloecke("datenschutz.art13"),
        ),
    )


def beratungsbestaetigung(fakten: Beratungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """That a call, a letter or an application on paper has come in, under which code, and what it is not."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"eingangscode": fakten.code})
    eckdaten = angaben(
        "Was bei uns eingegangen ist",
        ("Eingangscode", fakten.code),
        ("Eingegangen am", fakten.eingang_am),
        ("Weg", fakten.weg),
        ("Thema", fakten.thema),
    )
    papier = (
        *worte.bloecke("beratung.papier"),
        *((Ueberschrift("Eingegangene Unterlagen"), Liste(fakten.unterlagen)) if fakten.unterlagen else ()),
    )
    return worte.dokument(
        Dokumentart.BERATUNGSBESTAETIGUNG,
        titel="Ihr Antrag auf Papier ist eingegangen"
        if fakten.auf_papier
        else "Ihre Anfrage ist eingegangen",
        bezug=(fakten.thema,),
        bloecke=(
            *worte.bloecke("beratung.dank"),
            eckdaten,
            Kasten(worte.satz("beratung.code")),
            *(papier if fakten.auf_papier else ()),
            *worte.bloecke("beratung.keine_zusage"),
            worte.unterschrift("schluss.maschinell"),
        ),
    )


def nachforderung(fakten: Nachforderungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """What is missing, why, until when, and what happens otherwise.

    Raises FaktenFehler without items or with a deadline that is not in the future.
    """
    if not fakten.punkte:
        raise FaktenFehler("Eine Nachforderung nennt mindestens einen Punkt.")
    if fakten.frist <= fakten.rahmen.datum:
        raise FaktenFehler("Die Frist der Nachforderung liegt nicht nach dem Datum des Schreibens.")
    werte: dict[str, Wert] = {"frist": fakten.frist, "antrag_vom": fakten.antrag_vom}
    worte = quelle(texte, rahmen=fakten.rahmen, werte=werte)
    fehlt = tabelle(
        "Fehlende Unterlagen und Angaben",
        ("Nr.", "Was fehlt", "Warum wir es brauchen"),
        ((str(nr), punkt.bezeichnung, punkt.warum) for nr, punkt in enumerate(fakten.punkte, start=1)),
    )
    return worte.dokument(
        Dokumentart.NACHFORDERUNG,
        titel="Bitte ergänzen Sie Ihren Antrag",
        bezug=(f"Projekt „{fakten.projekt}“", f"Ihr Antrag vom {tag(fakten.antrag_vom)}"),
        bloecke=(
            *worte.bloecke("nachforderung.einleitung"),
            fehlt,
            Kasten(worte.satz("nachforderung.frist")),
            Ueberschrift("So reichen Sie nach"),
            *worte.bloecke("nachforderung.wie"),
            Ueberschrift("Was geschieht, wenn nichts eingeht"),
            *worte.bloecke(f"nachforderung.folge.{fakten.rechtsregime}"),
            worte.unterschrift("schluss.maschinell"),
        ),
    )


def pruefvermerk_antrag(fakten: Antragspruefungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The internal note that the decision rests on: what the check found and what it proposes."""
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
    abschnitte = (*pruefung(fakten, worte=worte), *vorschlag(fakten, worte=worte))
    return worte.dokument(
        Dokumentart.PRUEFVERMERK_ANTRAG,
        titel="Prüfvermerk zum Antrag",
        bezug=(f"Projekt „{fakten.projekt}“", f"Antrag vom {tag(fakten.antrag_vom)}"),
        bloecke=(*nummeriert(abschnitte), worte.unterschrift("schluss.intern")),
    )


def pruefung(fakten: Antragspruefungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """What the check found."""
    eckdaten = angaben(
        "Eckdaten des Antrags",
        ("Antragstellerin oder Antragsteller", fakten.antragsteller),
        ("Aktenzeichen", fakten.rahmen.aktenzeichen),
        ("Antrag vom", fakten.antrag_vom),
        ("Beantragte Zuwendung", fakten.beantragt),
        ("Finanzierungsart", fakten.finanzierungsart.bezeichnung),
        ("Fördersatz", "" if fakten.foerdersatz is None else prozent(fakten.foerdersatz)),
    )
    ausgaben = fakten.summe("ausgabe", spalte="anerkannt")
    anteil = 100 * fakten.eigenmittel / ausgaben if ausgaben else fakten.eigenmittel * 0
    mindestens = fakten.eigenanteil_mindestens
    eigenanteil = angaben(
        "Eigenanteil",
        ("Eigenmittel", fakten.eigenmittel),
        ("Anteil an den anerkannten Ausgaben", prozent(anteil)),
        ("Verlangt sind mindestens", "" if mindestens is None else prozent(mindestens)),
        rechts=True,
    )
    einleitung = worte.bloecke("pruefvermerk.einleitung")
    return (
        ("Sachverhalt", (*einleitung, eckdaten, *freitext(fakten.sachverhalt))),
        *((titel, (pruefliste(f"Prüffragen: {titel}", liste),)) for titel, liste in fakten.pruefung),
        ("Kosten- und Finanzierungsplan", anerkannter_plan(fakten, worte=worte)),
        ("Eigenanteil", (eigenanteil, *freitext(fakten.eigenanteil_text))),
        ("Doppelförderung", freitext(fakten.doppelfoerderung)),
        ("Beihilferecht", freitext(fakten.beihilfe)),
        ("Haushalt", haushalt(fakten, worte=worte)),
        ("Ermessen", freitext(fakten.ermessen)),
    )


def anerkannter_plan(fakten: Antragspruefungsfakten, *, worte: Brief) -> tuple[Block, ...]:
    """Both sides of the plan, with what was asked for and what is recognised."""
    gekuerzt = any(zeile.beantragt != zeile.anerkannt for zeile in fakten.plan)
    tabellen = (
        tabelle(
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
        for seite, beschriftung in SEITEN
    )
    return (*worte.bloecke("pruefvermerk.plan" if gekuerzt else "pruefvermerk.plan.voll"), *tabellen)


def haushalt(fakten: Antragspruefungsfakten, *, worte: Brief) -> tuple[Block, ...]:
    """The budget lines that would pay."""
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


def vorschlag(fakten: Antragspruefungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """What the check proposes, who signed with it, who signed."""
    umfang = "bewilligung" if fakten.vorschlag == fakten.beantragt else "teil"
    auflagen = (
        *worte.bloecke("pruefvermerk.nebenbestimmungen"),
        Liste(fakten.nebenbestimmungen, nummeriert=True),
    )
    vorgeschlagen = (
        Kasten(worte.satz(f"pruefvermerk.vorschlag.{umfang if fakten.vorschlag else 'ablehnung'}")),
        *freitext(fakten.begruendung),
        *(auflagen if fakten.nebenbestimmungen else ()),
    )
    gezeichnet = (
        (
            m.stelle,
            m.votum,
            f"{m.zeichen.name}\n{m.zeichen.funktion}\n{zeitpunkt(m.zeichen.zeitpunkt)}"
            if m.zeichen
            else "noch offen",
            m.bemerkung,
        )
        for m in fakten.mitzeichnungen
    )
    mitgezeichnet = tabelle("Mitzeichnungen", ("Stelle", "Votum", "Gezeichnet", "Bemerkung"), gezeichnet)
    keine = () if fakten.mitzeichnungen else worte.bloecke("pruefvermerk.mitzeichnungen.keine")
    return (
        ("Entscheidungsvorschlag", vorgeschlagen),
        ("Mitzeichnungen", keine or (mitgezeichnet,)),
        ("Zeichnung", (vermerke("Zeichnung", (("geprüft", fakten.gezeichnet),)),)),
    )
