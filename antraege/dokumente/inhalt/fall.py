"""What documents about an existing grant share: their texts, the lines under the subject, tables of facts."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from antraege.dokumente.bloecke import Ausrichtung, Tabelle
from antraege.dokumente.fakten import Bankkonto, Fallfakten, Pruefantwort, Zeichen
from antraege.dokumente.inhalt.gemeinsam import LINKS, RECHTS, quelle
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import iban, tag, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.geld import zeige

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
