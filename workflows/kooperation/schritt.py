"""What the steps of an agreement have in common: the agreement, its parties, their votes and signatures in sight."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kooperation import dienst
from antraege.kooperation.models import Partei, Vereinbarung
from antraege.kooperation.zeichnen import ist_amt
from rollen.models import Stelle
from workflows.kooperation import sicht as kooperationssicht
from workflows.tuer.schritt import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe

NULL = Decimal("0.00")


class Vereinbarungsschritt(Schritt):
    """A step on the way to an agreement."""

    zustaende = frozenset({Status.EINGEREICHT})

    def betrag(self, antrag: Antrag) -> Decimal:
        """What the agreement is worth to the city, in euro."""
        return vereinbarung_von(antrag).wert or NULL

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The agreement with its parties."""
        return kooperationssicht.stand(vereinbarung_von(antrag))


def vereinbarung_von(antrag: Antrag) -> Vereinbarung:
    """The agreement of the case; the same object all through an act."""
    return antrag.vereinbarung


def partei_der(antrag: Antrag, aufgabe: "Aufgabe | None") -> Partei:
    """The party whose task this is."""
    assert aufgabe is not None
    return dienst.partei_von(vereinbarung_von(antrag), aufgabe.stelle_id)


def aemter(parteien: Iterable[Partei]) -> list[Stelle]:
    """The Stellen of those parties that are the city itself."""
    return [partei.stelle for partei in parteien if ist_amt(partei.stelle)]


def partner(parteien: Iterable[Partei]) -> list[Stelle]:
    """The Stellen of all other parties."""
    return [partei.stelle for partei in parteien if not ist_amt(partei.stelle)]
