"""Programmes, their rules in versions, and the values the law sets for all of them."""

from .festwert import Festwert, Festwertart
from .finder import ExternesProgramm, Geberart, Programmzwecke
from .frage import Berichtsfrage, Frage, Frageart, Fragebasis
from .richtlinie import (
    Auszahlungsart,
    Finanzierungsart,
    Foerderprogramm,
    Mitzeichnungsstelle,
    Nachweisform,
    Pruefart,
    Pruefpunkt,
    Rechtsregime,
    Richtlinie,
    Unterlage,
    Wertgrenze,
    Zinsmethode,
)

__all__ = [
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
    "Mitzeichnungsstelle",
    "Nachweisform",
    "Programmzwecke",
    "Pruefart",
    "Pruefpunkt",
    "Rechtsregime",
    "Richtlinie",
    "Unterlage",
    "Wertgrenze",
    "Zinsmethode",
]
