"""Sachlich richtig: the facts of the instalment are right."""

from antraege.foerderung.zahlung import abrufe
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Antwort
from workflows.zahlung.schritt import AN_TRAEGER, Vermerkformular, Zahlungsschritt


class SachlichFormular(Vermerkformular):
    """Right, or back to the Träger."""

    vermerk = ("richtig", "Sachlich richtig (§ 31 KomHVO NRW)")
    rueckgaben = (AN_TRAEGER,)


class SachlicheFeststellung(Zahlungsschritt):
    """The first certificate of a payment."""

    name = "sachliche_feststellung"
    titel = "Sachlich richtig"
    frage = "Stimmt der Mittelabruf in der Sache?"
    knopf = "Feststellung abgeben"
    recht = Recht.SACHLICH_FESTSTELLEN
    taetigkeit = Taetigkeit.SACHLICH
    formular = SachlichFormular
    fehlt = "„Sachlich richtig“ geht noch nicht. Es fehlt:"
    bei_fallbetreuung = True

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Certify, or send back to the Träger."""
        if angaben.ergebnis == "richtig":
            abrufe.stelle_sachlich_fest(self.verlange_zahlbar(handlung.antrag), akteur=handlung.person)
            return
        self.gib_zurueck(handlung, angaben)
