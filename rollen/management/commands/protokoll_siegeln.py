"""manage.py protokoll_siegeln: seals a day, signs the seal and keeps a copy outside the database."""

import smtplib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rollen import uhr
from rollen.kanon import kanonisch
from rollen.models import Siegel
from rollen.siegel import SiegelFehler, verankere, zeile_von
from rollen.siegelschluessel import SchluesselFehler


class Command(BaseCommand):
    """Run every night."""

    help = "Siegelt alle neuen Einträge des Protokolls bis zum Ende eines Tages (ohne Angabe: gestern)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day, and the file outside."""
        parser.add_argument("--tag", type=date.fromisoformat, help="JJJJ-MM-TT")
        parser.add_argument(
            "--datei",
            type=Path,
            help="Abschrift der Siegel, eine Zeile JSON je Siegel (sonst PROTOKOLL_ANKER)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal and sign, then copy what the file lacks, then write to those who keep the seals elsewhere."""
        datei = options["datei"] or (Path(settings.PROTOKOLL_ANKER) if settings.PROTOKOLL_ANKER else None)
        try:
            siegel, neu = verankere(options["tag"] or uhr.heute() - timedelta(days=1), datei)
        except (SiegelFehler, SchluesselFehler) as fehler:
            raise CommandError(str(fehler)) from fehler
        self.stdout.write(f"{siegel.tag:%d.%m.%Y}: {siegel.anzahl} Einträge gesiegelt, {siegel.hash}")
        if not hasattr(siegel, "unterschrift"):
            self.stdout.write("Ohne Unterschrift: Dieser Lauf hat keinen Schlüssel (PROTOKOLL_SCHLUESSEL).")
        if datei:
            self.stdout.write(f"{datei}: {neu} Siegel ergänzt.")
        if neu and settings.PROTOKOLL_POST:
            self._versende(siegel)

    def _versende(self, siegel: Siegel) -> None:
        """The newest seal covers all before it. Raises CommandError; the seal and the file stand."""
        try:
            send_mail(
                f"Siegel des Protokolls vom {siegel.tag:%d.%m.%Y}",
                "Bitte aufbewahren: Mit dieser Zeile lässt sich jede spätere Änderung nachweisen.\n\n"
                f"{kanonisch(zeile_von(siegel))}\n",
                None,
                settings.PROTOKOLL_POST,
            )
        except (OSError, smtplib.SMTPException) as fehler:
            raise CommandError(
                f"Das Siegel steht, aber die E-Mail an {', '.join(settings.PROTOKOLL_POST)} ging nicht hinaus: {fehler}"
            ) from fehler
        self.stdout.write(f"Siegel gesandt an {', '.join(settings.PROTOKOLL_POST)}.")
