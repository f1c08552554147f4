"""From the hearing to the last cent: a claim beside the procedure of its request."""

from collections.abc import Callable
from typing import Any

from viewflow import this
from viewflow.workflow import flow

from antraege.foerderung import rueckforderungen
from antraege.foerderung.models import Forderungsstatus
from antraege.kern.status import Status
from workflows.graph.verfahren import Schrittknoten, Verfahren, Verzweigung, im


def forderung_ist(*status: Forderungsstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest claim."""
    return lambda a: rueckforderungen.steht(a.process.antrag, *status)


def noch_verlangt(activation: Any) -> bool:
    """Something is fixed and not paid, waived or given up."""
    return rueckforderungen.ist_verlangt(activation.process.antrag)


class Rueckforderungsverfahren(Verfahren):
    """Rückforderung"""

    process_title = "Rückforderung"
    nebenverfahren = True

    eingang = flow.StartHandle(this.beginne).Annotation(title="Anlass").Next(this.anhoerung)
    aufnahme = flow.StartHandle(this.beginne).Annotation(title="Aufnahme").Next(this.beschieden)
    anhoerung = Schrittknoten("anhoerung").Next(this.stellungnahme)
    stellungnahme = Schrittknoten("stellungnahme").Next(this.rueckforderungspruefung)
    rueckforderungspruefung = Schrittknoten("rueckforderungspruefung").Next(this.rueckforderungsentscheidung)
    rueckforderungsentscheidung = Schrittknoten("rueckforderungsentscheidung").Next(this.beschieden)
    beschieden = (
        Verzweigung()
        .Annotation(title="Wie ist entschieden?")
        .Case(this.rueckforderungspruefung, forderung_ist(Forderungsstatus.ANGEHOERT))
        .Case(this.zahlungseingang, noch_verlangt)
        .Case(this.abschluss, im(Status.WIDERRUFEN))
        .Default(this.ende)
    )
    zahlungseingang = Schrittknoten("zahlungseingang").Next(this.beglichen)
    beglichen = (
        Verzweigung()
        .Annotation(title="Ist alles bezahlt?")
        .Case(this.zahlungseingang, noch_verlangt)
        .Case(this.abschluss, im(Status.WIDERRUFEN))
        .Default(this.ende)
    )
    abschluss = Schrittknoten("abschluss").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")
