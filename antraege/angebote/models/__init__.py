"""The tables of the room angebote."""

from .angebot import OEFFENTLICHE_FELDER, Angebot, Angebotsort, Angebotsstatus
from .orte import Einrichtung, Standort, Themenfeld
from .termin import Termin

__all__ = [
    "OEFFENTLICHE_FELDER",
    "Angebot",
    "Angebotsort",
    "Angebotsstatus",
    "Einrichtung",
    "Standort",
    "Termin",
    "Themenfeld",
]
