"""The tables of the room HOW."""

from .kalender import Kalenderzugang
from .nachricht import Nachricht, Postausgang, Richtung
from .vorgang import Aufgabe, Vorgang

__all__ = ["Aufgabe", "Kalenderzugang", "Nachricht", "Postausgang", "Richtung", "Vorgang"]
