"""What the steps of a change have in common: beside the main procedure, with the difference in sight."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen
from antraege.kern.status import Status
from workflows.akte import akte
from workflows.tuer.schritt import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Aenderungsschritt(Schritt):
    """A step on the change that runs."""

    nebenverfahren = True
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The change, old beside new, and what speaks against it today."""
        aenderung = aenderungen.laufende(antrag)
        return {
            "aenderung": aenderung,
            "neuerungen": aenderungen.neuerungen(aenderung.vorher, aenderung.nachher),
            "planunterschied": aenderungen.planunterschied(aenderung.vorher, aenderung.nachher),
            "bewilligt_danach": Decimal(aenderung.nachher["bewilligt"]),
            "aenderungsmaengel": aenderungen.maengel_von(aenderung, antrag),
            "aenderung_geprueft_von": akte.person(aenderung.geprueft_von) if aenderung.geprueft_von else "",
        }
