"""Ending a procedure without going on (withdrawal, revocation, adoption anew), and handing open tasks over."""

from typing import Any

from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from rollen import uhr
from rollen.models import Stelle
from workflows.models import Aufgabe, Vorgang
from workflows.models.vorgang import OFFEN


def brich_hauptverfahren_ab(antrag: Antrag) -> None:
    """Close the open tasks and the process of the request itself; changes and claims beside it go on."""
    for vorgang in antrag.vorgaenge.filter(finished__isnull=True):
        if not vorgang.flow_class.nebenverfahren:
            _brich_ab(vorgang)


def brich_nebenverfahren_ab(antrag: Antrag, verfahren: type[Any]) -> None:
    """Close the open tasks and the process of one procedure beside the request (a withdrawn change)."""
    for vorgang in antrag.vorgaenge.filter(finished__isnull=True):
        if vorgang.flow_class is verfahren:
            _brich_ab(vorgang)


def brich_begleitende_ab(antrag: Antrag) -> None:
    """Close what runs beside the case only as long as there is something to decide (papers for the bodies)."""
    for vorgang in antrag.vorgaenge.filter(finished__isnull=True):
        if vorgang.flow_class.endet_mit_dem_fall:
            _brich_ab(vorgang)


def uebergib_aufgaben(antrag: Antrag, *, von: Stelle, an: Stelle) -> None:
    """What is open at one organisation is open at the other, with nobody in charge yet."""
    Aufgabe.objects.filter(OFFEN, antrag=antrag, stelle=von).update(
        stelle=an, owner=None, status=STATUS.NEW, uebernommen_am=None, wiedervorlage_am=None
    )


def _brich_ab(vorgang: Vorgang) -> None:
    jetzt = uhr.jetzt()
    Aufgabe.objects.filter(process=vorgang, finished__isnull=True).update(
        status=STATUS.CANCELED, finished=jetzt, erledigt_am=jetzt
    )
    vorgang.status, vorgang.finished = STATUS.CANCELED, jetzt
    vorgang.save(update_fields=["status", "finished"])
