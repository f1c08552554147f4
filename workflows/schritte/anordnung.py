"""Anordnung: the Kasse is ordered to pay, within the Wertgrenze of the person."""

from typing import Any

from django import forms

from antraege.foerderung import abrufe
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular
from workflows.schritte.zahlung import Zahlungsschritt


class AnordnungFormular(Formular):
    """The order."""

    anordnen = forms.BooleanField(label="Ich ordne die Auszahlung an.")


class Anordnung(Zahlungsschritt):
    """The order to pay; never by a person who has certified."""

    name = "anordnung"
    titel = "Anordnung"
    frage = "Soll die Kasse auszahlen?"
    knopf = "Auszahlung anordnen"
    recht = Recht.ANORDNEN
    taetigkeit = Taetigkeit.ANORDNEN
    formular = AnordnungFormular
    mit_wertgrenze = True

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Order."""
        abrufe.ordne_an(abrufe.laufender(handlung.antrag), akteur=handlung.person)
