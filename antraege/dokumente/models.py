"""Text blocks the city may change without a programmer, in versions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from antraege.dokumente.platzhalter import PlatzhalterFehler, pruefe


class TextbausteinManager(models.Manager["Textbaustein"]):
    """Finds a text block by what people call it."""

    def get_by_natural_key(self, schluessel: str, version: int) -> "Textbaustein":
        """The one version of the one text."""
        return self.get(schluessel=schluessel, version=version)


class Textbaustein(models.Model):
    """One version of a text. A blank line begins a paragraph, `- ` or `1. ` a point; `{name}` is a value."""

    schluessel = models.CharField("Schlüssel", max_length=100)
    version = models.PositiveIntegerField("Version")
    text = models.TextField("Text")
    gueltig_von = models.DateField("gültig von")
    gueltig_bis = models.DateField("gültig bis", null=True, blank=True)

    objects = TextbausteinManager()

    class Meta:
        verbose_name = "Textbaustein"
        verbose_name_plural = "Textbausteine"
        default_permissions = ()
        ordering = ["schluessel", "version"]
        constraints = [
            models.UniqueConstraint(fields=("schluessel", "version"), name="textbaustein_version_einmalig"),
            models.CheckConstraint(
                condition=Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=F("gueltig_von")),
                name="textbaustein_gueltigkeit",
                violation_error_message="Das Ende der Gültigkeit liegt vor dem Beginn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schluessel} (Version {self.version})"

    def natural_key(self) -> tuple[str, int]:
        """Key and version, as in the fixture."""
        return self.schluessel, self.version

    def clean(self) -> None:
        """Raise ValidationError when a placeholder of the text is unknown."""
        try:
            pruefe(self.text)
        except PlatzhalterFehler as fehler:
            raise ValidationError({"text": str(fehler)}) from fehler
