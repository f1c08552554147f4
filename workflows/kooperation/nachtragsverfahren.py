"""From a change of an agreement to the day it counts: written, released, signed again by all."""

from collections.abc import Callable
from typing import Any

from viewflow import this
from viewflow.workflow import flow

from antraege.kooperation import nachtraege
from antraege.kooperation.models import Nachtragsstatus
from antraege.programme.models import Richtlinie
from workflows.graph.verfahren import Schrittknoten, Systemschritt, Verfahren, Verzweigung
from workflows.kooperation.abschluss import schliesse_nachtrag_ab
from workflows.kooperation.zeichnungen import Zeichnungsstrecke


def nachtrag_ist(*status: Nachtragsstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest Nachtrag."""
    return lambda a: nachtraege.neuester(a.process.antrag.vereinbarung).status in status


class Nachtragsverfahren(Zeichnungsstrecke, Verfahren):
    """Nachtrag"""

    process_title = "Nachtrag zur Vereinbarung"
    nebenverfahren = True

    eingang = flow.StartHandle(this.beginne).Annotation(title="Nachtrag").Next(this.nachtragsfreigabe)
    aufnahme = flow.StartHandle(this.beginne).Annotation(title="Überarbeitung").Next(this.nachtragsentwurf)
    nachtragsfreigabe = Schrittknoten("nachtragsfreigabe").Next(this.freigegeben)
    freigegeben = (
        Verzweigung()
        .Annotation(title="Freigegeben?")
        .Case(this.zeichnungen, nachtrag_ist(Nachtragsstatus.ZEICHNUNG))
        .Case(this.nachtragsentwurf, nachtrag_ist(Nachtragsstatus.ENTWURF))
        .Default(this.ende)
    )
    nachtragsentwurf = Schrittknoten("nachtragsentwurf").Next(this.nachtragsfreigabe)
    geschlossen = Systemschritt(this.schliesse).Annotation(title="Nachtrag geschlossen").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")

    @classmethod
    def gehoert_zu(cls, richtlinie: Richtlinie) -> bool:
        """Agreements only."""
        return richtlinie.programm.kooperation

    def schliesse(self, activation: Any) -> None:
        """The last signature is in."""
        schliesse_nachtrag_ab(activation.process.handlung)
