"""The room gremien."""

from django.apps import AppConfig


class GremienConfig(AppConfig):
    """Papers for council and committees, their Beratungsfolge and Beschluss."""

    name = "antraege.gremien"
    label = "gremien"
    verbose_name = "Gremien"
