"""What several documents share: letterhead, texts of a case, numbered sections, tables, signature."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from antraege.dokumente.bloecke import (
    Ausrichtung,
    Block,
    Briefkopf,
    Dokument,
    Dokumentart,
    Liste,
    Tabelle,
    Ueberschrift,
    Unterschrift,
)
from antraege.dokumente.fakten.bewilligung import Bewilligungsfakten, Entscheidungsfakten
from antraege.dokumente.fakten.grund import (
    Bankkonto,
    Fallfakten,
    Jahresbetrag,
    PlanZeile,
    Pruefantwort,
    Rahmen,
    Zeichen,
)
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import iban, tag, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.geld import zeige

LINKS, RECHTS = Ausrichtung.LINKS, Ausrichtung.RECHTS
Abschnitt = tuple[str, tuple[Block, ...]]


def quelle(texte: Mapping[str, str], *, rahmen: Rahmen, werte: Mapping[str, Wert]) -> Textquelle:
    """The texts with the values of the letter and of this kind of document."""
    ohne_anschrift = Textquelle(texte, {"fachbereich": rahmen.absender.fachbereich})
    stadt, anschrift = (ohne_anschrift.satz(f"briefkopf.{name}") for name in ("stadt", "anschrift"))
    return Textquelle(texte, {**ohne_anschrift.werte, "stadt": stadt, "anschrift": anschrift, **werte})


def entscheidungsquelle(fakten: Entscheidungsfakten, *, texte: Mapping[str, str]) -> Textquelle:
    """The texts with the values every decision knows."""
    werte: dict[str, Wert] = {
        "antrag_vom": fakten.antrag_vom,
        "beantragt": fakten.beantragt,
        "programm": fakten.programm,
        "projekt": fakten.projekt,
        "richtlinie": fakten.richtlinie,
    }
    return quelle(texte, rahmen=fakten.rahmen, werte=werte)


def dokument(
    art: Dokumentart,
    *,
    titel: str,
    bezug: tuple[str, ...],
    rahmen: Rahmen,
    texte: Textquelle,
    bloecke: Iterable[Block],
    version: int,
) -> Dokument:
    """The blocks in the letterhead of the city."""
    return Dokument(
        art=art,
        titel=titel,
        bezug=bezug,
        briefkopf=_briefkopf(rahmen, texte=texte),
        bloecke=tuple(bloecke),
        dokument_id=rahmen.dokument_id,
        entwurf=rahmen.entwurf,
        vorlagenversion=f"{art.value}/{version}",
    )


def _briefkopf(rahmen: Rahmen, *, texte: Textquelle) -> Briefkopf:
    return Briefkopf(
        stadt=texte.satz("briefkopf.stadt"),
        leitung=texte.satz("briefkopf.leitung"),
        fachbereich=rahmen.absender.fachbereich,
        bearbeitung=rahmen.absender.bearbeitung,
        kontakt=rahmen.absender.kontakt,
        aktenzeichen=rahmen.aktenzeichen,
        datum=rahmen.datum,
        ruecksendezeile=texte.satz("briefkopf.ruecksendezeile"),
        anschrift_empfaenger=(rahmen.empfaenger.name, *rahmen.empfaenger.anschrift),
        fusszeilen=texte.zeilen("briefkopf.fusszeilen"),
        pruefadresse=rahmen.pruefadresse,
    )


def bezug_antrag(fakten: Entscheidungsfakten) -> tuple[str, ...]:
    """The lines under the subject of a decision."""
    return (f"Projekt „{fakten.projekt}“", f"Ihr Antrag vom {tag(fakten.antrag_vom)}")


def nummeriert(abschnitte: Iterable[Abschnitt]) -> tuple[Block, ...]:
    """Sections with running numbers; a section without blocks does not apply and is left out."""
    belegt = [abschnitt for abschnitt in abschnitte if abschnitt[1]]
    return tuple(
        block
        for nummer, (titel, bloecke) in enumerate(belegt, start=1)
        for block in (Ueberschrift(f"{nummer}. {titel}"), *bloecke)
    )


def rechtsgrundlagen(fakten: Entscheidungsfakten, *, texte: Textquelle) -> tuple[Block, ...]:
    """The law of the regime, and what the Richtlinie names besides."""
    gesetze = texte.zeilen(f"rechtsgrundlagen.{fakten.rechtsregime}")
    return (Liste((*gesetze, *fakten.rechtsgrundlagen)),)


def unterschrift(rahmen: Rahmen, *, texte: Textquelle, hinweis: str) -> Unterschrift:
    """The signature; hinweis is the key of the line under it."""
    zeichnung = rahmen.zeichnung
    return Unterschrift(texte.satz("schluss.formel"), zeichnung.name, zeichnung.funktion, texte.satz(hinweis))


def finanzierungsplan(plan: tuple[PlanZeile, ...]) -> tuple[Block, ...]:
    """Both sides of the plan as tables with their sums in euro."""
    return (_plantabelle(plan, "ausgabe", "Ausgaben"), _plantabelle(plan, "deckung", "Deckung der Ausgaben"))


def _plantabelle(plan: tuple[PlanZeile, ...], seite: str, beschriftung: str) -> Tabelle:
    zeilen = tuple((z.art_bezeichnung, z.bezeichnung, zeige(z.betrag)) for z in plan if z.seite == seite)
    return Tabelle(
        kopf=("Art", "Bezeichnung", "Betrag"),
        zeilen=(*zeilen, ("Summe", "", zeige(summe(plan, seite=seite)))),
        ausrichtung=(LINKS, LINKS, RECHTS),
        beschriftung=beschriftung,
        summenzeile=True,
    )


def summe(plan: tuple[PlanZeile, ...], *, seite: str) -> Decimal:
    """Sum of one side in euro."""
    return sum((zeile.betrag for zeile in plan if zeile.seite == seite), Decimal("0.00"))


def jahrestabelle(jahresbetraege: tuple[Jahresbetrag, ...]) -> Tabelle:
    """Euro per budget year."""
    return Tabelle(
        kopf=("Haushaltsjahr", "Betrag"),
        zeilen=tuple((str(teil.jahr), zeige(teil.betrag)) for teil in jahresbetraege),
        ausrichtung=(LINKS, RECHTS),
        beschriftung="Beträge nach Haushaltsjahren",
    )


def in_spaeteren_jahren(fakten: Bewilligungsfakten) -> bool:
    """Whether money falls into a budget year after the one of the decision."""
    return any(teil.jahr > fakten.rahmen.datum.year for teil in fakten.jahresbetraege)


Zeile = tuple[str, str | Decimal | date | None]


def fallquelle(fakten: Fallfakten, *, texte: Mapping[str, str], werte: Mapping[str, Wert]) -> Textquelle:
    """The texts with the values every document about a grant knows, and those of this kind of document."""
    fall: dict[str, Wert] = {
        "bescheid_vom": fakten.bescheid_vom,
        "bewilligt": fakten.bewilligt,
        "programm": fakten.programm,
        "projekt": fakten.projekt,
    }
    return quelle(texte, rahmen=fakten.rahmen, werte={**fall, **werte})


def bezug_bescheid(fakten: Fallfakten, *, wort: str = "Zuwendungsbescheid") -> tuple[str, ...]:
    """The lines under the subject."""
    return (f"Projekt „{fakten.projekt}“", f"{wort} vom {tag(fakten.bescheid_vom)}")


def angaben(beschriftung: str, *zeilen: Zeile, rechts: bool = False) -> Tabelle:
    """Names and values in two columns; what is empty is left out, money and days are written out."""
    gefuellt = tuple((name, geschrieben(wert)) for name, wert in zeilen if wert not in (None, ""))
    return Tabelle(
        kopf=("Angabe", "Betrag" if rechts else "Inhalt"),
        zeilen=gefuellt,
        ausrichtung=(LINKS, RECHTS if rechts else LINKS),
        beschriftung=beschriftung,
    )


def geschrieben(wert: str | Decimal | date | None) -> str:
    """A value as people read it; nothing is a dash."""
    match wert:
        case Decimal():
            return zeige(wert)
        case date():
            return tag(wert)
    return wert or "–"


def tabelle(
    beschriftung: str,
    kopf: tuple[str, ...],
    zeilen: Iterable[tuple[str | Decimal | date | None, ...]],
    *,
    summe: tuple[str | Decimal | date | None, ...] | None = None,
    rechts: tuple[int, ...] = (),
) -> Tabelle:
    """A table of values; rechts are the numbers of the columns of figures, summe its last row."""
    letzte = () if summe is None else (summe,)
    return Tabelle(
        kopf=kopf,
        zeilen=tuple(tuple(_zelle(wert) for wert in zeile) for zeile in (*zeilen, *letzte)),
        ausrichtung=tuple(Ausrichtung.RECHTS if nr in rechts else LINKS for nr in range(len(kopf))),
        beschriftung=beschriftung,
        summenzeile=summe is not None,
    )


def _zelle(wert: str | Decimal | date | None) -> str:
    return "" if wert is None or wert == "" else geschrieben(wert)


def vermerke(beschriftung: str, zeilen: Iterable[tuple[str, Zeichen | None]]) -> Tabelle:
    """Who signed what, in which function and when; an open signature says so."""
    return tabelle(
        beschriftung,
        ("Vermerk", "Name", "Funktion", "Zeitpunkt"),
        (
            (was, zeichen.name, zeichen.funktion, zeitpunkt(zeichen.zeitpunkt))
            if zeichen
            else (was, "noch offen", "", "")
            for was, zeichen in zeilen
        ),
    )


def pruefliste(beschriftung: str, antworten: Iterable[Pruefantwort]) -> Tabelle:
    """A checklist with the ground of each answer; a column nobody has filled is left out."""
    alle = tuple(antworten)
    spalten = {"frage": "Frage", "antwort": "Ergebnis", "grundlage": "Grundlage", "bemerkung": "Bemerkung"}
    belegt = [name for name in spalten if name == "antwort" or any(getattr(eine, name) for eine in alle)]
    zeilen = (tuple(getattr(eine, name) for name in belegt) for eine in alle)
    return tabelle(beschriftung, tuple(spalten[name] for name in belegt), zeilen)


def bankverbindung(konto: Bankkonto) -> str:
    """The account on one line."""
    teile = (konto.inhaber, f"IBAN {iban(konto.iban)}", f"BIC {konto.bic}" if konto.bic else "", konto.bank)
    return ", ".join(teil for teil in teile if teil)
