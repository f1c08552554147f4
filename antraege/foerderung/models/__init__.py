"""The tables of the money side of a request."""

from .abruf import Abrufart, Abrufstatus, Mittelabruf
from .aenderung import Aenderung, Aenderungsart, Aenderungsposition, Aenderungsstatus
from .bescheid import Bescheid, Bescheidart
from .jahr import Jahresanteil, Rate
from .nachweis import Nachweisposition, Nachweisstatus, Verwendungsnachweis
from .plan import Deckungsart, Planposition, Seite
from .rueckforderung import (
    Forderungsgrund,
    Forderungsstatus,
    Massnahme,
    Massnahmenart,
    Rechtsbehelf,
    Rechtsbehelfsart,
    Rechtsbehelfsausgang,
    Rueckforderung,
    Zahlungseingang,
)

__all__ = [
    "Abrufart",
    "Abrufstatus",
    "Aenderung",
    "Aenderungsart",
    "Aenderungsposition",
    "Aenderungsstatus",
    "Bescheid",
    "Bescheidart",
    "Deckungsart",
    "Forderungsgrund",
    "Forderungsstatus",
    "Jahresanteil",
    "Massnahme",
    "Massnahmenart",
    "Mittelabruf",
    "Nachweisposition",
    "Nachweisstatus",
    "Planposition",
    "Rate",
    "Rechtsbehelf",
    "Rechtsbehelfsart",
    "Rechtsbehelfsausgang",
    "Rueckforderung",
    "Seite",
    "Verwendungsnachweis",
    "Zahlungseingang",
]
