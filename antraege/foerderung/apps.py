"""The room foerderung."""

from django.apps import AppConfig


class FoerderungConfig(AppConfig):
    """The money side of a request: plan, decision, payment, proof."""

    name = "antraege.foerderung"
    label = "foerderung"
    verbose_name = "Förderung"
