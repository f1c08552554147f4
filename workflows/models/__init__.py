"""The tables of the room HOW."""

from .nachricht import Nachricht, Postausgang, Richtung
from .vorgang import Aufgabe, Vorgang

__all__ = ["Aufgabe", "Nachricht", "Postausgang", "Richtung", "Vorgang"]
