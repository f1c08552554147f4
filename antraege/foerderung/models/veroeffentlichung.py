"""Veroeffentlichungssperre: a grant, or all of an organisation, that does not go into the open data."""

from django.db import models
from django.db.models import Q

from rollen import uhr


class Veroeffentlichungssperre(models.Model):
    """One exception with its reason; either of one case or of one organisation. Lifted, never deleted."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("rollen.Stelle", models.PROTECT, null=True, related_name="+")
    grund = models.CharField("Grund", max_length=300)
    gesetzt_am = models.DateTimeField(default=uhr.jetzt)
    gesetzt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    aufgehoben_am = models.DateTimeField(null=True)
    aufgehoben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Ausnahme von der Veröffentlichung"
        verbose_name_plural = "Ausnahmen von der Veröffentlichung"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(antrag__isnull=True) ^ Q(organisation__isnull=True), name="sperre_von_einem"
            ),
            models.UniqueConstraint(
                fields=["antrag"], condition=Q(aufgehoben_am__isnull=True), name="sperre_je_fall_einmal"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(aufgehoben_am__isnull=True),
                name="sperre_je_organisation_einmal",
            ),
        ]

    def __str__(self) -> str:
        return f"Nicht veröffentlicht: {self.grund}"
