"""Writes the words by which cases are found anew: after an update, or when something went past the acts."""

from typing import Any

from django.core.management.base import BaseCommand

from workflows.suche.index import baue_auf


class Command(BaseCommand):
    """Running it again changes nothing."""

    help = "Baut das Suchverzeichnis der Fälle neu auf."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many cases were found under other words than they should be."""
        self.stdout.write(f"Suchverzeichnis aufgebaut. Geändert: {baue_auf()} Fälle.")
