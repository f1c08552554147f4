"""manage.py ersteinrichtung: two administrators and the city's own data, once, in an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError
from django.db.utils import OperationalError

from rollen.lieferung import LieferFehler
from rollen.models import Stelle
from workflows.einrichtung.ersteinrichtung import Abgelehnt, neue_links, richte_ein


class Command(BaseCommand):
    """Refused once there is an administration; the links go out by e-mail and stand on the terminal."""

    help = "Richtet die Stadt ein: ihre Stellen und Programme und zwei Personen der Administration."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, or fresh links for who has not chosen a password yet."""
        parser.add_argument(
            "--admin",
            action="append",
            default=[],
            metavar='"NAME <E-MAIL>"',
            help="eine Person der Administration; zweimal nennen",
        )
        parser.add_argument(
            "--neue-links", action="store_true", help="neue Links für Personen ohne Passwort; sonst nichts"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Everything or nothing, then the two links."""
        try:
            links = neue_links() if options["neue_links"] else richte_ein(options["admin"])
        except (Abgelehnt, LieferFehler) as fehler:
            raise CommandError(str(fehler)) from fehler
        except (ProgrammingError, OperationalError) as fehler:
            raise CommandError("Die Datenbank ist nicht bereit. Bitte zuerst: manage.py migrate") from fehler
        if not options["neue_links"]:
            self.stdout.write(f"Eingerichtet: {Stelle.objects.count()} Stellen und zwei Personen.\n")
        for person, link in links:
            self.stdout.write(f"{person.name}: Passwort wählen (gilt drei Tage und einmal)\n  {link}")
        self.stdout.write("\nDie Links gehen auch per E-Mail hinaus. Was noch fehlt, sagt: manage.py bereit")
