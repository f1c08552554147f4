"""The tables of the room campus."""

from .eintrag import Campuseintrag, Eintragsart, Erkenntnisart
from .grundlage import Aufgabenfeld, Campusfrist, Ziel
from .messung import Indikator, Messwert

__all__ = [
    "Aufgabenfeld",
    "Campuseintrag",
    "Campusfrist",
    "Eintragsart",
    "Erkenntnisart",
    "Indikator",
    "Messwert",
    "Ziel",
]
