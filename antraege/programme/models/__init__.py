"""Programmes, their rules in versions, and the values the law sets for all of them."""

from .festwert import Festwert, Festwertart
from .finder import ExternesProgramm, Geberart, Programmzwecke
from .frage import BEDINGEND, JA, NEIN, Berichtsfrage, Frage, Frageart, Fragebasis
from .richtlinie import (
    Aufruf,
    Auszahlungsart,
    Finanzierungsart,
    Foerderprogramm,
    Mittelherkunft,
    Mitzeichnungsstelle,
    Nachweisform,
    Nebenbestimmung,
    Pruefart,
    Pruefpunkt,
    Rechtsregime,
    Richtlinie,
    Unterlage,
    Wertgrenze,
    Zinsmethode,
)

__all__ = [
    "BEDINGEND",
    "JA",
    "NEIN",
    "Aufruf",
    "Auszahlungsart",
    "Berichtsfrage",
    "ExternesProgramm",
    "Festwert",
    "Festwertart",
    "Finanzierungsart",
    "Foerderprogramm",
    "Frage",
    "Frageart",
    "Fragebasis",
    "Geberart",
    "Mittelherkunft",
    "Mitzeichnungsstelle",
    "Nachweisform",
    "Nebenbestimmung",
    "Programmzwecke",
    "Pruefart",
    "Pruefpunkt",
    "Rechtsregime",
    "Richtlinie",
    "Unterlage",
    "Wertgrenze",
    "Zinsmethode",
]
