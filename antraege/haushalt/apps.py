"""The room haushalt."""

from django.apps import AppConfig


class HaushaltConfig(AppConfig):
    """Budget lines and the append-only ledger."""

    name = "antraege.haushalt"
    label = "haushalt"
    verbose_name = "Haushalt"
