"""A command that works once, or for ever until it is told to stop."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

PAUSE_SEKUNDEN = 5


class Dauerlauf(BaseCommand):
    """Stops between two pieces of work on SIGTERM or Ctrl+C; the next start goes on from there.

    `laufend` says what it does for ever.
    """

    laufend: str

    def arbeite(self, ende: threading.Event, *, einmal: bool) -> None:
        """What is due now; leaves off when `ende` is set."""
        raise NotImplementedError

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or for ever."""
        parser.add_argument(
            "--dauerhaft", action="store_true", help=f"alle {PAUSE_SEKUNDEN} Sekunden, bis SIGTERM kommt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work, and say what was done."""
        ende, dauerhaft = threading.Event(), options["dauerhaft"]
        if not dauerhaft:
            self.arbeite(ende, einmal=True)
            return
        for zeichen in (signal.SIGTERM, signal.SIGINT):
            signal.signal(zeichen, lambda *_: ende.set())
        self.stdout.write(self.laufend)
        self.stdout.flush()
        while not ende.is_set():
            self.arbeite(ende, einmal=False)
            ende.wait(PAUSE_SEKUNDEN)
        self.stdout.write("Beendet.")
