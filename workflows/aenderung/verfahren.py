"""From the wish to change a grant to the decision on it; runs beside the procedure of the case."""

from collections.abc import Callable
from typing import Any

from viewflow import this
from viewflow.workflow import flow

from antraege.foerderung import aenderungen
from antraege.foerderung.models import Aenderungsart, Aenderungsstatus
from rollen.models import Stelle
from workflows.graph.verfahren import (
    JeStelle,
    Join,
    Schrittknoten,
    Systemschritt,
    Verfahren,
    Verzweigung,
    Weiche,
)


def aenderung_ist(*status: Aenderungsstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest change."""
    return lambda a: a.process.antrag.aenderungen.latest("nr").status in status


def mit_traegerwechsel(activation: Any) -> bool:
    """Somebody else shall take over; they are asked first."""
    return Aenderungsart.TRAEGERWECHSEL in activation.process.antrag.aenderungen.latest("nr").arten


def zu_fragende(activation: Any) -> list[Stelle]:
    """The Fachbereiche that have not agreed to bear more."""
    return aenderungen.ohne_einvernehmen(aenderungen.laufende(activation.process.antrag))


def braucht_einvernehmen(activation: Any) -> bool:
    """Somebody else shall bear more and has not agreed."""
    return bool(zu_fragende(activation))


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
    aenderungspruefung = Schrittknoten("aenderungspruefung").Next(this.mehr_aus_toepfen)
    mehr_aus_toepfen = (
        Weiche(braucht_einvernehmen)
        .Annotation(title="Tragen andere mehr?")
        .Then(this.mitfinanzierende)
        .Else(this.aenderungsentscheidung)
    )
    mitfinanzierende = (
        JeStelle().Annotation(title="Einvernehmen").Je(this.aenderungseinvernehmen, stellen=zu_fragende)
    )
    aenderungseinvernehmen = Schrittknoten("aenderungseinvernehmen").Next(this.alle_geantwortet)
    alle_geantwortet = Join().Annotation(title="Alle haben geantwortet").Next(this.einvernehmlich)
    einvernehmlich = (
        Weiche(braucht_einvernehmen)
        .Annotation(title="Einvernehmen versagt?")
        .Then(this.zur_pruefung)
        .Else(this.aenderungsentscheidung)
    )
    zur_pruefung = (
        Systemschritt(this.gib_zurueck).Annotation(title="Zurück zur Prüfung").Next(this.aenderungspruefung)
    )
    aenderungsentscheidung = Schrittknoten("aenderungsentscheidung").Next(this.entschieden)
    entschieden = (
        Verzweigung()
        .Annotation(title="Wie ist entschieden?")
        .Case(this.aenderungspruefung, aenderung_ist(Aenderungsstatus.BEANTRAGT))
        .Default(this.ende)
    )
    ende = flow.End().Annotation(title="Ende")

    def gib_zurueck(self, activation: Any) -> None:
        """A Fachbereich does not bear more: the check has to propose other pots, or to advise against the change."""
        aenderung = aenderungen.laufende(activation.process.antrag)
        stellen = ", ".join(stelle.name for stelle in aenderungen.ohne_einvernehmen(aenderung))
        aenderungen.gib_zurueck(aenderung, grund=f"Kein Einvernehmen: {stellen}.")
