"""manage.py protokoll_pruefen: verifies the whole trail, prints a proof, exits with 1 when it was altered."""

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rollen.pruefung import pruefe_alles
from rollen.siegel import SiegelFehler


class Command(BaseCommand):
    """Recomputes every entry, every head and every seal."""

    help = "Prüft das ganze Protokoll und nennt den ersten Eintrag, der nicht stimmt."

    def add_arguments(self, parser: CommandParser) -> None:
        """The copy of the seals kept outside, and the form of the answer."""
        parser.add_argument("--siegel", type=Path, help="außerhalb verwahrte Abschrift der Siegel")
        parser.add_argument("--json", action="store_true", help="Ergebnis als JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the proof or what is broken."""
        try:
            befund = pruefe_alles(options["siegel"])
        except SiegelFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        werte = {"heil": befund.heil, **dataclasses.asdict(befund)}
        als_json = json.dumps(werte, ensure_ascii=False, indent=2)
        self.stdout.write(als_json if options["json"] else str(befund))
        if not befund.heil:
            sys.exit(1)
