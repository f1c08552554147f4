"""manage.py postausgang_senden: sends the e-mails that wait in the outbox, once or for ever."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflows.models import Lauf
from workflows.tuer.postausgang import sende_faellige

PAUSE_SEKUNDEN = 5


class Command(BaseCommand):
    """Stops after the e-mail at hand when it is told to (SIGTERM, Ctrl+C)."""

    help = "Sendet die E-Mails im Postausgang."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or for ever."""
        parser.add_argument(
            "--dauerhaft", action="store_true", help=f"alle {PAUSE_SEKUNDEN} Sekunden, bis SIGTERM kommt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due and say how many."""
        if not options["dauerhaft"]:
            self._sende()
            return
        ende = threading.Event()
        for zeichen in (signal.SIGTERM, signal.SIGINT):
            signal.signal(zeichen, lambda *_: ende.set())
        self.stdout.write("E-Mails werden laufend gesendet.")
        self.stdout.flush()
        while not ende.is_set():
            self._sende(ende)
            ende.wait(PAUSE_SEKUNDEN)
        self.stdout.write("Beendet.")

    def _sende(self, ende: threading.Event | None = None) -> None:
        gesendet, gescheitert = sende_faellige(weiter=lambda: ende is None or not ende.is_set())
        Lauf.vermerke("postausgang_senden")
        if gesendet or gescheitert or ende is None:
            self.stdout.write(f"E-Mails gesendet: {gesendet}, gescheitert: {gescheitert}.")
