"""What the steps on a paper for council and committees have in common."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag
from antraege.gremien import dienst
from antraege.kern.status import Status
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.gremien import sicht as gremiensicht
from workflows.tuer.schritt import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Gremienschritt(Schritt):
    """A step on the newest paper of the case; it runs beside everything else, until all bodies have spoken."""

    nebenverfahren = True
    zustaende = frozenset(
        {
            Status.EINGEREICHT,
            Status.NACHFORDERUNG,
            Status.GEPRUEFT,
            Status.BEWILLIGT,
            Status.AUSGEZAHLT,
            Status.KONTROLLIERT,
            Status.WIDERRUFEN,
        }
    )

    def betrag(self, antrag: Antrag) -> Decimal:
        """What the Beschluss shall cover, in euro."""
        return dienst.neueste(antrag).betrag

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The paper with its Beratungsfolge."""
        return {"zeile": gremiensicht.zeile(dienst.neueste(antrag))}


class Gremienbueroschritt(Gremienschritt):
    """Done by whoever looks after the bodies: they belong to the whole city, so the task lies at its root."""

    recht = Recht.GREMIENLAUF_PFLEGEN

    def stelle(self, antrag: Antrag) -> Stelle:
        """The root above the competent Stelle."""
        return Stelle.objects.get(pk=antrag.stelle.vorfahren[0])
