"""What a decision above the Wertgrenze owes to the bodies: the Beschluss in sight and in the trail."""

from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.gremien import beschluesse


def kontext(antrag: Antrag, betrag: Decimal) -> dict[str, Any]:
    """The Beschluss that carries the decision, and why it may not be enough."""
    return {
        "beschluss_satz": beschluesse.satz(antrag),
        "deckungsmaengel": beschluesse.deckungsmaengel(antrag, betrag),
    }


def fuer_protokoll(antrag: Antrag) -> dict[str, str]:
    """Body, day and Drucksache as a fact of the trail; nothing where no body has decided."""
    return {"beschluss": text} if (text := beschluesse.satz(antrag)) else {}
