"""Registers the documents with Django."""

from typing import Any

from django.apps import AppConfig
from django.core import checks


class DokumenteConfig(AppConfig):
    """The only app that knows reportlab."""

    name = "antraege.dokumente"
    label = "dokumente"
    verbose_name = "Dokumente"

    def ready(self) -> None:
        """A seal that would fail is found at the start, not at the last signature."""
        checks.register(_siegel_eingerichtet, checks.Tags.security)


def _siegel_eingerichtet(**_angaben: Any) -> list[checks.CheckMessage]:
    from antraege.dokumente.pdf import siegeln

    try:
        siegeln.pruefe_einrichtung()
    except siegeln.SiegelFehler as fehler:
        return [checks.Error(str(fehler), id="dokumente.E001")]
    return []
