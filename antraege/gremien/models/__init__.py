"""The tables of the room gremien."""

from .beratung import Beratung
from .gremium import Gremienart, Gremium
from .sitzung import Auszug, Sitzung
from .vorlage import ENTSCHIEDENE, LAUFENDE_VORLAGE, VOR_DEN_GREMIEN, Gremienvorlage, Vorlagenstatus

__all__ = [
    "ENTSCHIEDENE",
    "LAUFENDE_VORLAGE",
    "VOR_DEN_GREMIEN",
    "Auszug",
    "Beratung",
    "Gremienart",
    "Gremienvorlage",
    "Gremium",
    "Sitzung",
    "Vorlagenstatus",
]
