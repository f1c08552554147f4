"""The tables of the Rechnungsprüfung."""

from .feststellung import Beitrag, Beitragsart, Feststellung, Feststellungsstatus, Gegenstand

__all__ = ["Beitrag", "Beitragsart", "Feststellung", "Feststellungsstatus", "Gegenstand"]
