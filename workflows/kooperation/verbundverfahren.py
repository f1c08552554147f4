"""A linked case has ended: somebody looks at what follows from that here; nothing changes by itself."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow

from workflows.graph.verfahren import Schrittknoten, Verfahren, Weiche


def ist_vereinbarung(activation: Any) -> bool:
    """Told is an agreement, by its grant; otherwise a grant, by its agreement."""
    return activation.process.antrag.kooperation


class Verbundverfahren(Verfahren):
    """Folgen eines verbundenen Falls"""

    process_title = "Folgen eines verbundenen Falls"
    nebenverfahren = True

    eingang = flow.StartHandle(this.beginne).Annotation(title="Nachricht").Next(this.betroffen)
    betroffen = (
        Weiche(ist_vereinbarung)
        .Annotation(title="Was ist betroffen?")
        .Then(this.vereinbarungsfolgen)
        .Else(this.zuwendungsfolgen)
    )
    zuwendungsfolgen = Schrittknoten("zuwendungsfolgen").Next(this.ende)
    vereinbarungsfolgen = Schrittknoten("vereinbarungsfolgen").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")
