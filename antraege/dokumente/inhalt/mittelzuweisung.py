"""Interne Mittelzuweisung: an internal order for a part of the city itself, no Verwaltungsakt."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import (
    Block,
    Dokument,
    Dokumentart,
    Kasten,
    Liste,
    Seitenumbruch,
    Tabelle,
    Ueberschrift,
)
from antraege.dokumente.fakten import Kontierung, Zuweisungsfakten
from antraege.dokumente.inhalt.gemeinsam import (
    LINKS,
    RECHTS,
    Abschnitt,
    bezug_antrag,
    dokument,
    entscheidungsquelle,
    finanzierungsplan,
    in_spaeteren_jahren,
    nummeriert,
    unterschrift,
)
from antraege.dokumente.inhalt.pruefung import pruefe_zeichnung, pruefe_zuweisung
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.geld import zeige

VERSION = 1


def mittelzuweisung(fakten: Zuweisungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The internal order; raises FaktenFehler when the facts contradict each other."""
    pruefe_zuweisung(fakten)
    pruefe_zeichnung(fakten.rahmen)
    grund = entscheidungsquelle(fakten, texte=texte)
    eigene: dict[str, Wert] = {
        "betrag": fakten.bewilligt,
        "nachweis_bis": fakten.nachweis_bis,
        "zweck": fakten.zweck,
    }
    worte = Textquelle(grund.texte, {**grund.werte, **eigene})
    return dokument(
        Dokumentart.MITTELZUWEISUNG,
        titel="Interne Mittelzuweisung (Verfügung)",
        bezug=bezug_antrag(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *nummeriert((*_zuweisung(fakten, worte=worte), *_verwendung(fakten, worte=worte))),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.intern"),
            Seitenumbruch(),
            Ueberschrift("Anlage: Kosten- und Finanzierungsplan"),
            *finanzierungsplan(fakten.plan),
        ),
        version=VERSION,
    )


def _zuweisung(fakten: Zuweisungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    teil = worte.bloecke("mittelzuweisung.tenor.teil") if fakten.bewilligt < fakten.beantragt else ()
    zeitraum = fakten.bewilligungszeitraum
    tenor = Kasten(worte.satz("mittelzuweisung.tenor"))
    return (
        ("Zuweisung", (tenor, *teil, *worte.bloecke("mittelzuweisung.art"))),
        (
            "Zweck, Zeitraum und Plan",
            (
                *worte.bloecke("mittelzuweisung.zweck"),
                *worte.bloecke("mittelzuweisung.zeitraum", von=zeitraum.von, bis=zeitraum.bis),
                *worte.bloecke("mittelzuweisung.plan"),
            ),
        ),
        ("Buchung", _buchung(fakten, worte=worte)),
    )


def _buchung(fakten: Zuweisungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return (*worte.bloecke(f"mittelzuweisung.buchung.{fakten.buchungsweg}"), _kontierung(fakten.kontierungen))


def _kontierung(kontierungen: tuple[Kontierung, ...]) -> Tabelle:
    return Tabelle(
        kopf=("Jahr", "Auftrag", "Sachkonto", "Bezeichnung", "Betrag"),
        zeilen=tuple(
            (str(k.jahr), k.auftrag, k.sachkonto, k.bezeichnung, zeige(k.betrag)) for k in kontierungen
        ),
        ausrichtung=(LINKS, LINKS, LINKS, LINKS, RECHTS),
        beschriftung="Kontierung",
    )


def _verwendung(fakten: Zuweisungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    besondere = (*worte.bloecke("mittelzuweisung.auflagen"), Liste(fakten.auflagen, nummeriert=True))
    vorbehalt = worte.bloecke("mittelzuweisung.haushaltsvorbehalt") if in_spaeteren_jahren(fakten) else ()
    umfang = "teil" if fakten.bewilligt < fakten.beantragt else "voll"
    gruende = (
        *worte.bloecke(f"mittelzuweisung.begruendung.{umfang}"),
        *freitext(fakten.begruendung_kuerzung),
    )
    return (
        (
            "Bewirtschaftung",
            (*worte.bloecke("mittelzuweisung.bewirtschaftung"), *(besondere if fakten.auflagen else ())),
        ),
        ("Nicht benötigte Mittel", worte.bloecke("mittelzuweisung.rueckfluss")),
        ("Verwendungsbericht", worte.bloecke("mittelzuweisung.bericht")),
        ("Haushaltsvorbehalt", vorbehalt),
        ("Begründung", gruende),
    )
