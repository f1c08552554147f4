"""From the submitted request to the closed file."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufstatus, Nachweisstatus
from antraege.foerderung.zahlung import abrufe
from antraege.kern.status import Status
from workflows.antrag.pruefungen import GemeinsamePruefstrecke, einordnung
from workflows.graph.verfahren import Schrittknoten, Systemschritt, Verfahren, Verzweigung, Weiche, im
from workflows.nachweis.tore import nachweis_ist
from workflows.zahlung.tore import abruf_ist


def hat_geld(activation: Any) -> bool:
    """A request without money goes straight to the control."""
    return activation.process.antrag.bewilligt > 0


def mehr_abzurufen(activation: Any) -> bool:
    """Something is approved, not paid, and the Träger still wants it; a Bescheid with Raten is not called."""
    antrag = activation.process.antrag
    return antrag.offen > 0 and not antrag.abruf_beendet and not antrag.bescheid.raten.exists()


def rate_offen(activation: Any) -> bool:
    """The Bescheid promises a further instalment that nobody has asked for yet."""
    return abrufe.naechste_rate(activation.process.antrag) is not None


class Antragsverfahren(GemeinsamePruefstrecke, Verfahren):
    """Antragsverfahren"""

    process_title = "Antragsverfahren"

    eingang = flow.StartHandle(this.beginne).Annotation(title="Eingang").Next(this.formale_pruefung)
    aufnahme = flow.StartHandle(this.beginne).Annotation(title="Aufnahme").Next(this.einordnung)
    einordnung = (
        einordnung()
        .Case(this.nachweispruefung, nachweis_ist(Nachweisstatus.EINGEREICHT))
        .Case(this.nachweiszeichnung, nachweis_ist(Nachweisstatus.GEPRUEFT))
        .Case(this.sachliche_feststellung, abruf_ist(Abrufstatus.ANGEFORDERT))
        .Case(this.rechnerische_feststellung, abruf_ist(Abrufstatus.SACHLICH_RICHTIG))
        .Case(this.anordnung, abruf_ist(Abrufstatus.RECHNERISCH_RICHTIG))
        .Case(this.buchung, abruf_ist(Abrufstatus.ANGEORDNET))
        .Case(this.buchung, abruf_ist(Abrufstatus.UEBERGEBEN))
        .Case(this.weiter_zahlen, im(Status.BEWILLIGT, Status.AUSGEZAHLT))
        .Default(this.formale_pruefung)
    )

    entscheidung = Schrittknoten("entscheidung").Next(this.entschieden)
    entschieden = (
        Verzweigung()
        .Annotation(title="Wie ist entschieden?")
        .Case(this.geld, im(Status.BEWILLIGT))
        .Case(this.ende, im(Status.ABGELEHNT))
        .Default(this.pruefungen)
    )
    geld = (
        Weiche(hat_geld).Annotation(title="Mit Geld?").Then(this.weiter_zahlen).Else(this.verwendungsnachweis)
    )
    weiter_zahlen = (
        Verzweigung()
        .Annotation(title="Wie wird gezahlt?")
        .Case(this.rate, rate_offen)
        .Case(this.mittelabruf, mehr_abzurufen)
        .Default(this.verwendungsnachweis)
    )
    rate = (
        Systemschritt(this.fordere_rate_an).Annotation(title="Nächste Rate").Next(this.sachliche_feststellung)
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
    rechnerische_feststellung = Schrittknoten("rechnerische_feststellung").Next(this.rechnerisch_richtig)
    rechnerisch_richtig = (
        Verzweigung()
        .Annotation(title="Rechnerisch richtig?")
        .Case(this.anordnung, abruf_ist(Abrufstatus.RECHNERISCH_RICHTIG))
        .Case(this.sachliche_feststellung, abruf_ist(Abrufstatus.ANGEFORDERT))
        .Default(this.mittelabruf)
    )
    anordnung = Schrittknoten("anordnung").Next(this.angeordnet)
    angeordnet = (
        Verzweigung()
        .Annotation(title="Angeordnet?")
        .Case(this.buchung, abruf_ist(Abrufstatus.ANGEORDNET))
        .Case(this.rechnerische_feststellung, abruf_ist(Abrufstatus.SACHLICH_RICHTIG))
        .Default(this.sachliche_feststellung)
    )
    buchung = Schrittknoten("buchung").Next(this.gezahlt)
    gezahlt = (
        Weiche(abruf_ist(Abrufstatus.RECHNERISCH_RICHTIG))
        .Annotation(title="Zurück zur Anordnung?")
        .Then(this.anordnung)
        .Else(this.weiter_abrufen)
    )
    weiter_abrufen = (
        Weiche(nachweis_ist(Nachweisstatus.GEZEICHNET))
        .Annotation(title="War es die Restzahlung?")
        .Then(this.rest_gezahlt)
        .Else(this.weiter_zahlen)
    )
    rest_gezahlt = (
        Systemschritt(this.stelle_kontrolliert_fest).Annotation(title="Rest gezahlt").Next(this.abschluss)
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
        Verzweigung()
        .Annotation(title="Was ergibt die Kontrolle?")
        .Case(this.abschluss, im(Status.KONTROLLIERT))
        .Case(this.sachliche_feststellung, nachweis_ist(Nachweisstatus.GEZEICHNET))
        .Default(this.nachweispruefung)
    )
    abschluss = Schrittknoten("abschluss").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")

    @classmethod
    def nimmt_auf(cls, antrag: Antrag) -> bool:
        """A request for money of a Träger."""
        return not antrag.kooperation and not antrag.intern

    def stelle_kontrolliert_fest(self, activation: Any) -> None:
        """The rest that the control has left is paid: nothing stands against the end of the control any more."""
        activation.process.handlung.bewege(Antrag.kontrollieren)

    def fordere_rate_an(self, activation: Any) -> None:
        """The next instalment of the Bescheid starts on its way; it is ordered when it is due."""
        abrufe.fordere_rate_an(activation.process.antrag)
