"""The tables of the room angebote."""

from .abruf import BELEGT, LAUFEND, Abruf, Abrufseite, Abrufstand, Passung
from .angebot import OEFFENTLICHE_FELDER, Angebot, Angebotsort, Angebotsstatus
from .bedarf import Bedarf, Bedarfsantwort, Bedarfsstand
from .orte import Einrichtung, Standort, Themenfeld
from .termin import Termin

__all__ = [
    "BELEGT",
    "LAUFEND",
    "OEFFENTLICHE_FELDER",
    "Abruf",
    "Abrufseite",
    "Abrufstand",
    "Angebot",
    "Angebotsort",
    "Angebotsstatus",
    "Bedarf",
    "Bedarfsantwort",
    "Bedarfsstand",
    "Einrichtung",
    "Passung",
    "Standort",
    "Termin",
    "Themenfeld",
]
