"""manage.py uebernahmen_ausfuehren: adopts the cases of released lists, once or for ever."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflows.models import Lauf
from workflows.uebernahme.tuer import laufende, uebernimm_naechste

BEFEHL = "uebernahmen_ausfuehren"
PAUSE_SEKUNDEN = 5


class Command(BaseCommand):
    """Stops after the cases at hand when it is told to (SIGTERM, Ctrl+C); the next start goes on from there."""

    help = "Übernimmt die Fälle freigegebener Listen."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or for ever."""
        parser.add_argument(
            "--dauerhaft", action="store_true", help=f"alle {PAUSE_SEKUNDEN} Sekunden, bis SIGTERM kommt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Adopt what is released and say how many rows."""
        ende = threading.Event()
        for zeichen in (signal.SIGTERM, signal.SIGINT) if options["dauerhaft"] else ():
            signal.signal(zeichen, lambda *_: ende.set())
        self._arbeite(ende)
        while options["dauerhaft"] and not ende.wait(PAUSE_SEKUNDEN):
            self._arbeite(ende)

    def _arbeite(self, ende: threading.Event) -> None:
        for lauf in laufende():
            zeilen = 0
            while not ende.is_set() and (anzahl := uebernimm_naechste(lauf)):
                zeilen += anzahl
            self.stdout.write(f"Übernahme {lauf}: {zeilen} Zeilen bearbeitet.")
        Lauf.vermerke(BEFEHL)
