"""From the wish to work together to the evaluated agreement; every party has tasks of its own."""

from collections.abc import Callable, Iterable
from typing import Any

from viewflow import this
from viewflow.workflow import flow

from antraege.angebote.models import Themenfeld
from antraege.antrag.models import Antrag
from antraege.kern.status import ENDZUSTAENDE, Status
from antraege.kooperation import dienst
from antraege.kooperation.models import Vereinbarungsstatus
from antraege.programme.models import Richtlinie
from rollen.models import Stelle
from workflows.graph.verfahren import (
    JeStelle,
    Join,
    Schrittknoten,
    Systemschritt,
    Verfahren,
    Verzweigung,
    Weiche,
    im,
)
from workflows.kooperation.abschluss import schliesse_zeichnung_ab
from workflows.kooperation.schritt import aemter, partner
from workflows.kooperation.zeichnungen import Zeichnungsstrecke
from workflows.models import Vorgang
from workflows.tuer.handlung import Handlung


def vereinbarung_ist(*status: Vereinbarungsstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the agreement."""
    return lambda a: a.process.antrag.vereinbarung.status in status


def koordinierende(activation: Any) -> Iterable[Stelle]:
    """The units that coordinate the topic."""
    themenfeld = activation.process.antrag.vereinbarung.themenfeld
    return themenfeld.koordination.all() if themenfeld else ()


def hat_koordination(activation: Any) -> bool:
    """Somebody coordinates the topic."""
    return bool(koordinierende(activation))


def abstimmende_partner(activation: Any) -> Iterable[Stelle]:
    """All parties outside the offices."""
    return partner(activation.process.antrag.vereinbarung.parteien.select_related("stelle"))


def abstimmende_aemter(activation: Any) -> Iterable[Stelle]:
    """All parties that are the city itself."""
    return aemter(activation.process.antrag.vereinbarung.parteien.select_related("stelle"))


class Kooperationsverfahren(Zeichnungsstrecke, Verfahren):
    """Kooperation"""

    process_title = "Kooperation"

    eingang = flow.StartHandle(this.eroeffne).Annotation(title="Anfrage").Next(this.themenfeld)
    aufnahme = flow.StartHandle(this.beginne).Annotation(title="Aufnahme").Next(this.einordnung)
    einordnung = (
        Verzweigung()
        .Annotation(title="Wo steht der Fall?")
        .Case(this.ende, im(*ENDZUSTAENDE, Status.WIDERRUFEN))
        .Case(this.kooperationsabschluss, im(Status.KONTROLLIERT))
        .Case(this.evaluation, im(Status.BEWILLIGT))
        .Case(this.gezeichnet, vereinbarung_ist(Vereinbarungsstatus.ZEICHNUNG))
        .Case(this.vereinbarungsfreigabe, im(Status.GEPRUEFT))
        .Case(this.abstimmungen, vereinbarung_ist(Vereinbarungsstatus.ABSTIMMUNG))
        .Case(this.vereinbarungsentwurf, vereinbarung_ist(Vereinbarungsstatus.ENTWURF))
        .Default(this.themenfeld)
    )

    themenfeld = (
        Weiche(hat_koordination)
        .Annotation(title="Wird koordiniert?")
        .Then(this.koordination)
        .Else(this.bedarfsklaerung)
    )
    koordination = (
        JeStelle().Annotation(title="Koordination fragen").Je(this.mitzeichnung, stellen=koordinierende)
    )
    mitzeichnung = Schrittknoten("mitzeichnung").Next(this.koordiniert)
    koordiniert = Join().Annotation(title="Alle haben geprüft").Next(this.bedarfsklaerung)
    bedarfsklaerung = Schrittknoten("bedarfsklaerung").Next(this.geklaert)
    geklaert = (
        Weiche(im(Status.EINGEREICHT))
        .Annotation(title="Bedarf?")
        .Then(this.abstimmungen)
        .Else(this.vereinbarungsfreigabe)
    )

    abstimmungen = (
        JeStelle()
        .Annotation(title="Mit allen Parteien abstimmen")
        .Je(this.parteiabstimmung, stellen=abstimmende_partner)
        .Je(this.stadtabstimmung, stellen=abstimmende_aemter)
    )
    parteiabstimmung = Schrittknoten("parteiabstimmung").Next(this.abgestimmt)
    stadtabstimmung = Schrittknoten("stadtabstimmung").Next(this.abgestimmt)
    abgestimmt = Join().Annotation(title="Alle haben geantwortet").Next(this.vereinbarungsentwurf)
    vereinbarungsentwurf = Schrittknoten("vereinbarungsentwurf").Next(this.vorgelegt)
    vorgelegt = (
        Weiche(im(Status.GEPRUEFT))
        .Annotation(title="Vorgelegt?")
        .Then(this.vereinbarungsfreigabe)
        .Else(this.abstimmungen)
    )

    vereinbarungsfreigabe = Schrittknoten("vereinbarungsfreigabe").Next(this.freigegeben)
    freigegeben = (
        Verzweigung()
        .Annotation(title="Freigegeben?")
        .Case(this.zeichnungen, vereinbarung_ist(Vereinbarungsstatus.ZEICHNUNG))
        .Case(this.ende, im(Status.ABGELEHNT))
        .Case(this.vereinbarungsentwurf, vereinbarung_ist(Vereinbarungsstatus.ENTWURF))
        .Default(this.bedarfsklaerung)
    )

    geschlossen = (
        Systemschritt(this.schliesse).Annotation(title="Vereinbarung geschlossen").Next(this.evaluation)
    )

    evaluation = Schrittknoten("evaluation").Next(this.kooperationsabschluss)
    kooperationsabschluss = Schrittknoten("kooperationsabschluss").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")

    @classmethod
    def nimmt_auf(cls, antrag: Antrag) -> bool:
        """A wish to work together."""
        return antrag.kooperation

    @classmethod
    def gehoert_zu(cls, richtlinie: Richtlinie) -> bool:
        """Agreements only."""
        return richtlinie.programm.kooperation

    def eroeffne(self, activation: Any, handlung: Handlung) -> Vorgang:
        """The request becomes an agreement in the making."""
        antrag = handlung.antrag
        themenfeld = Themenfeld.objects.filter(kuerzel=antrag.antworten.get("themenfeld", "")).first()
        dienst.eroeffne(antrag, themenfeld=themenfeld.pk if themenfeld else None)
        return self.beginne(activation, handlung)

    def schliesse(self, activation: Any) -> None:
        """The last signature is in."""
        schliesse_zeichnung_ab(activation.process.handlung)
