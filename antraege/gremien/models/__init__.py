"""The tables of the room gremien."""

from .beratung import Beratung
from .gremium import Gremienart, Gremium
from .vorlage import ENTSCHIEDENE, LAUFENDE_VORLAGE, Gremienvorlage, Vorlagenstatus

__all__ = [
    "ENTSCHIEDENE",
    "LAUFENDE_VORLAGE",
    "Beratung",
    "Gremienart",
    "Gremienvorlage",
    "Gremium",
    "Vorlagenstatus",
]
