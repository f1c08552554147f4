"""The room WHO."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RollenConfig(AppConfig):
    """People, units, roles, rights and the trail."""

    name = "rollen"
    verbose_name = "Rollen"

    def ready(self) -> None:
        """Every room says which of its things a city keeps itself, and what keeps a Stelle from being closed."""
        autodiscover_modules("stammdaten")
