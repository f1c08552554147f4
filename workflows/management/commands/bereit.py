"""manage.py bereit: names everything that is missing before a city can work, and how to mend it."""

import dataclasses
import json
import sys
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflows.einrichtung.bereitschaft import Punkt, pruefe


class Command(BaseCommand):
    """Changes nothing; exit 1 while anything is missing."""

    help = "Nennt alles, was noch fehlt, bevor die Stadt arbeiten kann. Endet mit 1, solange etwas fehlt."

    def add_arguments(self, parser: CommandParser) -> None:
        """The form of the answer."""
        parser.add_argument("--json", action="store_true", help="als JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is missing by area."""
        punkte = pruefe()
        daten = {"bereit": not punkte, "fehlt": [dataclasses.asdict(punkt) for punkt in punkte]}
        als_json = json.dumps(daten, ensure_ascii=False, indent=2)
        self.stdout.write(als_json if options["json"] else _als_text(punkte))
        if punkte:
            sys.exit(1)


def _als_text(punkte: list[Punkt]) -> str:
    if not punkte:
        return "Bereit. Es fehlt nichts."
    zeilen = [f"Noch nicht bereit. Es fehlt ({len(punkte)}):"]
    for bereich, gruppe in groupby(punkte, key=lambda p: p.bereich):
        zeilen.append(f"\n{bereich}")
        for punkt in gruppe:
            zeilen += [f"  - {punkt.fehlt}", f"    So: {punkt.abhilfe}"]
    return "\n".join(zeilen)
