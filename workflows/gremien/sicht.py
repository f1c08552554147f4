"""Papers of a case as pages show them: the Beratungsfolge with results, what may be done next."""

from dataclasses import dataclass
from typing import Any

from antraege.antrag.models import Antrag
from antraege.gremien import beschluesse, dienst
from antraege.gremien.models import Beratung, Gremienvorlage
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.gremien import muster as gremienmuster

FARBEN = {
    "entwurf": "neutral",
    "eingebracht": "info",
    "beschlossen": "success",
    "abgelehnt": "danger",
    "zurueckgezogen": "neutral",
}


@dataclass(frozen=True)
class Vorlagenzeile:
    """One paper with its entries in order, and its colour."""

    vorlage: Gremienvorlage
    beratungen: list[Beratung]

    @property
    def farbe(self) -> str:
        """The kind of its status."""
        return FARBEN[self.vorlage.status]


def zeile(vorlage: Gremienvorlage) -> Vorlagenzeile:
    """The paper as a page shows it."""
    return Vorlagenzeile(vorlage, dienst.beratungsfolge(vorlage))


def teil(antrag: Antrag, benutzer: Benutzer) -> dict[str, Any]:
    """The papers of a case, the newest first, why one is needed, and whether this person may write it now."""
    if not antrag.aktenzeichen:
        return {}
    vorlagen = antrag.gremienvorlagen.select_related("schriftstueck").order_by("-nr")
    zeilen = [zeile(vorlage) for vorlage in vorlagen]
    noetig = "" if zeilen else _noetig(antrag)
    schreibt = bool(zeilen or noetig) and rechte.darf(benutzer, Recht.GREMIENVORLAGE_SCHREIBEN, antrag.stelle)
    return {
        "gremienvorlagen": zeilen,
        "gremium_noetig": noetig,
        "darf_vorlage_schreiben": schreibt and not dienst.hindernisse(antrag),
    }


def _noetig(antrag: Antrag) -> str:
    """Why a body has to decide on this case; empty when the administration decides."""
    if antrag.zustand not in dienst.BEGINNBAR:
        return ""
    betrag = gremienmuster.betrag_von(antrag)
    return beschluesse.ohne_beschluss(antrag, betrag) if beschluesse.braucht_gremium(antrag, betrag) else ""
