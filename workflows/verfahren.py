"""The one list of all procedures and of all steps of a person; loading this file fills the directory."""

from workflows.aenderung.aenderungsentscheidung import Aenderungsentscheidung
from workflows.aenderung.aenderungspruefung import Aenderungspruefung
from workflows.aenderung.uebernahmeerklaerung import Uebernahmeerklaerung
from workflows.aenderung.verfahren import Aenderungsverfahren
from workflows.antrag.antragsverfahren import Antragsverfahren
from workflows.antrag.entscheidung import Entscheidung
from workflows.antrag.fachliche_pruefung import FachlichePruefung
from workflows.antrag.formale_pruefung import FormalePruefung
from workflows.antrag.mittelzuweisungsverfahren import Mittelzuweisungsverfahren
from workflows.antrag.nachforderung import Nachforderung
from workflows.antrag.umbuchung import Umbuchung
from workflows.graph.mitzeichnung import Mitzeichnung
from workflows.gremien.beratung import Beratung
from workflows.gremien.beschlussbestaetigung import Beschlussbestaetigung
from workflows.gremien.einbringung import Einbringung
from workflows.gremien.gremienentwurf import Gremienentwurf
from workflows.gremien.verfahren import Gremienverfahren
from workflows.kooperation.abstimmung import Parteiabstimmung, Stadtabstimmung
from workflows.kooperation.bedarfsklaerung import Bedarfsklaerung
from workflows.kooperation.entwurf import Vereinbarungsentwurf
from workflows.kooperation.evaluation import Evaluation, Kooperationsabschluss
from workflows.kooperation.freigabe import Vereinbarungsfreigabe
from workflows.kooperation.nachtrag import Nachtragsentwurf, Nachtragsfreigabe
from workflows.kooperation.nachtragsverfahren import Nachtragsverfahren
from workflows.kooperation.scanvergleich import Scanvergleich
from workflows.kooperation.verbundfolgen import Vereinbarungsfolgen, Zuwendungsfolgen
from workflows.kooperation.verbundverfahren import Verbundverfahren
from workflows.kooperation.verfahren import Kooperationsverfahren
from workflows.kooperation.zeichnung import Parteizeichnung, Stadtzeichnung
from workflows.nachweis.abschluss import Abschluss
from workflows.nachweis.berichtspruefung import Berichtspruefung
from workflows.nachweis.berichtszeichnung import Berichtszeichnung
from workflows.nachweis.nachweispruefung import Nachweispruefung
from workflows.nachweis.nachweiszeichnung import Nachweiszeichnung
from workflows.nachweis.verwendungsbericht import Verwendungsbericht
from workflows.nachweis.verwendungsnachweis import Verwendungsnachweis
from workflows.rueckforderung.anhoerung import Anhoerung
from workflows.rueckforderung.massnahmenentscheidung import Massnahmenentscheidung
from workflows.rueckforderung.massnahmenverfahren import Massnahmenverfahren
from workflows.rueckforderung.rueckforderungsentscheidung import Rueckforderungsentscheidung
from workflows.rueckforderung.rueckforderungspruefung import Rueckforderungspruefung
from workflows.rueckforderung.stellungnahme import Stellungnahme
from workflows.rueckforderung.verfahren import Rueckforderungsverfahren
from workflows.rueckforderung.zahlungseingang import Zahlungseingang
from workflows.tuer.verzeichnis import FLOWS, SCHRITTE
from workflows.zahlung.anordnung import Anordnung
from workflows.zahlung.buchung import Buchung
from workflows.zahlung.feststellungen import RechnerischeFeststellung, SachlicheFeststellung
from workflows.zahlung.mittelabruf import Mittelabruf

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
