"""Closing a file: the end of a linked case does not wait for an answer, and somebody says that all is done."""

from dataclasses import dataclass

from django import forms

from antraege.antrag.models import Antrag
from antraege.kern.maengel import Mangel
from workflows.tuer.schritt import Formular

SCHRITTE_DES_VERBUNDS = ("zuwendungsfolgen", "vereinbarungsfolgen")


@dataclass(frozen=True)
class Schluss:
    """Nothing is left to do."""

    schliessen: bool


class AbschlussFormular(Formular):
    """One confirmation."""

    werte = Schluss
    schliessen = forms.BooleanField(label="Alles ist erledigt. Die Akte wird geschlossen.")


def offene_folgen(antrag: Antrag) -> list[Mangel]:
    """A case does not close while somebody still thinks about a linked one."""
    offene = antrag.aufgaben.filter(finished__isnull=True, schritt__in=SCHRITTE_DES_VERBUNDS)
    return [
        Mangel("Die Folgen eines verbundenen Falls sind noch nicht geklärt.", behebt=str(aufgabe.stelle))
        for aufgabe in offene.select_related("stelle")
    ]
