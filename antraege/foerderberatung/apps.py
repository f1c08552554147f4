"""The room foerderberatung."""

from django.apps import AppConfig


class FoerderberatungConfig(AppConfig):
    """Advice before and beside a request."""

    name = "antraege.foerderberatung"
    label = "foerderberatung"
    verbose_name = "Förderberatung"
