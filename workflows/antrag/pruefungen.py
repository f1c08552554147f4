"""The stretch of checks that two procedures share: formal, by all Stellen, found checked."""

from collections.abc import Iterable
from typing import Any

from viewflow import this

from antraege.antrag.models import Antrag
from antraege.foerderung import toepfe
from antraege.kern.status import ENDZUSTAENDE, Status
from rollen.models import Stelle
from workflows.antrag.schreiben import pruefvermerk
from workflows.graph.mitzeichnung import offene_mitzeichnungsstellen, stellen_zum_vorschlag
from workflows.graph.verfahren import JeStelle, Join, Schrittknoten, Systemschritt, Verzweigung, Weiche, im


def mitzuzeichnen(activation: Any) -> Iterable[Stelle]:
    """The further Stellen whose vote is still missing."""
    return offene_mitzeichnungsstellen(activation.process.antrag)


def zum_vorschlag(activation: Any) -> Iterable[Stelle]:
    """The further Stellen that sign the proposal and have not signed this one."""
    return stellen_zum_vorschlag(activation.process.antrag)


def braucht_mitzeichnung(activation: Any) -> bool:
    """The proposal stands, and somebody has still to sign it."""
    return bool(zum_vorschlag(activation))


def zu_fragende(activation: Any) -> Iterable[Stelle]:
    """The Fachbereiche that have not agreed to what they shall bear."""
    return toepfe.ohne_einvernehmen(activation.process.antrag)


def braucht_einvernehmen(activation: Any) -> bool:
    """Somebody else's money is in the proposal, and its Fachbereich has not agreed."""
    return bool(zu_fragende(activation))


def einordnung() -> Verzweigung:
    """Where a case stands that is placed into the graph anew, as far as both procedures agree."""
    return (
        Verzweigung()
        .Annotation(title="Wo steht der Fall?")
        .Case(this.ende, im(*ENDZUSTAENDE, Status.WIDERRUFEN))
        .Case(this.nachforderung, im(Status.NACHFORDERUNG))
        .Case(this.entscheidung, im(Status.GEPRUEFT))
        .Case(this.abschluss, im(Status.KONTROLLIERT))
    )


class Pruefstrecke:
    """From the formal check to the day all have checked; what comes before and after stands in the procedure."""

    formale_pruefung = Schrittknoten("formale_pruefung").Next(this.vollstaendig)
    vollstaendig = (
        Weiche(im(Status.EINGEREICHT))
        .Annotation(title="Vollständig?")
        .Then(this.pruefungen)
        .Else(this.nachforderung)
    )
    nachforderung = Schrittknoten("nachforderung").Next(this.formale_pruefung)

    pruefungen = (
        JeStelle()
        .Annotation(title="Prüfen und mitzeichnen")
        .Next(this.fachliche_pruefung)
        .Je(this.mitzeichnung, stellen=mitzuzeichnen)
    )
    fachliche_pruefung = Schrittknoten("fachliche_pruefung").Next(this.alle_geprueft)
    mitzeichnung = Schrittknoten("mitzeichnung").Next(this.alle_geprueft)
    alle_geprueft = Join().Annotation(title="Alle haben geprüft").Next(this.vorschlag_steht)
    vorschlag_steht = (
        Weiche(braucht_mitzeichnung)
        .Annotation(title="Vorschlag mitzeichnen?")
        .Then(this.mitzeichnende)
        .Else(this.geprueft)
    )
    mitzeichnende = (
        JeStelle().Annotation(title="Vorschlag mitzeichnen").Je(this.mitzeichnung, stellen=zum_vorschlag)
    )
    geprueft = Systemschritt(this.stelle_geprueft_fest).Annotation(title="Geprüft").Next(this.entscheidung)

    def stelle_geprueft_fest(self, activation: Any) -> None:
        """The last of the parallel checks is in: the request is checked."""
        handlung = activation.process.handlung
        handlung.bewege(Antrag.pruefen)
        pruefvermerk(handlung)


class GemeinsamePruefstrecke(Pruefstrecke):
    """The same, and after the checks the Einvernehmen of every Fachbereich whose money is in the proposal."""

    vorschlag_steht = (
        Weiche(braucht_mitzeichnung)
        .Annotation(title="Vorschlag mitzeichnen?")
        .Then(this.mitzeichnende)
        .Else(this.mehrere_toepfe)
    )
    mehrere_toepfe = (
        Weiche(braucht_einvernehmen)
        .Annotation(title="Zahlen andere mit?")
        .Then(this.mitfinanzierende)
        .Else(this.geprueft)
    )
    mitfinanzierende = JeStelle().Annotation(title="Einvernehmen").Je(this.einvernehmen, stellen=zu_fragende)
    einvernehmen = Schrittknoten("einvernehmen").Next(this.alle_geantwortet)
    alle_geantwortet = Join().Annotation(title="Alle haben geantwortet").Next(this.einvernehmlich)
    einvernehmlich = (
        Weiche(braucht_einvernehmen)
        .Annotation(title="Einvernehmen versagt?")
        .Then(this.pruefungen)
        .Else(this.geprueft)
    )
