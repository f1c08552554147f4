"""The tables of the Rechnungsprüfung."""

from .feststellung import Beitrag, Beitragsart, Feststellung, Feststellungsstatus, Gegenstand
from .stichprobe import Grundgesamtheit, Postenergebnis, Pruefposten, Pruefstichprobe, Stichprobenstatus

__all__ = [
    "Beitrag",
    "Beitragsart",
    "Feststellung",
    "Feststellungsstatus",
    "Gegenstand",
    "Grundgesamtheit",
    "Postenergebnis",
    "Pruefposten",
    "Pruefstichprobe",
    "Stichprobenstatus",
]
