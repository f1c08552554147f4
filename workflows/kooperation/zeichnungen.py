"""The stretch of signatures that an agreement and its Nachtrag share."""

from collections.abc import Iterable
from typing import Any

from viewflow import this

from antraege.kooperation import zeichnen
from rollen.models import Stelle
from workflows.graph.verfahren import JeStelle, Join, Schrittknoten, Verzweigung
from workflows.kooperation.schritt import aemter, partner


def zeichnende_partner(activation: Any) -> Iterable[Stelle]:
    """Whose turn it is to sign, outside the offices."""
    return partner(zeichnen.an_der_reihe(activation.process.antrag.vereinbarung))


def zeichnende_aemter(activation: Any) -> Iterable[Stelle]:
    """Whose turn it is to sign for the city."""
    return aemter(zeichnen.an_der_reihe(activation.process.antrag.vereinbarung))


def scans_da(activation: Any) -> bool:
    """A signed scan waits for its comparison."""
    return bool(zeichnen.zu_vergleichen(activation.process.antrag.vereinbarung))


def nur_scans_da(activation: Any) -> bool:
    """Nobody is left to sign, but scans wait."""
    return scans_da(activation) and not zeichnen.an_der_reihe(activation.process.antrag.vereinbarung)


def alle_gezeichnet(activation: Any) -> bool:
    """Every signature is in and counts."""
    return not zeichnen.fehlende(activation.process.antrag.vereinbarung)


class Zeichnungsstrecke:
    """Whose turn it is signs, until all have; where the way ends (`geschlossen`) stands in the procedure."""

    zeichnungen = (
        JeStelle()
        .Annotation(title="Zeichnen lassen")
        .Je(this.parteizeichnung, stellen=zeichnende_partner)
        .Je(this.stadtzeichnung, stellen=zeichnende_aemter)
    )
    parteizeichnung = Schrittknoten("parteizeichnung").Next(this.unterschrieben)
    stadtzeichnung = Schrittknoten("stadtzeichnung").Next(this.unterschrieben)
    unterschrieben = Join().Annotation(title="Gefragte haben gezeichnet").Next(this.gezeichnet)
    gezeichnet = (
        Verzweigung()
        .Annotation(title="Haben alle gezeichnet?")
        .Case(this.scanvergleich, nur_scans_da)
        .Case(this.geschlossen, alle_gezeichnet)
        .Default(this.zeichnungen)
    )
    scanvergleich = Schrittknoten("scanvergleich").Next(this.gezeichnet)
