"""The room campus."""

from django.apps import AppConfig


class CampusConfig(AppConfig):
    """What a model site aims at, what Campus-Management does for it, and what is measured."""

    name = "antraege.campus"
    label = "campus"
    verbose_name = "Kindercampus"
