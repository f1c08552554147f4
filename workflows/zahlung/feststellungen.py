"""The two certificates of an instalment: the facts are right, then the arithmetic is (§ 31 KomHVO NRW)."""

from antraege.foerderung.zahlung import abrufe
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Antwort
from workflows.zahlung.schritt import AN_SACHLICH, AN_TRAEGER, Vermerkformular, Zahlungsschritt


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


class RechnerischFormular(Vermerkformular):
    """Right, or back to who has certified the facts, or to the Träger."""

    vermerk = ("richtig", "Rechnerisch richtig (§ 31 KomHVO NRW)")
    rueckgaben = (AN_SACHLICH, AN_TRAEGER)


class RechnerischeFeststellung(Zahlungsschritt):
    """The second certificate, by another person unless the Richtlinie allows one."""

    name = "rechnerische_feststellung"
    titel = "Rechnerisch richtig"
    frage = "Stimmen Betrag, Rest und Kontierung?"
    knopf = "Feststellung abgeben"
    recht = Recht.RECHNERISCH_FESTSTELLEN
    taetigkeit = Taetigkeit.RECHNERISCH
    formular = RechnerischFormular
    fehlt = "„Rechnerisch richtig“ geht noch nicht. Es fehlt:"

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Certify, or give back."""
        if angaben.ergebnis == "richtig":
            abrufe.stelle_rechnerisch_fest(self.verlange_zahlbar(handlung.antrag), akteur=handlung.person)
            return
        self.gib_zurueck(handlung, angaben)
