"""From the paper to the last word of the bodies: written, signed, consulted on, decided; beside its case."""

from collections.abc import Callable
from typing import Any

from viewflow import this
from viewflow.workflow import flow

from antraege.gremien import dienst
from antraege.gremien.models import Vorlagenstatus
from antraege.programme.models import Richtlinie
from workflows.graph.verfahren import Schrittknoten, Verfahren, Weiche


def vorlage_ist(*status: Vorlagenstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest paper."""
    return lambda a: dienst.neueste(a.process.antrag).status in status


def von_anderswo(activation: Any) -> bool:
    """Only the Beschluss is recorded; its paper is not from here."""
    return dienst.neueste(activation.process.antrag).auswaertig


def noch_zu_beraten(activation: Any) -> bool:
    """A body has still to speak: on the way to the Beschluss, or taking note after it."""
    return dienst.naechste_beratung(dienst.neueste(activation.process.antrag)) is not None


class Gremienverfahren(Verfahren):
    """Gremienvorlage"""

    process_title = "Gremienvorlage"
    nebenverfahren = True
    endet_mit_dem_fall = True

    eingang = flow.StartHandle(this.beginne).Annotation(title="Vorlage").Next(this.herkunft)
    herkunft = (
        Weiche(von_anderswo)
        .Annotation(title="Beschluss von anderswo?")
        .Then(this.beschlussbestaetigung)
        .Else(this.einbringung)
    )
    einbringung = Schrittknoten("einbringung").Next(this.eingebracht)
    eingebracht = (
        Weiche(vorlage_ist(Vorlagenstatus.EINGEBRACHT))
        .Annotation(title="Eingebracht?")
        .Then(this.beratung)
        .Else(this.gremienentwurf)
    )
    gremienentwurf = Schrittknoten("gremienentwurf").Next(this.einbringung)
    beratung = Schrittknoten("beratung").Next(this.beraten)
    beraten = (
        Weiche(noch_zu_beraten).Annotation(title="Noch ein Gremium?").Then(this.beratung).Else(this.ende)
    )
    beschlussbestaetigung = Schrittknoten("beschlussbestaetigung").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")

    @classmethod
    def gehoert_zu(cls, richtlinie: Richtlinie) -> bool:
        """Grants and agreements: the bodies decide on both."""
        return True
