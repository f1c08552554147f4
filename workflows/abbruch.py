"""Ending a procedure without going on: withdrawal, revocation, adoption anew."""

from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from rollen import uhr
from workflows.models import Aufgabe


def brich_hauptverfahren_ab(antrag: Antrag) -> None:
    """Close the open tasks and the process of the request itself; changes and claims beside it go on."""
    jetzt = uhr.jetzt()
    for vorgang in antrag.vorgaenge.filter(finished__isnull=True):
        if vorgang.flow_class.nebenverfahren:
            continue
        Aufgabe.objects.filter(process=vorgang, finished__isnull=True).update(
            status=STATUS.CANCELED, finished=jetzt, erledigt_am=jetzt
        )
        vorgang.status, vorgang.finished = STATUS.CANCELED, jetzt
        vorgang.save(update_fields=["status", "finished"])
