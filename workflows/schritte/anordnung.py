"""Anordnung: the Kasse is ordered to pay, within the Wertgrenze of the person."""

from typing import Any

from django import forms

from antraege.foerderung import abrufe
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.tabelle import Recht
from workflows import hindernisse, schriftstuecke
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
        """Order to the account in force; the city itself gets no payment document but an internal booking."""
        antrag = handlung.antrag
        abruf = abrufe.laufender(antrag)
        abrufe.ordne_an(abruf, akteur=handlung.person)
        handlung.vermerke(abruf=abruf.nr, betrag=abruf.betrag, faellig_am=abruf.faellig_am)
        if not antrag.intern:
            befugnisse = rechte.berechtigungen_fuer(handlung.person, self.recht, antrag.stelle)
            grenze = hindernisse.eigene_grenze(befugnisse, antrag.richtlinie.wertgrenzen.all())
            schriftstuecke.auszahlungsanordnung(handlung, abruf, grenze=grenze)
