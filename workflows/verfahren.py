"""The one list of all procedures and of all steps of a person; loading this file fills the directory."""

from workflows.flows.aenderungsverfahren import Aenderungsverfahren
from workflows.flows.antragsverfahren import Antragsverfahren
from workflows.flows.gremienverfahren import Gremienverfahren
from workflows.flows.kooperationsverfahren import Kooperationsverfahren
from workflows.flows.massnahmenverfahren import Massnahmenverfahren
from workflows.flows.mittelzuweisungsverfahren import Mittelzuweisungsverfahren
from workflows.flows.nachtragsverfahren import Nachtragsverfahren
from workflows.flows.rueckforderungsverfahren import Rueckforderungsverfahren
from workflows.flows.verbundverfahren import Verbundverfahren
from workflows.schritte.abschluss import Abschluss
from workflows.schritte.aenderungsentscheidung import Aenderungsentscheidung
from workflows.schritte.aenderungspruefung import Aenderungspruefung
from workflows.schritte.anhoerung import Anhoerung
from workflows.schritte.anordnung import Anordnung
from workflows.schritte.bedarfsklaerung import Bedarfsklaerung
from workflows.schritte.beratung import Beratung
from workflows.schritte.berichtspruefung import Berichtspruefung
from workflows.schritte.berichtszeichnung import Berichtszeichnung
from workflows.schritte.beschlussbestaetigung import Beschlussbestaetigung
from workflows.schritte.buchung import Buchung
from workflows.schritte.einbringung import Einbringung
from workflows.schritte.entscheidung import Entscheidung
from workflows.schritte.evaluation import Evaluation, Kooperationsabschluss
from workflows.schritte.fachliche_pruefung import FachlichePruefung
from workflows.schritte.formale_pruefung import FormalePruefung
from workflows.schritte.gremienentwurf import Gremienentwurf
from workflows.schritte.massnahmenentscheidung import Massnahmenentscheidung
from workflows.schritte.mittelabruf import Mittelabruf
from workflows.schritte.mitzeichnung import Mitzeichnung
from workflows.schritte.nachforderung import Nachforderung
from workflows.schritte.nachtrag import Nachtragsentwurf, Nachtragsfreigabe
from workflows.schritte.nachweispruefung import Nachweispruefung
from workflows.schritte.nachweiszeichnung import Nachweiszeichnung
from workflows.schritte.rechnerische_feststellung import RechnerischeFeststellung
from workflows.schritte.rueckforderungsentscheidung import Rueckforderungsentscheidung
from workflows.schritte.rueckforderungspruefung import Rueckforderungspruefung
from workflows.schritte.sachliche_feststellung import SachlicheFeststellung
from workflows.schritte.scanvergleich import Scanvergleich
from workflows.schritte.stellungnahme import Stellungnahme
from workflows.schritte.uebernahmeerklaerung import Uebernahmeerklaerung
from workflows.schritte.umbuchung import Umbuchung
from workflows.schritte.verbundfolgen import Vereinbarungsfolgen, Zuwendungsfolgen
from workflows.schritte.vereinbarungsabstimmung import Parteiabstimmung, Stadtabstimmung
from workflows.schritte.vereinbarungsentwurf import Vereinbarungsentwurf
from workflows.schritte.vereinbarungsfreigabe import Vereinbarungsfreigabe
from workflows.schritte.vereinbarungszeichnung import Parteizeichnung, Stadtzeichnung
from workflows.schritte.verwendungsbericht import Verwendungsbericht
from workflows.schritte.verwendungsnachweis import Verwendungsnachweis
from workflows.schritte.zahlungseingang import Zahlungseingang
from workflows.verzeichnis import FLOWS, SCHRITTE

FLOWS += [
    Antragsverfahren,
    Mittelzuweisungsverfahren,
    Aenderungsverfahren,
    Rueckforderungsverfahren,
    Massnahmenverfahren,
    Kooperationsverfahren,
    Nachtragsverfahren,
    Verbundverfahren,
    Gremienverfahren,
]
SCHRITTE |= {
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
