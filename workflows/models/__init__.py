"""The tables of the room HOW."""

from .kalender import Kalenderzugang
from .lauf import Lauf
from .nachricht import Nachricht, Postausgang, Richtung
from .uebernahme import Uebernahmelauf, Uebernahmezeile, Zeilenart, Zeilenstand
from .vorgang import Aufgabe, Vorgang

__all__ = [
    "Aufgabe",
    "Kalenderzugang",
    "Lauf",
    "Nachricht",
    "Postausgang",
    "Richtung",
    "Uebernahmelauf",
    "Uebernahmezeile",
    "Vorgang",
    "Zeilenart",
    "Zeilenstand",
]
