"""The stretch of checks that two procedures share: formal, by all Stellen, found checked."""

from collections.abc import Iterable
from typing import Any

from rollen.models import Stelle
from workflows.handlung import laufende
from workflows.schriftstuecke.pruefung import pruefvermerk
from workflows.schritte.mitzeichnung import offene_mitzeichnungsstellen


def mitzuzeichnen(_: Any) -> Iterable[Stelle]:
    """The further Stellen whose vote is still missing."""
    return offene_mitzeichnungsstellen(laufende().antrag)


class Pruefstrecke:
    """What the system does on this stretch."""

    def stelle_geprueft_fest(self, _: Any) -> None:
        """The last of the parallel checks is in: the request is checked."""
        handlung = laufende()
        handlung.bewege("pruefen")
        pruefvermerk(handlung)
