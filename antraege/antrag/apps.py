"""The room antrag."""

from django.apps import AppConfig


class AntragConfig(AppConfig):
    """Every request, its papers and its state machine."""

    name = "antraege.antrag"
    label = "antrag"
    verbose_name = "Antrag"
