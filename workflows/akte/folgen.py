"""Whether the end of a linked case still waits for an answer in this one."""

from antraege.antrag.models import Antrag
from antraege.kern.maengel import Mangel

SCHRITTE_DES_VERBUNDS = ("zuwendungsfolgen", "vereinbarungsfolgen")


def offene_folgen(antrag: Antrag) -> list[Mangel]:
    """A case does not close while somebody still thinks about a linked one."""
    offene = antrag.aufgaben.filter(finished__isnull=True, schritt__in=SCHRITTE_DES_VERBUNDS)
    return [
        Mangel("Die Folgen eines verbundenen Falls sind noch nicht geklärt.", behebt=str(aufgabe.stelle))
        for aufgabe in offene.select_related("stelle")
    ]
