"""Programmes, their rules in versions, and the values the law sets for all of them."""

from .festwert import Festwert, Festwertart
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
    "Festwert",
    "Festwertart",
    "Finanzierungsart",
    "Foerderprogramm",
    "Frage",
    "Frageart",
    "Fragebasis",
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
