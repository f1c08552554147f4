"""The stretch of checks that two procedures share: formal, by all Stellen, found checked."""

from collections.abc import Iterable
from typing import Any

from rollen.models import Stelle
from workflows.antrag.vermerk import pruefvermerk
from workflows.graph.mitzeichnung import offene_mitzeichnungsstellen


def mitzuzeichnen(activation: Any) -> Iterable[Stelle]:
    """The further Stellen whose vote is still missing."""
    return offene_mitzeichnungsstellen(activation.process.antrag)


class Pruefstrecke:
    """What the system does on this stretch."""

    def stelle_geprueft_fest(self, activation: Any) -> None:
        """The last of the parallel checks is in: the request is checked."""
        handlung = activation.process.handlung
        handlung.bewege("pruefen")
        pruefvermerk(handlung)
