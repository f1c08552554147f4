"""The tables of the money side of a request."""

from .abruf import Abrufstatus, Mittelabruf
from .bescheid import Bescheid, Bescheidart
from .nachweis import Nachweisposition, Nachweisstatus, Verwendungsnachweis
from .plan import Deckungsart, Planposition, Seite

__all__ = [
    "Abrufstatus",
    "Bescheid",
    "Bescheidart",
    "Deckungsart",
    "Mittelabruf",
    "Nachweisposition",
    "Nachweisstatus",
    "Planposition",
    "Seite",
    "Verwendungsnachweis",
]
