"""Finishing an open task in its flow, so that the next ones open."""

from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen
from rollen import uhr
from rollen.models import Benutzer
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN


def schliesse(aufgabe: Aufgabe, *, von: Benutzer | None) -> None:
    """Finish the task as done by this person, or by the system; its flow goes on."""
    aufgabe.owner, aufgabe.status = von, STATUS.ASSIGNED
    aufgabe.erledigt_am, aufgabe.erledigt_von = uhr.jetzt(), von
    activation = aufgabe.flow_task.activation_class(aufgabe)
    activation.start(None)
    activation.execute()


def erwarte_keine_zahlung_mehr(antrag: Antrag) -> None:
    """The claim has ended without a payment: the Kasse waits no longer, its flow goes to the end."""
    if rueckforderungen.ist_verlangt(antrag):
        return
    for aufgabe in Aufgabe.objects.filter(OFFEN, antrag=antrag, schritt="zahlungseingang"):
        aufgabe.antrag = antrag
        aufgabe.process.antrag = antrag
        schliesse(aufgabe, von=None)
