"""Runs daily: deadlines that have passed, and reminders."""

from typing import Any

from django.core.management.base import BaseCommand

from workflows.fristen import pruefe


class Command(BaseCommand):
    """Says what was done; a second run says that there was nothing to do."""

    help = "Lässt abgelaufene Fristen wirken und erinnert, jeweils einmal."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """One line per case."""
        for zeile in pruefe() or ["Es war nichts zu tun."]:
            self.stdout.write(zeile)
