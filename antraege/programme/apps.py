"""The room programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Programmes and their versioned rules as data."""

    name = "antraege.programme"
    label = "programme"
    verbose_name = "Programme"

    def ready(self) -> None:
        """Listen for registrations that are handed in."""
        from antraege.programme import prueffrist  # noqa: F401
