"""A measure on a claim: proposed, decided; runs beside everything else."""

from viewflow import this
from viewflow.workflow import flow

from workflows.graph.verfahren import Schrittknoten, Verfahren


class Massnahmenverfahren(Verfahren):
    """Maßnahme zur Forderung"""

    process_title = "Maßnahme zur Forderung"
    nebenverfahren = True

    eingang = flow.StartHandle(this.beginne).Annotation(title="Vorschlag").Next(this.massnahmenentscheidung)
    massnahmenentscheidung = Schrittknoten("massnahmenentscheidung").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")
