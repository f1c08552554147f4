"""A paper ends with its case, or because the office withdraws it: inside an act of the door or of a step."""

from antraege.gremien import dienst
from workflows.tuer.abbruch import brich_begleitende_ab
from workflows.tuer.handlung import Handlung


def beende_gremienlauf(handlung: Handlung, *, grund: str) -> None:
    """Withdraw a running paper and close every task of the bodies; nothing happens where there is none."""
    vorlage = dienst.laufende(handlung.antrag)
    if vorlage is not None:
        dienst.ziehe_zurueck(vorlage, grund=grund)
        handlung.vermerke(gremienvorlage_zurueckgezogen=vorlage.drucksache)
    brich_begleitende_ab(handlung.antrag)
