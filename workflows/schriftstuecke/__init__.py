"""Letters of a case: gather the facts from the rooms, make the document, keep it for ever."""

from .aenderung import aenderungsablehnung, aenderungsbescheid
from .antrag import ablehnung, bewilligung, eingangsbestaetigung, nachforderung
from .zahlung import auszahlungsanordnung

__all__ = [
    "ablehnung",
    "aenderungsablehnung",
    "aenderungsbescheid",
    "auszahlungsanordnung",
    "bewilligung",
    "eingangsbestaetigung",
    "nachforderung",
]
