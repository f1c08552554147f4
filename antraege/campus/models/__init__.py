"""The tables of the room campus."""

from .eintrag import OFFENE_MASSNAHME, Campuseintrag, Eintragsart, Erkenntnisart
from .grundlage import Aufgabenfeld, Campusfrist, Ziel
from .messung import Indikator, Messwert

__all__ = [
    "OFFENE_MASSNAHME",
    "Aufgabenfeld",
    "Campuseintrag",
    "Campusfrist",
    "Eintragsart",
    "Erkenntnisart",
    "Indikator",
    "Messwert",
    "Ziel",
]
