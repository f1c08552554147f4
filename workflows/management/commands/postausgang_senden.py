"""manage.py postausgang_senden: sends the e-mails that wait in the outbox, once or for ever."""

import threading

from workflows.management.dauerlauf import Dauerlauf
from workflows.models import Lauf
from workflows.tuer.postausgang import sende_faellige


class Command(Dauerlauf):
    """Stops after the e-mail at hand."""

    help = "Sendet die E-Mails im Postausgang."
    laufend = "E-Mails werden laufend gesendet."

    def arbeite(self, ende: threading.Event, *, einmal: bool) -> None:
        """Send what is due and say how many."""
        gesendet, gescheitert = sende_faellige(weiter=lambda: not ende.is_set())
        Lauf.vermerke("postausgang_senden")
        if gesendet or gescheitert or einmal:
            self.stdout.write(f"E-Mails gesendet: {gesendet}, gescheitert: {gescheitert}.")
