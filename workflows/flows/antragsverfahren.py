"""From the submitted request to the closed file."""

from collections.abc import Callable, Iterable
from typing import Any

from viewflow import this
from viewflow.workflow import flow, lock

from antraege.foerderung.models import Abrufstatus, Nachweisstatus
from antraege.kern.status import ENDZUSTAENDE, Status
from rollen.models import Stelle
from workflows.handlung import laufende
from workflows.knoten import JeStelle, Schrittknoten, Systemschritt, Verzweigung, Weiche
from workflows.models import Aufgabe, Vorgang
from workflows.schritte.mitzeichnung import offene_mitzeichnungsstellen


def im(*status: Status) -> Callable[[Any], bool]:
    """A gate that reads only the status of the request."""
    return lambda _: laufende().antrag.status in status


def abruf_ist(status: Abrufstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest instalment; there may be none."""
    return lambda _: getattr(laufende().antrag.mittelabrufe.order_by("nr").last(), "status", "") == status


def nachweis_ist(status: Nachweisstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the proof of use; there may be none."""
    return lambda _: getattr(getattr(laufende().antrag, "nachweis", None), "status", "") == status


def hat_geld(_: Any) -> bool:
    """A request without money goes straight to the control."""
    return laufende().antrag.bewilligt > 0


def mehr_abzurufen(_: Any) -> bool:
    """Something is approved, not paid, and the Träger still wants it."""
    antrag = laufende().antrag
    return antrag.offen > 0 and not antrag.abruf_beendet


def mitzuzeichnen(_: Any) -> Iterable[Stelle]:
    """The further Stellen whose vote is still missing."""
    return offene_mitzeichnungsstellen(laufende().antrag)


class Antragsverfahren(flow.Flow):
    """Antragsverfahren"""

    process_class = Vorgang
    task_class = Aufgabe
    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)
    process_title = "Antragsverfahren"

    eingang = flow.StartHandle(this.beginne).Annotation(title="Eingang").Next(this.formale_pruefung)
    aufnahme = flow.StartHandle(this.beginne).Annotation(title="Aufnahme").Next(this.einordnung)
    einordnung = (
        Verzweigung()
        .Annotation(title="Wo steht der Fall?")
        .Case(this.ende, im(*ENDZUSTAENDE))
        .Case(this.nachforderung, im(Status.NACHFORDERUNG))
        .Case(this.entscheidung, im(Status.GEPRUEFT))
        .Case(this.abschluss, im(Status.KONTROLLIERT))
        .Case(this.nachweispruefung, nachweis_ist(Nachweisstatus.EINGEREICHT))
        .Case(this.nachweiszeichnung, nachweis_ist(Nachweisstatus.GEPRUEFT))
        .Case(this.sachliche_feststellung, abruf_ist(Abrufstatus.ANGEFORDERT))
        .Case(this.rechnerische_feststellung, abruf_ist(Abrufstatus.SACHLICH_RICHTIG))
        .Case(this.anordnung, abruf_ist(Abrufstatus.RECHNERISCH_RICHTIG))
        .Case(this.buchung, abruf_ist(Abrufstatus.ANGEORDNET))
        .Case(this.weiter_abrufen, im(Status.BEWILLIGT, Status.AUSGEZAHLT))
        .Default(this.formale_pruefung)
    )

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
    alle_geprueft = flow.Join().Annotation(title="Alle haben geprüft").Next(this.geprueft)
    geprueft = Systemschritt(this.stelle_geprueft_fest).Annotation(title="Geprüft").Next(this.entscheidung)

    entscheidung = Schrittknoten("entscheidung").Next(this.entschieden)
    entschieden = (
        Verzweigung()
        .Annotation(title="Wie ist entschieden?")
        .Case(this.geld, im(Status.BEWILLIGT))
        .Case(this.ende, im(Status.ABGELEHNT))
        .Default(this.pruefungen)
    )
    geld = (
        Weiche(hat_geld).Annotation(title="Mit Geld?").Then(this.mittelabruf).Else(this.verwendungsnachweis)
    )

    mittelabruf = Schrittknoten("mittelabruf").Next(this.abgerufen)
    abgerufen = (
        Weiche(mehr_abzurufen)
        .Annotation(title="Wird abgerufen?")
        .Then(this.sachliche_feststellung)
        .Else(this.verwendungsnachweis)
    )
    sachliche_feststellung = Schrittknoten("sachliche_feststellung").Next(this.sachlich_richtig)
    sachlich_richtig = (
        Weiche(abruf_ist(Abrufstatus.SACHLICH_RICHTIG))
        .Annotation(title="Sachlich richtig?")
        .Then(this.rechnerische_feststellung)
        .Else(this.mittelabruf)
    )
    rechnerische_feststellung = Schrittknoten("rechnerische_feststellung").Next(this.anordnung)
    anordnung = Schrittknoten("anordnung").Next(this.buchung)
    buchung = Schrittknoten("buchung").Next(this.weiter_abrufen)
    weiter_abrufen = (
        Weiche(mehr_abzurufen)
        .Annotation(title="Noch etwas abzurufen?")
        .Then(this.mittelabruf)
        .Else(this.verwendungsnachweis)
    )

    verwendungsnachweis = Schrittknoten("verwendungsnachweis").Next(this.nachweispruefung)
    nachweispruefung = Schrittknoten("nachweispruefung").Next(this.nachweis_geprueft)
    nachweis_geprueft = (
        Weiche(nachweis_ist(Nachweisstatus.GEPRUEFT))
        .Annotation(title="Nachweis in Ordnung?")
        .Then(this.nachweiszeichnung)
        .Else(this.verwendungsnachweis)
    )
    nachweiszeichnung = Schrittknoten("nachweiszeichnung").Next(this.kontrolliert)
    kontrolliert = (
        Weiche(im(Status.KONTROLLIERT))
        .Annotation(title="Gezeichnet?")
        .Then(this.abschluss)
        .Else(this.nachweispruefung)
    )
    abschluss = Schrittknoten("abschluss").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")

    def beginne(self, activation: Any) -> Vorgang:
        """Tie the new process to the request of the running act."""
        activation.process.antrag = laufende().antrag
        return activation.process

    def stelle_geprueft_fest(self, _: Any) -> None:
        """The last of the parallel checks is in: the request is checked."""
        laufende().bewege("pruefen")
