"""The tables of the room angebote."""

from .abruf import (
    BELEGT,
    BIS_ZUM_TERMIN,
    ERINNERT,
    LAUFEND,
    LIEGT_BEI,
    Abruf,
    Abrufseite,
    Abrufstand,
    Passung,
)
from .angebot import OEFFENTLICHE_FELDER, Angebot, Angebotsort, Angebotsstatus
from .bedarf import Bedarf, Bedarfsantwort, Bedarfsstand
from .orte import Einrichtung, Standort, Themenfeld
from .termin import Termin

__all__ = [
    "BELEGT",
    "BIS_ZUM_TERMIN",
    "ERINNERT",
    "LAUFEND",
    "LIEGT_BEI",
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
