"""Walks through the demo as its people and says what does not open."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.durchspielen.personen import lies, person
from workflows.rundgang import NIEMAND, rundgang


class Command(BaseCommand):
    """Exits with 1 when a link leads nowhere."""

    help = "Öffnet als jede Person der Demo jeden gezeigten Verweis und nennt, was sich nicht öffnen lässt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("personen", nargs="*", help="z. B. dobeq kasse; ohne Angabe alle")

    def handle(self, *_args: Any, personen: list[str], **_options: Any) -> None:
        """One line per person, one per finding. Raises CommandError (exit 1) when there is one."""
        if not settings.LOKAL:
            raise CommandError("Der Rundgang geht nur durch die Demo (KINDERCAMPUS_PROFIL=demo).")
        seiten, funde = 0, 0
        for kurz in personen or [NIEMAND, *(zeile["person"] for zeile in lies())]:
            ergebnis = rundgang([None if kurz == NIEMAND else person(kurz)])
            seiten, funde = seiten + ergebnis.anzahl, funde + len(ergebnis.funde)
            self.stdout.write(f"{kurz}: {ergebnis.anzahl} Seiten, {len(ergebnis.funde)} öffnen sich nicht")
            for fund in ergebnis.funde:
                self.stdout.write(f"  {fund}")
            self.stdout.flush()
        self.stdout.write(f"Zusammen: {seiten} Seiten, {funde} öffnen sich nicht")
        if funde:
            raise CommandError(f"Verweise, die sich nicht öffnen lassen: {funde}.")
