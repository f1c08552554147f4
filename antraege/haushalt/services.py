"""Booking: every change of a budget line is one Buchung, written here; amounts are euro.

Every function takes a `schluessel`: the same key again books nothing and gives back the first Buchung.
A refusal raises a HaushaltFehler and changes nothing. Over-commitment is refused by the database itself.
"""

from antraege.haushalt.felder import KETTE
from antraege.haushalt.hauptbuch.bewegungen import (
    decken,
    einheit,
    passender_weg,
    setze_ansatz,
    uebertragen,
    umbuchen,
    vilv,
    zurueckfuehren,
)
from antraege.haushalt.hauptbuch.buchen import sperre
from antraege.haushalt.hauptbuch.fallmittel import (
    auszahlen,
    binden,
    bindung_freigeben,
    erstatten,
    uebernehmen,
    vormerken,
    vormerkung_freigeben,
)
from antraege.haushalt.hauptbuch.fehler import (
    BetragFehlt,
    FalscherWeg,
    HaushaltFehler,
    JahrGesperrt,
    KeineHaushaltsstelle,
    MittelReichenNicht,
    NichtVorhanden,
    SchluesselVergeben,
)
from antraege.haushalt.jahr.jahre import verpflichtungshindernisse
from antraege.haushalt.models import Weg
from antraege.haushalt.queries import Abweichung, Bestand, abgleich, bestaende, bestand, finde, verfallen

__all__ = [
    "KETTE",
    "Abweichung",
    "Bestand",
    "BetragFehlt",
    "FalscherWeg",
    "HaushaltFehler",
    "JahrGesperrt",
    "KeineHaushaltsstelle",
    "MittelReichenNicht",
    "NichtVorhanden",
    "SchluesselVergeben",
    "Weg",
    "abgleich",
    "auszahlen",
    "bestaende",
    "bestand",
    "binden",
    "bindung_freigeben",
    "decken",
    "einheit",
    "erstatten",
    "finde",
    "passender_weg",
    "setze_ansatz",
    "sperre",
    "uebernehmen",
    "uebertragen",
    "umbuchen",
    "verfallen",
    "verpflichtungshindernisse",
    "vilv",
    "vormerken",
    "vormerkung_freigeben",
    "zurueckfuehren",
]
