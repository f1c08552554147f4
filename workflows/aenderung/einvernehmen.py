"""Einvernehmen with a change: every further Fachbereich whose share rises agrees to bear more, or stops it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag, Votum
from antraege.antrag.models import Mitzeichnung as Stimme
from antraege.foerderung import aenderungen
from antraege.foerderung.models import Aenderung
from antraege.kern.geld import summe, zeige
from antraege.kern.vieraugen import Taetigkeit
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.aenderung.schritte import Aenderungsschritt
from workflows.graph.toepfe import Antwort, EinvernehmenFormular
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Aenderungseinvernehmen(Aenderungsschritt):
    """The answer of one Fachbereich; without its yes to what it bears more the change never reaches the decision."""

    name = "aenderungseinvernehmen"
    titel = "Einvernehmen zur Änderung"
    frage = "Trägt Ihre Stelle ihren höheren Anteil?"
    knopf = "Antwort abgeben"
    oeffentlich = "Weitere Fachbereiche, die mit fördern, stimmen sich über die Änderung ab."
    danach = "Sind alle einverstanden, entscheidet die Leitung über die Änderung."
    recht = Recht.MITZEICHNEN
    taetigkeit = Taetigkeit.EINVERNEHMEN
    formular = EinvernehmenFormular
    fakten = ("votum", "begruendung")
    vorlage = "aenderung/schritte/aenderungseinvernehmen.html"
    frist_feld = "tage_mitzeichnung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """What changes, who bears what before and after, and what this Stelle bears more."""
        assert aufgabe.stelle is not None
        werte = super().kontext(antrag, aufgabe)
        return {**werte, "eigenes_mehr": _mehr(werte["aenderung"], aufgabe.stelle)}

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Store the answer with what it is about; a no goes to whoever has proposed it."""
        assert handlung.aufgabe is not None
        assert handlung.aufgabe.stelle is not None
        antrag, stelle = handlung.antrag, handlung.aufgabe.stelle
        aenderung = aenderungen.laufende(antrag)
        mehr = _mehr(aenderung, stelle)
        stimme = Stimme.objects.create(
            antrag=antrag,
            stelle=stelle,
            votum=angaben.votum,
            begruendung=angaben.begruendung,
            anteil=mehr,
            aenderung_nr=aenderung.nr,
            gezeichnet_von=handlung.person,
        )
        handlung.vermerke(aenderung=aenderung.nr, stelle=stelle.name, anteil=mehr)
        if angaben.votum == Votum.EINVERSTANDEN:
            aenderungen.gib_einvernehmen(aenderung, stimme)
            return
        schreibe_amt(
            handlung,
            betreff="Einvernehmen zur Änderung versagt",
            text=f"{stelle.name} trägt {zeige(mehr)} mehr nicht: {angaben.begruendung}",
        )


def _mehr(aenderung: Aenderung, stelle: Stelle) -> Decimal:
    """What the Stelle shall bear more, over all its lines; euro."""
    return summe(anteil.mehr for anteil in aenderungen.beteiligte(aenderung).get(stelle, []))
