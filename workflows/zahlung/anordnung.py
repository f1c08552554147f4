"""Anordnung: the Kasse is ordered to pay, within the Wertgrenze of the person."""

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Mittelabruf
from antraege.foerderung.zahlung import abrufe
from antraege.kern.maengel import Mangel
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.tabelle import Recht
from workflows.tuer import hindernisse
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Antwort
from workflows.zahlung import tore as zahlungstore
from workflows.zahlung.schreiben import auszahlungsanordnung
from workflows.zahlung.schritt import AN_RECHNERISCH, AN_SACHLICH, Vermerkformular, Zahlungsschritt


class AnordnungFormular(Vermerkformular):
    """The order, or back to one of the certificates."""

    vermerk = ("anordnen", "Ich ordne die Auszahlung an.")
    rueckgaben = (AN_SACHLICH, AN_RECHNERISCH)


class Anordnung(Zahlungsschritt):
    """The order to pay; never by a person who has certified."""

    name = "anordnung"
    titel = "Anordnung"
    frage = "Soll die Kasse auszahlen?"
    knopf = "Absenden"
    recht = Recht.ANORDNEN
    taetigkeit = Taetigkeit.ANORDNEN
    formular = AnordnungFormular
    fehlt = "Anordnen geht noch nicht. Es fehlt:"
    mit_wertgrenze = True

    def zahlungsmaengel(self, antrag: Antrag, abruf: Mittelabruf) -> list[Mangel]:
        """Everything that stands against paying today."""
        return zahlungstore.maengel(antrag, abruf=abruf)

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Give back; or order to the account in force. The city itself gets no document but an internal booking."""
        if angaben.ergebnis != "anordnen":
            self.gib_zurueck(handlung, angaben)
            return
        antrag = handlung.antrag
        abruf = self.verlange_zahlbar(antrag)
        abrufe.ordne_an(abruf, akteur=handlung.person)
        handlung.vermerke(abruf=abruf.nr, betrag=abruf.betrag, faellig_am=abruf.faellig_am)
        if not antrag.intern:
            befugnisse = rechte.berechtigungen_fuer(handlung.person, self.recht, antrag.stelle)
            grenze = hindernisse.eigene_grenze(befugnisse, antrag.richtlinie.wertgrenzen.all())
            erlasse(handlung, auszahlungsanordnung(handlung, abruf, grenze=grenze))
