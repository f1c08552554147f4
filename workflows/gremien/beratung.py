"""Beratung: the office of the bodies records what one of them has said, in the order of the Beratungsfolge."""

from datetime import date
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag
from antraege.gremien import beschluesse, dienst
from antraege.kern.beratung import Beratungsart
from antraege.kern.vieraugen import Taetigkeit
from workflows.gremien.beratungsformular import BeratungFormular, anstehende
from workflows.gremien.schritt import Gremienbueroschritt
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Beratung(Gremienbueroschritt):
    """One body after the other; who takes note after the Beschluss holds nobody up."""

    name = "beratung"
    titel = "Beratung im Gremium"
    frage = "Was hat das Gremium gesagt?"
    knopf = "Ergebnis erfassen"
    oeffentlich = "Rat und Ausschüsse befassen sich mit Ihrem Vorhaben."
    danach = "Sie erfahren hier im Portal, wie es weitergeht."
    taetigkeit = Taetigkeit.BERATUNG_ERFASSEN
    formular = BeratungFormular
    vorlage = "gremien/schritte/schritt.html"

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The planned day of the body."""
        return anstehende(antrag).geplant_am

    def richte_ein(self, aufgabe: "Aufgabe") -> None:
        """The Postkorb names the body."""
        assert aufgabe.antrag is not None
        beratung = anstehende(aufgabe.antrag)
        aufgabe.betreff = f"{beratung}: {aufgabe.antrag.titel}"[:160]

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Record it and tell the office what a body that decides has said."""
        beratung, vorlage = anstehende(handlung.antrag), dienst.neueste(handlung.antrag)
        dienst.erfasse(vorlage, beratung, daten, akteur=handlung.person)
        handlung.vermerke(
            drucksache=vorlage.drucksache, gremium=str(beratung), geplant_am=beratung.geplant_am
        )
        if not vorlage.entschieden_am or beratung.art != Beratungsart.BESCHLUSS:
            return
        satz = beschluesse.in_worten(vorlage)
        handlung.vermerke(beschluss=satz, stand=vorlage.get_status_display())
        schreibe_amt(
            handlung,
            betreff=f"{vorlage}: {vorlage.get_status_display()}",
            text=f"{satz}: {beratung.get_ergebnis_display()}. {beratung.vermerk}".strip(),
        )
