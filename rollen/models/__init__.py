"""The tables of the room WHO."""

from .anfragezaehler import Anfragezaehler
from .bankverbindung import Bankverbindung
from .benutzer import Benutzer
from .mitgliedschaft import Mitgliedschaft, Rollengruppe, Vertretung
from .protokoll import Eintrag, Kettenkopf, Siegel, Siegelunterschrift
from .stammdaten import Stammdatenaenderung, Verzeichnis, Verzeichnisimport
from .stelle import Stelle, StelleGroupObjectPermission, Stellenart, StelleUserObjectPermission, Traeger

__all__ = [
    "Anfragezaehler",
    "Bankverbindung",
    "Benutzer",
    "Eintrag",
    "Kettenkopf",
    "Mitgliedschaft",
    "Rollengruppe",
    "Siegel",
    "Siegelunterschrift",
    "Stammdatenaenderung",
    "Stelle",
    "StelleGroupObjectPermission",
    "StelleUserObjectPermission",
    "Stellenart",
    "Traeger",
    "Vertretung",
    "Verzeichnis",
    "Verzeichnisimport",
]
