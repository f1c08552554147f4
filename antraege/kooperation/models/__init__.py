"""The tables of the room kooperation."""

from .anlage import Vereinbarungsanlage
from .fassung import (
    Abstimmung,
    Abstimmungsvotum,
    Fassung,
    Fassungsart,
    Freigabe,
    Freigabeergebnis,
)
from .spaeter import (
    LAUFENDER_NACHTRAG,
    Empfehlung,
    Evaluation,
    Kuendigung,
    Kuendigungsart,
    Laufzeiterinnerung,
    Nachtrag,
    Nachtragsart,
    Nachtragsstatus,
)
from .vereinbarung import (
    GEENDETE,
    GELTENDE,
    VOR_DER_ZEICHNUNG,
    Partei,
    Parteirolle,
    Vereinbarung,
    Vereinbarungsstatus,
)
from .zeichnung import Zeichnung, Zeichnungsweg

__all__ = [
    "GEENDETE",
    "GELTENDE",
    "LAUFENDER_NACHTRAG",
    "VOR_DER_ZEICHNUNG",
    "Abstimmung",
    "Abstimmungsvotum",
    "Empfehlung",
    "Evaluation",
    "Fassung",
    "Fassungsart",
    "Freigabe",
    "Freigabeergebnis",
    "Kuendigung",
    "Kuendigungsart",
    "Laufzeiterinnerung",
    "Nachtrag",
    "Nachtragsart",
    "Nachtragsstatus",
    "Partei",
    "Parteirolle",
    "Vereinbarung",
    "Vereinbarungsanlage",
    "Vereinbarungsstatus",
    "Zeichnung",
    "Zeichnungsweg",
]
