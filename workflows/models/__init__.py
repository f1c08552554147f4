"""The tables of the room HOW."""

from .kalender import Kalenderzugang
from .lauf import Lauf
from .merken import GemerkterFilter, Notiz, Schlagwort
from .nachricht import Nachricht, Postausgang, Richtung
from .suche import Fallwoerter
from .uebernahme import Uebernahmelauf, Uebernahmezeile, Zeilenart, Zeilenstand
from .vorgang import Aufgabe, Vorgang

__all__ = [
    "Aufgabe",
    "Fallwoerter",
    "GemerkterFilter",
    "Kalenderzugang",
    "Lauf",
    "Nachricht",
    "Notiz",
    "Postausgang",
    "Richtung",
    "Schlagwort",
    "Uebernahmelauf",
    "Uebernahmezeile",
    "Vorgang",
    "Zeilenart",
    "Zeilenstand",
]
