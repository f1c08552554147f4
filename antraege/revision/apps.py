"""The room revision."""

from django.apps import AppConfig


class RevisionConfig(AppConfig):
    """What the Rechnungsprüfung writes: its findings and its samples."""

    name = "antraege.revision"
    label = "revision"
    verbose_name = "Rechnungsprüfung"
