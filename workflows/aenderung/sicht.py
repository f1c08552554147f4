"""What the pages of a case say about its changes, and about internal transfers."""

from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen, mittelzuweisung
from antraege.kern.status import Status
from rollen import rechte
from rollen.models import Benutzer
from workflows.aenderung import tuer as aenderung

VOR_DER_BEWILLIGUNG = frozenset(
    {
        Status.ENTWURF,
        Status.EINGEREICHT,
        Status.NACHFORDERUNG,
        Status.GEPRUEFT,
        Status.ABGELEHNT,
        Status.ZURUECKGEZOGEN,
    }
)


def teil(antrag: Antrag, benutzer: Benutzer, *, innen: bool) -> dict[str, Any]:
    """The list of changes and whether this person may begin one now; nothing before the approval."""
    if antrag.kooperation or antrag.zustand in VOR_DER_BEWILLIGUNG:
        return {}
    return {
        "mit_aenderungen": True,
        "aenderungen": list(antrag.aenderungen.order_by("-nr")),
        "darf_aendern": _darf(antrag, benutzer),
        "aendern_text": "Änderung von Amts wegen einleiten" if innen else "Änderung beantragen",
        "umbuchungen": mittelzuweisung.umbuchungen(antrag) if antrag.intern else [],
    }


def _darf(antrag: Antrag, benutzer: Benutzer) -> bool:
    if antrag.zustand not in aenderungen.AENDERBAR:
        return False
    try:
        aenderung.startrecht(antrag, benutzer)
    except rechte.Verweigert:
        return False
    return not aenderungen.hindernisse(antrag)
