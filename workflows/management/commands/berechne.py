"""manage.py berechne: recomputes grants, interest, deadlines, splits, De-minimis and joint grants for the audit."""

import sys
from functools import cache
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflows.berechne.rechnungen import RECHNUNGEN
from workflows.berechne.werte import reihe
from workflows.berechne.zeilen import antworten

FALSCHE_ZEILE = 2


class Command(BaseCommand):
    """Exits with 2 when a line could not be computed or the kind is unknown."""

    help = "Rechnet nach: liest JSON-Objekte von der Standardeingabe, eins je Zeile, und antwortet je Zeile."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What is to be computed."""
        parser.add_argument("art", nargs="?", default="", metavar="ART", help=", ".join(RECHNUNGEN))

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer every line in its place, at once."""
        if (art := options["art"]) not in RECHNUNGEN:
            self.stderr.write(f"Diese Berechnung gibt es nicht. Möglich sind: {', '.join(RECHNUNGEN)}.")
            raise SystemExit(FALSCHE_ZEILE)
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        alle_berechnet = True
        for antwort, berechnet in antworten(art, sys.stdin.buffer, reihe=cache(reihe)):
            self.stdout.write(antwort)
            self.stdout.flush()
            alle_berechnet &= berechnet
        if not alle_berechnet:
            raise SystemExit(FALSCHE_ZEILE)
