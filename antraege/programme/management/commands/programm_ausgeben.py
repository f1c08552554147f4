"""manage.py programm_ausgeben: a programme as a file for another city."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from antraege.programme.models import Richtlinie
from antraege.programme.redaktion.datei import als_datei


class Command(BaseCommand):
    """JSON on stdout, without persons and without amounts of the budget."""

    help = "Gibt ein Programm mit allen Regeln als JSON aus, für eine andere Stadt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which programme, which version."""
        parser.add_argument("kuerzel", metavar="KÜRZEL", help="der letzte Teil der Adresse des Programms")
        parser.add_argument("--version-nr", type=int, help="ohne Angabe die neueste Fassung")

    def handle(self, *_args: Any, kuerzel: str, version_nr: int | None, **_options: Any) -> None:
        """Raises CommandError when there is no such version."""
        fassungen = Richtlinie.objects.filter(programm__kuerzel=kuerzel).select_related("programm__stelle")
        if version_nr is not None:
            fassungen = fassungen.filter(version=version_nr)
        richtlinie = fassungen.order_by("-version").first()
        if richtlinie is None:
            raise CommandError(f"Zum Programm „{kuerzel}“ gibt es diese Fassung nicht.")
        self.stdout.write(als_datei(richtlinie), ending="")
