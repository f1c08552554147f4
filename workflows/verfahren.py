"""The one list of all procedures and of all steps of a person; loading this file fills the directory."""

from workflows.aenderung.einvernehmen import Aenderungseinvernehmen
from workflows.aenderung.schritte import Aenderungsentscheidung, Aenderungspruefung, Uebernahmeerklaerung
from workflows.aenderung.verfahren import Aenderungsverfahren
from workflows.antrag.antragsverfahren import Antragsverfahren
from workflows.antrag.einvernehmen import Einvernehmen
from workflows.antrag.entscheidung import Entscheidung
from workflows.antrag.fachliche_pruefung import FachlichePruefung
from workflows.antrag.formale_pruefung import FormalePruefung, Nachforderung
from workflows.antrag.mittelzuweisungsverfahren import Mittelzuweisungsverfahren
from workflows.antrag.umbuchung import Umbuchung
from workflows.graph.mitzeichnung import Mitzeichnung
from workflows.gremien.schritte import Beratung, Beschlussbestaetigung, Einbringung, Gremienentwurf
from workflows.gremien.verfahren import Gremienverfahren
from workflows.kooperation.abstimmung import Parteiabstimmung, Stadtabstimmung
from workflows.kooperation.bedarfsklaerung import Bedarfsklaerung
from workflows.kooperation.entwurf import Vereinbarungsentwurf
from workflows.kooperation.evaluation import Evaluation, Kooperationsabschluss
from workflows.kooperation.freigabe import Vereinbarungsfreigabe
from workflows.kooperation.nachtrag import Nachtragsentwurf, Nachtragsfreigabe
from workflows.kooperation.nachtragsverfahren import Nachtragsverfahren
from workflows.kooperation.verbund import Verbundverfahren, Vereinbarungsfolgen, Zuwendungsfolgen
from workflows.kooperation.verfahren import Kooperationsverfahren
from workflows.kooperation.zeichnung import Parteizeichnung, Scanvergleich, Stadtzeichnung
from workflows.nachweis.abschluss import Abschluss
from workflows.nachweis.bericht import Berichtspruefung, Berichtszeichnung, Verwendungsbericht
from workflows.nachweis.schritte import Nachweispruefung, Nachweiszeichnung, Verwendungsnachweis
from workflows.rueckforderung.anhoerung import Anhoerung, Stellungnahme
from workflows.rueckforderung.entscheidung import Rueckforderungsentscheidung, Rueckforderungspruefung
from workflows.rueckforderung.massnahmen import Massnahmenentscheidung
from workflows.rueckforderung.massnahmenverfahren import Massnahmenverfahren
from workflows.rueckforderung.verfahren import Rueckforderungsverfahren
from workflows.rueckforderung.zahlungseingang import Zahlungseingang
from workflows.tuer.verzeichnis import FLOWS, SCHRITTE
from workflows.zahlung.buchung import Buchung
from workflows.zahlung.mittelabruf import Mittelabruf
from workflows.zahlung.schritte import Anordnung, RechnerischeFeststellung, SachlicheFeststellung

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
SCHRITTE.fuelle(
    (
        FormalePruefung(),
        Nachforderung(),
        FachlichePruefung(),
        Mitzeichnung(),
        Einvernehmen(),
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
        Aenderungseinvernehmen(),
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
)
