"""Programmes, their rules in versions, and the values the law sets for all of them."""

from .festwert import Festwert, Festwertart
from .richtlinie import (
    Auszahlungsart,
    Finanzierungsart,
    Foerderprogramm,
    Frage,
    Frageart,
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
    "Festwert",
    "Festwertart",
    "Finanzierungsart",
    "Foerderprogramm",
    "Frage",
    "Frageart",
    "Mitzeichnungsstelle",
    "Nachweisform",
    "Pruefart",
    "Pruefpunkt",
    "Rechtsregime",
    "Richtlinie",
    "Unterlage",
    "Wertgrenze",
    "Zinsmethode",
]
