"""Zeichnung of the report by the second person: unused money flows back by itself."""

from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel, mittelzuweisung
from antraege.kern.geld import NULL, zeige
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.nachweis.berichtspruefung import bericht_kontext
from workflows.nachweis.nachweiszeichnung import ZeichnungFormular
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Antwort, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Berichtszeichnung(Schritt):
    """The second of the two persons: the request is controlled. No claim, no interest, no legal remedy."""

    name = "berichtszeichnung"
    titel = "Zeichnung der Berichtsprüfung"
    frage = "Ist die Prüfung des Berichts richtig?"
    knopf = "Zeichnung abgeben"
    oeffentlich = "Eine zweite Person zeichnet die Prüfung Ihres Berichts."
    danach = "Die Stelle schließt die Akte."
    recht = Recht.NACHWEIS_ZEICHNEN
    taetigkeit = Taetigkeit.NACHWEIS_ZEICHNEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    uebergaenge = frozenset({"kontrollieren"})
    formular = ZeichnungFormular
    fakten = ("ergebnis", "grund")
    vorlage = "nachweis/schritte/berichtszeichnung.html"
    frist_feld = "tage_entscheidung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The checked report."""
        bericht = antrag.nachweis
        return {
            **bericht_kontext(antrag),
            "rechenweg": bericht.rechenweg,
            "geprueft_von": akte.person(bericht.geprueft_von),
            "rueckfluss": antrag.ausgezahlt - (bericht.zuwendung or NULL),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Sign and let the unused money flow back, or give back."""
        antrag = handlung.antrag
        if angaben.ergebnis == "zurueck":
            mittelzuweisung.gib_zurueck(antrag.nachweis, grund=angaben.grund)
            return
        rest = mittelzuweisung.zeichne(antrag.nachweis, antrag, akteur=handlung.person)
        frei = mittel.gib_rest_frei(antrag, akteur=handlung.person)
        handlung.bewege(
            Antrag.kontrollieren, verwendet=antrag.abgerechnet, zurueckgeflossen=rest, freigegeben=frei
        )
        zurueck = f" {zeige(rest)} sind zurückgeflossen." if rest else ""
        schreibe_traeger(
            handlung,
            betreff="Ihr Verwendungsbericht ist geprüft",
            text=f"Verwendet sind {zeige(antrag.abgerechnet or NULL)}.{zurueck}",
        )
