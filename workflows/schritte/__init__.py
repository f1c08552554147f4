"""One file per step of a person, and the list of them all."""

from .abschluss import Abschluss
from .aenderungsentscheidung import Aenderungsentscheidung
from .aenderungspruefung import Aenderungspruefung
from .anhoerung import Anhoerung
from .anordnung import Anordnung
from .basis import Schritt
from .bedarfsklaerung import Bedarfsklaerung
from .beratung import Beratung
from .berichtspruefung import Berichtspruefung
from .berichtszeichnung import Berichtszeichnung
from .beschlussbestaetigung import Beschlussbestaetigung
from .buchung import Buchung
from .einbringung import Einbringung
from .entscheidung import Entscheidung
from .evaluation import Evaluation, Kooperationsabschluss
from .fachliche_pruefung import FachlichePruefung
from .formale_pruefung import FormalePruefung
from .gremienentwurf import Gremienentwurf
from .massnahmenentscheidung import Massnahmenentscheidung
from .mittelabruf import Mittelabruf
from .mitzeichnung import Mitzeichnung
from .nachforderung import Nachforderung
from .nachtrag import Nachtragsentwurf, Nachtragsfreigabe
from .nachweispruefung import Nachweispruefung
from .nachweiszeichnung import Nachweiszeichnung
from .rechnerische_feststellung import RechnerischeFeststellung
from .rueckforderungsentscheidung import Rueckforderungsentscheidung
from .rueckforderungspruefung import Rueckforderungspruefung
from .sachliche_feststellung import SachlicheFeststellung
from .scanvergleich import Scanvergleich
from .stellungnahme import Stellungnahme
from .uebernahmeerklaerung import Uebernahmeerklaerung
from .umbuchung import Umbuchung
from .verbundfolgen import Vereinbarungsfolgen, Zuwendungsfolgen
from .vereinbarungsabstimmung import Parteiabstimmung, Stadtabstimmung
from .vereinbarungsentwurf import Vereinbarungsentwurf
from .vereinbarungsfreigabe import Vereinbarungsfreigabe
from .vereinbarungszeichnung import Parteizeichnung, Stadtzeichnung
from .verwendungsbericht import Verwendungsbericht
from .verwendungsnachweis import Verwendungsnachweis
from .zahlungseingang import Zahlungseingang

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
        Umbuchung(),
        Verwendungsbericht(),
        Berichtspruefung(),
        Berichtszeichnung(),
        Abschluss(),
        Uebernahmeerklaerung(),
        Aenderungspruefung(),
        Aenderungsentscheidung(),
        Anhoerung(),
        Stellungnahme(),
        Rueckforderungspruefung(),
        Rueckforderungsentscheidung(),
        Zahlungseingang(),
        Massnahmenentscheidung(),
        Bedarfsklaerung(),
        Parteiabstimmung(),
        Stadtabstimmung(),
        Vereinbarungsentwurf(),
        Vereinbarungsfreigabe(),
        Parteizeichnung(),
        Stadtzeichnung(),
        Scanvergleich(),
        Evaluation(),
        Kooperationsabschluss(),
        Nachtragsentwurf(),
        Nachtragsfreigabe(),
        Zuwendungsfolgen(),
        Vereinbarungsfolgen(),
        Gremienentwurf(),
        Einbringung(),
        Beratung(),
        Beschlussbestaetigung(),
    )
}

__all__ = ["SCHRITTE", "Schritt"]
