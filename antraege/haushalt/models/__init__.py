"""The tables of the budget: lines with running totals, the append-only ledger, the years."""

from antraege.haushalt.models.jahr import Haushaltsjahr
from antraege.haushalt.models.konto import NULL, Bereich, Buchung, Buchungsart, Haushaltsstelle, Weg

__all__ = ["NULL", "Bereich", "Buchung", "Buchungsart", "Haushaltsjahr", "Haushaltsstelle", "Weg"]
