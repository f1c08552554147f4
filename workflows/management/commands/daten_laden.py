"""Loads the Stellen, the budget of the council paper, the sites and the two programmes."""

from typing import Any

from django.core.management.base import BaseCommand

from antraege.haushalt.models import Haushaltsstelle
from antraege.programme.models import Foerderprogramm
from rollen.models import Stelle
from workflows.daten import lade


class Command(BaseCommand):
    """Idempotent: a second run changes nothing."""

    help = "Lädt Stellen, Haushalt, Standorte und Programme aus fixtures/. Vorhandenes bleibt unverändert."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then print what is there."""
        lade()
        self.stdout.write(
            f"Geladen: {Stelle.objects.count()} Stellen, {Haushaltsstelle.objects.count()} Haushaltsstellen, "
            f"{Foerderprogramm.objects.count()} Programme."
        )
