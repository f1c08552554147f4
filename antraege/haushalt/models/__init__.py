"""The tables of the budget: lines, the append-only ledger, years, requested bookings, the end of a year."""

from antraege.haushalt.models.bewegung import Bewegungsart, Bewegungsstatus, Mittelbewegung
from antraege.haushalt.models.jahr import Haushaltsjahr
from antraege.haushalt.models.konto import Bereich, Buchung, Buchungsart, Haushaltsstelle, Weg
from antraege.haushalt.models.wechsel import Entscheidung, Jahreswechsel, Rest, Uebertragung, Wechselstatus

__all__ = [
    "Bereich",
    "Bewegungsart",
    "Bewegungsstatus",
    "Buchung",
    "Buchungsart",
    "Entscheidung",
    "Haushaltsjahr",
    "Haushaltsstelle",
    "Jahreswechsel",
    "Mittelbewegung",
    "Rest",
    "Uebertragung",
    "Wechselstatus",
    "Weg",
]
