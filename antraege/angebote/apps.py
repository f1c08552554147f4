"""The room angebote."""

from django.apps import AppConfig


class AngeboteConfig(AppConfig):
    """Topics, sites and institutions."""

    name = "antraege.angebote"
    label = "angebote"
    verbose_name = "Angebote"
