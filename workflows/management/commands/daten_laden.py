"""Loads units, budget lines, sites, texts and programmes; for demo and tests with Träger, amounts and releases."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from antraege.dokumente.models import Textbaustein
from antraege.haushalt.models import Haushaltsstelle
from antraege.programme.models import Foerderprogramm
from rollen.lieferung import LieferFehler
from rollen.models import Stelle
from workflows.einrichtung import daten


class Command(BaseCommand):
    """Idempotent: a second run changes nothing."""

    help = "Lädt Stellen, Haushaltsstellen, Standorte, Texte und Programme. Vorhandenes bleibt unverändert."

    def add_arguments(self, parser: CommandParser) -> None:
        """Or only the addresses of what is there."""
        parser.add_argument(
            "--stellen",
            action="store_true",
            help="übernimmt Namen und Adressen vorhandener Stellen aus stellen.json; sonst nichts",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, then print what is there."""
        try:
            if options["stellen"]:
                geaendert = daten.gleiche_stellen_an()
                self.stdout.write(f"Geändert: {', '.join(geaendert) or 'nichts'}.")
                return
            if settings.LOKAL:
                daten.lade()
            else:
                daten.lade_stammdaten()
        except LieferFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        self.stdout.write(
            f"Geladen: {Stelle.objects.count()} Stellen, {Haushaltsstelle.objects.count()} Haushaltsstellen, "
            f"{Foerderprogramm.objects.count()} Programme, {Textbaustein.objects.count()} Texte."
        )
        if not settings.LOKAL:
            self.stdout.write(
                "Richtlinien, Festwerte und Ansätze gelten erst, wenn zwei Personen sie freigeben."
            )
