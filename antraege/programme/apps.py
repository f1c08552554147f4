"""The room programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Programmes and their versioned rules as data."""

    name = "antraege.programme"
    label = "programme"
    verbose_name = "Programme"
