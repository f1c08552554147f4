"""manage.py protokoll_siegeln: seals a day and keeps a copy of the seals outside the database."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rollen import uhr
from rollen.siegel import SiegelFehler, ergaenze, siegle


class Command(BaseCommand):
    """Run every night."""

    help = "Siegelt alle neuen Einträge des Protokolls bis zum Ende eines Tages (ohne Angabe: gestern)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day, and the file outside."""
        parser.add_argument("--tag", type=date.fromisoformat, help="JJJJ-MM-TT")
        parser.add_argument("--datei", type=Path, help="Abschrift der Siegel, eine Zeile JSON je Siegel")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, then copy what the file lacks."""
        try:
            siegel = siegle(options["tag"] or uhr.heute() - timedelta(days=1))
            self.stdout.write(f"{siegel.tag:%d.%m.%Y}: {siegel.anzahl} Einträge gesiegelt, {siegel.hash}")
            if options["datei"]:
                neu = ergaenze(options["datei"])
                self.stdout.write(f"{options['datei']}: {neu} Siegel ergänzt.")
        except SiegelFehler as fehler:
            raise CommandError(str(fehler)) from fehler
