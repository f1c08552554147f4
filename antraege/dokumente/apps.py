"""Registers the documents with Django."""

from django.apps import AppConfig


class DokumenteConfig(AppConfig):
    """The only app that knows reportlab."""

    name = "antraege.dokumente"
    label = "dokumente"
    verbose_name = "Dokumente"
