"""Compares every total of the budget with the sum of its Buchungen."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from antraege.haushalt.models import Haushaltsstelle
from antraege.haushalt.services import abgleich
from antraege.kern.geld import zeige


class Command(BaseCommand):
    """Exits with 1 when a total differs."""

    help = "Prüft, ob jede Summe des Haushalts gleich der Summe ihrer Buchungen ist."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference. Raises CommandError (exit 1) when there is one."""
        abweichungen = abgleich()
        for a in abweichungen:
            stand, soll = zeige(a.stand), zeige(a.buchungen)
            self.stdout.write(f"{a.haushaltsstelle}: {a.spalte} ist {stand}, die Buchungen ergeben {soll}.")
        if abweichungen:
            raise CommandError(f"{len(abweichungen)} Summen stimmen nicht mit den Buchungen überein.")
        anzahl = Haushaltsstelle.objects.count()
        self.stdout.write(f"{anzahl} Haushaltsstellen geprüft. Alle Summen gleichen ihren Buchungen.")
