"""The room WHO."""

from django.apps import AppConfig


class RollenConfig(AppConfig):
    """People, units, roles, rights and the trail."""

    name = "rollen"
    verbose_name = "Rollen"
