"""Einvernehmen: every further Fachbereich whose money is in a proposal agrees to its share, or stops it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag, Votum
from antraege.antrag.models import Mitzeichnung as Stimme
from antraege.foerderung import toepfe
from antraege.foerderung.models import Mittelanteil
from antraege.kern.geld import NULL, summe, zeige
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Pruefart
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.graph.toepfe import Antwort, EinvernehmenFormular
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Einvernehmen(Schritt):
    """The answer of one Fachbereich; without its yes the case never reaches the decision."""

    name = "einvernehmen"
    titel = "Einvernehmen"
    frage = "Trägt Ihre Stelle ihren Anteil?"
    knopf = "Antwort abgeben"
    oeffentlich = "Weitere Fachbereiche, die mit fördern, stimmen sich ab."
    danach = "Sind alle einverstanden, entscheidet die Leitung."
    recht = Recht.MITZEICHNEN
    taetigkeit = Taetigkeit.EINVERNEHMEN
    zustaende = frozenset({Status.EINGEREICHT})
    formular = EinvernehmenFormular
    fakten = ("votum", "begruendung")
    vorlage = "antrag/schritte/einvernehmen.html"
    frist_feld = "tage_mitzeichnung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """Who bears what, the own part of it, and the check that proposes it."""
        assert aufgabe.stelle is not None
        pruefung = antrag.pruefungen.filter(art=Pruefart.FACHLICH).select_related("geprueft_von").last()
        return {
            "pruefung": pruefung,
            "geprueft_von": akte.person(pruefung.geprueft_von) if pruefung else "",
            "toepfe": toepfe.anteile(antrag),
            "eigener_anteil": _euro(_eigene(antrag, aufgabe.stelle)),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Store the answer with its share; a no goes to whoever has proposed it."""
        assert handlung.aufgabe is not None
        assert handlung.aufgabe.stelle is not None
        antrag, stelle = handlung.antrag, handlung.aufgabe.stelle
        eigene = _eigene(antrag, stelle)
        stimme = Stimme.objects.create(
            antrag=antrag,
            stelle=stelle,
            votum=angaben.votum,
            begruendung=angaben.begruendung,
            anteil=_euro(eigene),
            gezeichnet_von=handlung.person,
        )
        handlung.vermerke(stelle=stelle.name, anteil=_euro(eigene))
        if angaben.votum == Votum.EINVERSTANDEN:
            toepfe.gib_einvernehmen(antrag, stimme)
            return
        schreibe_amt(
            handlung,
            betreff="Einvernehmen versagt",
            text=f"{stelle.name} trägt den Anteil von {zeige(_euro(eigene))} nicht: {angaben.begruendung}",
        )


def _eigene(antrag: Antrag, stelle: Stelle) -> list[Mittelanteil]:
    return toepfe.beteiligte(antrag).get(stelle, [])


def _euro(anteile: list[Mittelanteil]) -> Decimal:
    return summe(anteil.betrag for anteil in anteile) if anteile else NULL
