"""Proves that every total of the budget is the sum of its Buchungen, and that ledger and cases agree."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from antraege.antrag.models import Antrag
from antraege.haushalt.models import Haushaltsstelle
from antraege.haushalt.services import abgleich
from antraege.kern.geld import zeige
from workflows.zahlung.abgleich_hauptbuch import hauptbuch_gegen_faelle


class Command(BaseCommand):
    """Exits with 1 when something differs."""

    help = "Prüft, ob die Summen des Haushalts ihren Buchungen gleichen und das Hauptbuch den Fällen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per deviation. Raises CommandError (exit 1) when there is one."""
        summen = (
            f"{a.haushaltsstelle}: {a.spalte} ist {zeige(a.stand)}, die Buchungen ergeben {zeige(a.buchungen)}."
            for a in abgleich()
        )
        abweichungen = [*summen, *map(str, hauptbuch_gegen_faelle())]
        for zeile in abweichungen:
            self.stdout.write(zeile)
        if abweichungen:
            raise CommandError(f"Abweichungen im Haushalt: {len(abweichungen)}.")
        faelle = Antrag.objects.filter(aktenzeichen__isnull=False).count()
        self.stdout.write(
            f"{Haushaltsstelle.objects.count()} Haushaltsstellen und {faelle} Fälle geprüft. "
            "Alle Summen gleichen ihren Buchungen, alle Buchungen ihren Fällen."
        )
