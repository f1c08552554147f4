"""From the wish to change a grant to the decision on it; runs beside the procedure of the case."""

from collections.abc import Callable
from typing import Any

from viewflow import this
from viewflow.workflow import flow

from antraege.foerderung.models import Aenderungsart, Aenderungsstatus
from workflows.graph.verfahren import Schrittknoten, Verfahren, Verzweigung, Weiche


def aenderung_ist(*status: Aenderungsstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest change."""
    return lambda a: a.process.antrag.aenderungen.latest("nr").status in status


def mit_traegerwechsel(activation: Any) -> bool:
    """Somebody else shall take over; they are asked first."""
    return Aenderungsart.TRAEGERWECHSEL in activation.process.antrag.aenderungen.latest("nr").arten


class Aenderungsverfahren(Verfahren):
    """Änderung der Bewilligung"""

    process_title = "Änderung der Bewilligung"
    nebenverfahren = True

    eingang = flow.StartHandle(this.beginne).Annotation(title="Änderung beantragt").Next(this.wechsel)
    wechsel = (
        Weiche(mit_traegerwechsel)
        .Annotation(title="Neuer Träger?")
        .Then(this.uebernahmeerklaerung)
        .Else(this.aenderungspruefung)
    )
    uebernahmeerklaerung = Schrittknoten("uebernahmeerklaerung").Next(this.uebernommen)
    uebernommen = (
        Weiche(aenderung_ist(Aenderungsstatus.BEANTRAGT))
        .Annotation(title="Übernommen?")
        .Then(this.aenderungspruefung)
        .Else(this.ende)
    )
    aenderungspruefung = Schrittknoten("aenderungspruefung").Next(this.aenderungsentscheidung)
    aenderungsentscheidung = Schrittknoten("aenderungsentscheidung").Next(this.entschieden)
    entschieden = (
        Verzweigung()
        .Annotation(title="Wie ist entschieden?")
        .Case(this.aenderungspruefung, aenderung_ist(Aenderungsstatus.BEANTRAGT))
        .Default(this.ende)
    )
    ende = flow.End().Annotation(title="Ende")
