"""What each text may use: its documents, placeholders with type and example, fields for conditions.

`textkatalog.json` is recorded while the sample documents are written (tests/antraege/dokumente/katalogbau.py);
types come from the placeholders, fields from the facts of the documents.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from antraege.dokumente.bloecke import Dokument, Dokumentart
from antraege.dokumente.inhalt import (
    aenderung,
    antrag,
    ausdruck,
    auswertung,
    bewilligung,
    forderung,
    gremien,
    kooperation,
    nachweis,
    register,
    revision,
    rueckforderung,
    weiterleitung,
    zahlung,
)
from antraege.dokumente.textpflege.klauselfelder import Feld, felder
from antraege.dokumente.textpflege.platzhalter import FRISTEN, PLATZHALTER

DATEI = Path(__file__).with_name("textkatalog.json")
NEBENBESTIMMUNG = "nebenbestimmung."  # texts a programme may choose for its Bescheide
ARTEN = {str: "Text", Decimal: "Betrag", date: "Tag"}
BESONDERE_NAMEN = {  # partial: the key of the others is their name
    Dokumentart.EINGANGSBESTAETIGUNG: "Eingangsbestätigung",
    Dokumentart.BERATUNGSBESTAETIGUNG: "Bestätigung einer Beratung",
    Dokumentart.ANHOERUNG: "Anhörung",
    Dokumentart.PRUEFVERMERK_NACHWEIS: "Prüfvermerk zum Verwendungsnachweis",
    Dokumentart.AENDERUNGSBESCHEID: "Änderungsbescheid",
    Dokumentart.AENDERUNGSABLEHNUNG: "Ablehnung einer Änderung",
    Dokumentart.RUECKFORDERUNGSBESCHEID: "Rückforderungsbescheid",
    Dokumentart.PRUEFVERMERK_ANTRAG: "Prüfvermerk zum Antrag",
    Dokumentart.KUENDIGUNG: "Kündigung",
    Dokumentart.UEBERNAHMEBLATT: "Übernahmeblatt",
    Dokumentart.PRUEFBERICHT: "Prüfbericht",
}
SCHREIBER: dict[Dokumentart, Callable[..., Dokument]] = {
    Dokumentart(schreibe.__name__): schreibe
    for schreibe in (
        antrag.eingangsbestaetigung,
        antrag.beratungsbestaetigung,
        antrag.nachforderung,
        antrag.pruefvermerk_antrag,
        bewilligung.zuwendungsbescheid,
        bewilligung.ablehnungsbescheid,
        bewilligung.mittelzuweisung,
        zahlung.auszahlungsanordnung,
        nachweis.verwendungsnachweis,
        nachweis.pruefvermerk_nachweis,
        aenderung.aenderungsbescheid,
        aenderung.aenderungsablehnung,
        rueckforderung.anhoerung,
        rueckforderung.rueckforderungsbescheid,
        forderung.mahnung,
        forderung.stundungsbescheid,
        forderung.erlassbescheid,
        forderung.niederschlagungsvermerk,
        forderung.schlussmitteilung,
        kooperation.kooperationsvereinbarung,
        kooperation.nachtrag,
        kooperation.kuendigung,
        kooperation.uebernahmeblatt,
        register.vereinbarungsregister,
        register.jugendhilfeliste,
        auswertung.jahresbericht,
        gremien.gremienvorlage,
        weiterleitung.weiterleitungsnachweis,
        ausdruck.ausdruck,
        revision.pruefbericht,
    )
}


@dataclass(frozen=True)
class Platzhalter:
    """A value that a text may name: `art` in words, one example as it is printed."""

    name: str
    art: str
    beispiel: str

    @property
    def geklammert(self) -> str:
        """As it is written in a text."""
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class Angebot:
    """Everything one text may use."""

    dokumente: tuple[Dokumentart, ...]
    platzhalter: tuple[Platzhalter, ...]
    felder: tuple[Feld, ...]
    ein_absatz: bool = False

    @property
    def beispiele(self) -> dict[str, str]:
        """Printed example by the name of the placeholder."""
        return {p.name: p.beispiel for p in self.platzhalter}

    @property
    def bedingung(self) -> str:
        """A condition as an example, on a choice where there is one."""
        return next((f.beispiel for f in self.felder if f.wahl), self.felder[0].beispiel)


def dokumentname(art: Dokumentart) -> str:
    """The name people read."""
    return BESONDERE_NAMEN.get(art, art.value.capitalize())


def schreiber(art: Dokumentart) -> Callable[..., Dokument]:
    """The function that writes documents of this kind."""
    return SCHREIBER[art]


@cache
def faktentyp(art: Dokumentart) -> type[Any]:
    """The class of the facts a document of this kind is written from."""
    typ: type[Any] = get_type_hints(schreiber(art))["fakten"]
    return typ


@cache
def angebot(schluessel: str) -> Angebot:
    """What the text may use; nothing at all for a key no document asks for.

    A Nebenbestimmung that programmes choose is one line of the Bescheid, the same in every case.
    """
    if schluessel.startswith(NEBENBESTIMMUNG):
        return Angebot((Dokumentart.ZUWENDUNGSBESCHEID,), (), (), ein_absatz=True)
    zeile = katalog()["texte"].get(schluessel, {"dokumente": [], "platzhalter": []})
    arten = tuple(Dokumentart(art) for art in zeile["dokumente"])
    platzhalter = tuple(
        Platzhalter(
            name,
            "Tag mit Wochentag" if name in FRISTEN else ARTEN[PLATZHALTER[name]],
            katalog()["beispiele"][name],
        )
        for name in zeile["platzhalter"]
    )
    return Angebot(arten, platzhalter, gemeinsame_felder(arten))


def alle_schluessel() -> frozenset[str]:
    """Every text that some document asks for."""
    return frozenset(katalog()["texte"])


def schluessel_von(art: Dokumentart) -> frozenset[str]:
    """The keys of all texts that documents of this kind may show."""
    texte = katalog()["texte"].items()
    return frozenset(schluessel for schluessel, zeile in texte if art.value in zeile["dokumente"])


def gemeinsame_felder(arten: tuple[Dokumentart, ...]) -> tuple[Feld, ...]:
    """The fields that the facts of all these documents have."""
    if not arten:
        return ()
    je_art = [felder(faktentyp(art)) for art in arten]
    return tuple(feld for name, feld in je_art[0].items() if all(f.get(name) == feld for f in je_art))


@cache
def katalog() -> dict[str, Any]:
    """What was recorded, as it stands in the file."""
    gelesen: dict[str, Any] = json.loads(DATEI.read_text("utf-8"))
    return gelesen
