"""The tables of every request."""

from django_fsm import ConcurrentTransition, TransitionNotAllowed

from .anlage import Anlage
from .antrag import Aktenzeichenkreis, Antrag, Antragsart, Momentaufnahme
from .beteiligung import Beteiligung, Mitzeichnung, Pruefung, Votum
from .nachforderung import Nachforderung, Nachforderungspunkt
from .schriftstueck import Schriftstueck, Schriftstueckart

# What a state machine raises when a step does not fit the state it finds.
STANDFEHLER = (TransitionNotAllowed, ConcurrentTransition)

__all__ = [
    "STANDFEHLER",
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
