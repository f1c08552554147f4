"""Which steps and procedures there are; `workflows.verfahren` fills this list when the program starts."""

from typing import Any

from antraege.antrag.models import Antrag
from workflows.tuer.schritt import Schritt

SCHRITTE: dict[str, Schritt] = {}
FLOWS: list[type[Any]] = []


def verfahren_fuer(antrag: Antrag) -> type[Any]:
    """The procedure a new request runs through; running cases keep the one they began with."""
    return next(verfahren for verfahren in FLOWS if verfahren.nimmt_auf(antrag))


def bisheriges_verfahren(antrag: Antrag) -> type[Any] | None:
    """The procedure that a case began with; None when it never ran through one."""
    for vorgang in antrag.vorgaenge.order_by("id"):
        if not vorgang.flow_class.nebenverfahren:
            return vorgang.flow_class
    return None
