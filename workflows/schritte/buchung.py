"""Buchung: the Kasse has paid."""

from typing import Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import abrufe
from antraege.kern.geld import zeige
from antraege.kern.vieraugen import Taetigkeit
from rollen.models import Stelle, Stellenart
from rollen.tabelle import Recht
from workflows.benachrichtigungen import schreibe_traeger
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular
from workflows.schritte.zahlung import Zahlungsschritt


class BuchungFormular(Formular):
    """The voucher number of the finance system."""

    belegnummer = forms.CharField(
        label="Belegnummer der Kasse", max_length=40, help_text="Die Nummer aus dem Finanzverfahren."
    )


class Buchung(Zahlungsschritt):
    """The booking at the Stadtkasse; the first one turns the request into an ausgezahlter."""

    name = "buchung"
    titel = "Buchung"
    frage = "Ist die Zahlung gebucht?"
    knopf = "Zahlung buchen"
    recht = Recht.BUCHEN
    taetigkeit = Taetigkeit.BUCHEN
    formular = BuchungFormular
    uebergaenge = frozenset({"auszahlen"})

    def stelle(self, antrag: Antrag) -> Stelle:
        """The Stadtkasse books for all."""
        return Stelle.objects.get(art=Stellenart.KASSE)

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Book in the ledger and on the request, and tell the Träger."""
        antrag = handlung.antrag
        abruf = abrufe.laufender(antrag)
        abrufe.buche(abruf, belegnummer=daten["belegnummer"], akteur=handlung.person)
        antrag.ausgezahlt += abruf.betrag
        handlung.bewege("auszahlen", betrag=abruf.betrag, belegnummer=abruf.belegnummer)
        schreibe_traeger(
            handlung,
            betreff="Geld ist unterwegs",
            text=f"{zeige(abruf.betrag)} wurden gebucht. Bitte verwenden Sie das Geld innerhalb von "
            f"{antrag.richtlinie.monate_verwendung} Monaten.",
        )
