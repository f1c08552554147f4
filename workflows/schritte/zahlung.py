"""What the steps of one instalment have in common."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag
from antraege.foerderung import abrufe, mittel
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from workflows.schritte.basis import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Zahlungsschritt(Schritt):
    """A step on one instalment: its amount, its obstacles, its page."""

    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    vorlage = "workflows/schritte/zahlung.html"
    frist_feld = "tage_zahlung"
    oeffentlich = "Die Stelle zahlt Ihren Abruf aus."
    danach = "Danach ist das Geld auf Ihrem Konto. Ist alles abgerufen, folgt der Verwendungsnachweis."

    def betrag(self, antrag: Antrag) -> Decimal:
        """The instalment in euro."""
        return abrufe.laufender(antrag).betrag

    def richte_ein(self, aufgabe: "Aufgabe") -> None:
        """The task points to its instalment."""
        assert aufgabe.antrag is not None
        aufgabe.mittelabruf = abrufe.laufender(aufgabe.antrag)

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """What stands against paying now."""
        return abrufe.zahlungshindernisse(antrag, betrag=self.betrag(antrag))

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The instalment and the budget line that pays it."""
        return {"abruf": aufgabe.mittelabruf, "haushaltsstelle": mittel.haushaltsstelle(antrag)}
