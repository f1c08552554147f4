"""manage.py fristen_pruefen: runs once a day; deadlines that have passed, and reminders."""

from typing import Any

from django.core.management.base import BaseCommand

from workflows.models import Lauf
from workflows.tagwerk import pruefe


class Command(BaseCommand):
    """Says what was done; a second run on the same day says that there was nothing to do."""

    help = "Lässt abgelaufene Fristen wirken und erinnert, jeweils einmal."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per case as it happens, then the number."""
        anzahl = 0
        for anzahl, zeile in enumerate(pruefe(), start=1):  # noqa: B007 - the last number is the count
            self.stdout.write(zeile)
        Lauf.vermerke("fristen_pruefen")
        self.stdout.write(f"Erledigt: {anzahl}." if anzahl else "Es war nichts zu tun.")
