"""manage.py rollen_abgleichen: brings guardian's rows and the groups in line with the table of rights."""

from typing import Any

from django.core.management.base import BaseCommand

from rollen.abgleich import gleiche_ab


class Command(BaseCommand):
    """Run daily and after every release; a second run changes nothing."""

    help = "Bringt Rechte und Gruppen in Einklang mit der Rechtetabelle und den gültigen Mitgliedschaften."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was changed."""
        ergebnis = gleiche_ab()
        if ergebnis.unveraendert:
            self.stdout.write("Alles stimmt, nichts geändert.")
            return
        self.stdout.write(f"Rechte: {ergebnis.rechte_neu} ergänzt, {ergebnis.rechte_entfernt} entfernt.")
        self.stdout.write(
            f"Gruppen: {ergebnis.gruppen_neu} Personen aufgenommen, {ergebnis.gruppen_entfernt} ausgetragen."
        )
