"""The room revision."""

from django.apps import AppConfig


class RevisionConfig(AppConfig):
    """What the Rechnungsprüfung writes: its findings."""

    name = "antraege.revision"
    label = "revision"
    verbose_name = "Rechnungsprüfung"
