"""Blocks: what a document says, in order, without any word about how it looks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Dokumentart(StrEnum):
    """Kinds of document the city issues."""

    EINGANGSBESTAETIGUNG = "eingangsbestaetigung"
    BERATUNGSBESTAETIGUNG = "beratungsbestaetigung"
    NACHFORDERUNG = "nachforderung"
    ZUWENDUNGSBESCHEID = "zuwendungsbescheid"
    ABLEHNUNGSBESCHEID = "ablehnungsbescheid"
    MITTELZUWEISUNG = "mittelzuweisung"
    AUSZAHLUNGSANORDNUNG = "auszahlungsanordnung"
    ANHOERUNG = "anhoerung"
    PRUEFVERMERK_NACHWEIS = "pruefvermerk_nachweis"
    VERWENDUNGSNACHWEIS = "verwendungsnachweis"
    AENDERUNGSBESCHEID = "aenderungsbescheid"
    AENDERUNGSABLEHNUNG = "aenderungsablehnung"
    RUECKFORDERUNGSBESCHEID = "rueckforderungsbescheid"
    PRUEFVERMERK_ANTRAG = "pruefvermerk_antrag"
    STUNDUNGSBESCHEID = "stundungsbescheid"
    NIEDERSCHLAGUNGSVERMERK = "niederschlagungsvermerk"
    ERLASSBESCHEID = "erlassbescheid"
    SCHLUSSMITTEILUNG = "schlussmitteilung"
    MAHNUNG = "mahnung"
    KOOPERATIONSVEREINBARUNG = "kooperationsvereinbarung"
    NACHTRAG = "nachtrag"
    KUENDIGUNG = "kuendigung"
    UEBERNAHMEBLATT = "uebernahmeblatt"
    GREMIENVORLAGE = "gremienvorlage"
    VEREINBARUNGSREGISTER = "vereinbarungsregister"
    JUGENDHILFELISTE = "jugendhilfeliste"
    JAHRESBERICHT = "jahresbericht"
    WEITERLEITUNGSNACHWEIS = "weiterleitungsnachweis"
    AUSDRUCK = "ausdruck"
    PRUEFBERICHT = "pruefbericht"


class Ausrichtung(StrEnum):
    """Side on which the text of a table column stands."""

    LINKS = "links"
    RECHTS = "rechts"


@dataclass(frozen=True)
class Ueberschrift:
    """A heading below the title; ebene 1 is a section, 2 a part of it."""

    text: str
    ebene: int = 1


@dataclass(frozen=True)
class Absatz:
    """A paragraph; a line feed in it starts a new line."""

    text: str


@dataclass(frozen=True)
class Kasten:
    """A paragraph that must not be overlooked: the decision, a deadline, a warning."""

    text: str


@dataclass(frozen=True)
class Liste:
    """Points, numbered when others refer to them."""

    punkte: tuple[str, ...]
    nummeriert: bool = False


@dataclass(frozen=True)
class Tabelle:
    """Rows under one head, all equally long; summenzeile makes the last row a total."""

    kopf: tuple[str, ...]
    zeilen: tuple[tuple[str, ...], ...]
    ausrichtung: tuple[Ausrichtung, ...]
    beschriftung: str
    summenzeile: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError when a row or the alignment does not fit the head."""
        if any(len(reihe) != len(self.kopf) for reihe in (*self.zeilen, self.ausrichtung)):
            raise ValueError(f"Tabelle „{self.beschriftung}“: Jede Zeile braucht {len(self.kopf)} Zellen.")


@dataclass(frozen=True)
class Unterschrift:
    """Who answers for the document; the name stands in for a signature by hand."""

    formel: str
    name: str
    funktion: str
    hinweis: str = ""


@dataclass(frozen=True)
class Unterschriftsfeld:
    """An empty line for a signature by hand, with what belongs under it."""

    beschriftung: str


@dataclass(frozen=True)
class Seitenumbruch:
    """What follows begins on a new page."""


Block = Ueberschrift | Absatz | Kasten | Liste | Tabelle | Unterschrift | Unterschriftsfeld | Seitenumbruch
BLOCKTYPEN: dict[str, type[Block]] = {
    typ.__name__: typ
    for typ in (Ueberschrift, Absatz, Kasten, Liste, Tabelle, Unterschrift, Unterschriftsfeld, Seitenumbruch)
}


@dataclass(frozen=True, kw_only=True)
class Briefkopf:
    """Everything around the text of a letter; bearbeitung is a function, not a person.

    pruefadresse is where everybody can ask whether the letter is genuine; empty where nobody outside may know it.
    """

    stadt: str
    leitung: str
    fachbereich: str
    bearbeitung: str
    kontakt: tuple[str, ...]
    aktenzeichen: str
    datum: date
    ruecksendezeile: str
    anschrift_empfaenger: tuple[str, ...]
    fusszeilen: tuple[str, ...]
    pruefadresse: str = ""

    @property
    def fuss(self) -> tuple[str, ...]:
        """Every line at the foot of a page but the last, which bears id and number."""
        if not self.pruefadresse:
            return self.fusszeilen
        pruefen = f"Echt und noch gültig? Prüfen Sie das mit der Dokument-ID auf {self.pruefadresse}"
        return (*self.fusszeilen, pruefen)


@dataclass(frozen=True, kw_only=True)
class Dokument:
    """One letter; titel is the subject, bezug the lines under it, vorlagenversion what wrote it."""

    art: Dokumentart
    titel: str
    bezug: tuple[str, ...]
    briefkopf: Briefkopf
    bloecke: tuple[Block, ...]
    dokument_id: str
    entwurf: bool
    vorlagenversion: str


def als_daten(dokument: Dokument) -> dict[str, Any]:
    """The document as plain JSON data; `aus_daten` reads it back."""
    daten = asdict(dokument)
    daten["briefkopf"]["datum"] = dokument.briefkopf.datum.isoformat()
    daten["bloecke"] = [{"typ": type(block).__name__, **asdict(block)} for block in dokument.bloecke]
    return {name: _listen(wert) for name, wert in daten.items()}


def aus_daten(daten: Mapping[str, Any]) -> Dokument:
    """The document from its JSON data; raises KeyError, TypeError or ValueError when it is not such data."""
    felder = {name: _tupel(wert) for name, wert in daten.items()}
    kopf = {name: _tupel(wert) for name, wert in daten["briefkopf"].items()}
    kopf["datum"] = date.fromisoformat(kopf["datum"])
    felder["art"] = Dokumentart(daten["art"])
    felder["briefkopf"] = Briefkopf(**kopf)
    bloecke = []
    for block in daten["bloecke"]:
        werte = {name: _tupel(wert) for name, wert in block.items() if name != "typ"}
        if "ausrichtung" in werte:
            werte["ausrichtung"] = tuple(map(Ausrichtung, werte["ausrichtung"]))
        bloecke.append(BLOCKTYPEN[block["typ"]](**werte))
    felder["bloecke"] = tuple(bloecke)
    return Dokument(**felder)


def _tupel(wert: Any) -> Any:
    return tuple(_tupel(teil) for teil in wert) if isinstance(wert, list) else wert


def _listen(wert: Any) -> Any:
    """Tuples as lists and enums as their text, the way a JSON column gives them back."""
    if isinstance(wert, dict):
        return {name: _listen(teil) for name, teil in wert.items()}
    if isinstance(wert, list | tuple):
        return [_listen(teil) for teil in wert]
    return wert.value if isinstance(wert, StrEnum) else wert
