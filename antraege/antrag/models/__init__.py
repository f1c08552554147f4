"""The tables of every request."""

from .abgabe import Abgabe
from .anlage import Anlage
from .antrag import Aktenzeichenkreis, Antrag, Antragsart, Momentaufnahme
from .beteiligung import Beteiligung, Mitzeichnung, Pruefung, Votum
from .nachforderung import Nachforderung, Nachforderungspunkt
from .schriftstueck import Schriftstueck, Schriftstueckart

__all__ = [
    "Abgabe",
    "Aktenzeichenkreis",
    "Anlage",
    "Antrag",
    "Antragsart",
    "Beteiligung",
    "Mitzeichnung",
    "Momentaufnahme",
    "Nachforderung",
    "Nachforderungspunkt",
    "Pruefung",
    "Schriftstueck",
    "Schriftstueckart",
    "Votum",
]
