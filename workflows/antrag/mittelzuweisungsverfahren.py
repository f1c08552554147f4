"""From the need of a school or a FABIDO Kita to the closed file: a transfer instead of a payment."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow

from antraege.antrag.models import Antrag
from antraege.foerderung import mittelzuweisung
from antraege.foerderung.models import Nachweisstatus
from antraege.kern.status import Status
from antraege.programme.models import Richtlinie
from rollen.models import Stellenart
from workflows.antrag.pruefungen import GemeinsamePruefstrecke, einordnung
from workflows.graph.verfahren import Schrittknoten, Verfahren, Verzweigung, Weiche, im
from workflows.nachweis.tore import nachweis_ist


def mehr_umzubuchen(activation: Any) -> bool:
    """Something is granted and not transferred yet."""
    return bool(mittelzuweisung.umzubuchen(activation.process.antrag))


class Mittelzuweisungsverfahren(GemeinsamePruefstrecke, Verfahren):
    """Interne Mittelzuweisung"""

    process_title = "Interne Mittelzuweisung"

    eingang = flow.StartHandle(this.beginne).Annotation(title="Bedarf").Next(this.formale_pruefung)
    aufnahme = flow.StartHandle(this.beginne).Annotation(title="Aufnahme").Next(this.einordnung)
    einordnung = (
        einordnung()
        .Case(this.berichtspruefung, nachweis_ist(Nachweisstatus.EINGEREICHT))
        .Case(this.berichtszeichnung, nachweis_ist(Nachweisstatus.GEPRUEFT))
        .Case(this.weiter_umbuchen, im(Status.BEWILLIGT, Status.AUSGEZAHLT))
        .Default(this.formale_pruefung)
    )

    entscheidung = Schrittknoten("entscheidung").Next(this.entschieden)
    entschieden = (
        Verzweigung()
        .Annotation(title="Wie ist entschieden?")
        .Case(this.umbuchung, im(Status.BEWILLIGT))
        .Case(this.ende, im(Status.ABGELEHNT))
        .Default(this.pruefungen)
    )

    umbuchung = Schrittknoten("umbuchung").Next(this.weiter_umbuchen)
    weiter_umbuchen = (
        Weiche(mehr_umzubuchen)
        .Annotation(title="Noch ein Jahr?")
        .Then(this.umbuchung)
        .Else(this.verwendungsbericht)
    )

    verwendungsbericht = Schrittknoten("verwendungsbericht").Next(this.berichtspruefung)
    berichtspruefung = Schrittknoten("berichtspruefung").Next(this.bericht_geprueft)
    bericht_geprueft = (
        Weiche(nachweis_ist(Nachweisstatus.GEPRUEFT))
        .Annotation(title="Bericht in Ordnung?")
        .Then(this.berichtszeichnung)
        .Else(this.verwendungsbericht)
    )
    berichtszeichnung = Schrittknoten("berichtszeichnung").Next(this.kontrolliert)
    kontrolliert = (
        Weiche(im(Status.KONTROLLIERT))
        .Annotation(title="Gezeichnet?")
        .Then(this.abschluss)
        .Else(this.berichtspruefung)
    )
    abschluss = Schrittknoten("abschluss").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")

    @classmethod
    def nimmt_auf(cls, antrag: Antrag) -> bool:
        """A request for money of the city's own."""
        return not antrag.kooperation and antrag.intern

    @classmethod
    def gehoert_zu(cls, richtlinie: Richtlinie) -> bool:
        """Grants that somebody else than a Träger may ask for."""
        berechtigt = set(richtlinie.antragsberechtigt)
        return not richtlinie.programm.kooperation and bool(berechtigt - {Stellenart.TRAEGER})
