"""One file per step of a person, and the list of them all."""

from .abschluss import Abschluss
from .aenderungsentscheidung import Aenderungsentscheidung
from .aenderungspruefung import Aenderungspruefung
from .anordnung import Anordnung
from .basis import Schritt
from .buchung import Buchung
from .entscheidung import Entscheidung
from .fachliche_pruefung import FachlichePruefung
from .formale_pruefung import FormalePruefung
from .mittelabruf import Mittelabruf
from .mitzeichnung import Mitzeichnung
from .nachforderung import Nachforderung
from .nachweispruefung import Nachweispruefung
from .nachweiszeichnung import Nachweiszeichnung
from .rechnerische_feststellung import RechnerischeFeststellung
from .sachliche_feststellung import SachlicheFeststellung
from .uebernahmeerklaerung import Uebernahmeerklaerung
from .verwendungsnachweis import Verwendungsnachweis

SCHRITTE: dict[str, Schritt] = {
    schritt.name: schritt
    for schritt in (
        FormalePruefung(),
        Nachforderung(),
        FachlichePruefung(),
        Mitzeichnung(),
        Entscheidung(),
        Mittelabruf(),
        SachlicheFeststellung(),
        RechnerischeFeststellung(),
        Anordnung(),
        Buchung(),
        Verwendungsnachweis(),
        Nachweispruefung(),
        Nachweiszeichnung(),
        Abschluss(),
        Uebernahmeerklaerung(),
        Aenderungspruefung(),
        Aenderungsentscheidung(),
    )
}

__all__ = ["SCHRITTE", "Schritt"]
