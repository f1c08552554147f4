"""manage.py protokoll_pruefen: verifies the whole trail, prints a proof, exits with 1 when it was altered."""

import dataclasses
import json
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rollen.befundablage import lege_ab
from rollen.pruefung import pruefe_alles
from rollen.siegel import SiegelFehler
from rollen.siegelschluessel import SchluesselFehler


class Command(BaseCommand):
    """Recomputes every entry, every head and every seal."""

    help = "Prüft das ganze Protokoll und nennt den ersten Eintrag, der nicht stimmt."

    def add_arguments(self, parser: CommandParser) -> None:
        """The copy of the seals kept outside, and the form of the answer."""
        parser.add_argument("--siegel", type=Path, help="Abschrift der Siegel (sonst PROTOKOLL_ANKER)")
        parser.add_argument("--json", action="store_true", help="Ergebnis als JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the proof or what is broken."""
        anfang = perf_counter()
        try:
            befund = pruefe_alles(options["siegel"])
            lege_ab(befund, round(perf_counter() - anfang))
        except (SiegelFehler, SchluesselFehler, OSError) as fehler:
            raise CommandError(str(fehler)) from fehler
        werte = {"heil": befund.heil, "urteil": befund.urteil, **dataclasses.asdict(befund)}
        als_json = json.dumps(werte, ensure_ascii=False, indent=2, default=date.isoformat)
        self.stdout.write(als_json if options["json"] else str(befund))
        if not befund.heil:
            sys.exit(1)
