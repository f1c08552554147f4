"""The budget year: whether its Haushaltssatzung is in force, and whether it is closed."""

from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import KETTE


class Haushaltsjahr(models.Model):
    """A year without a Satzung in force is in vorläufige Haushaltsführung (§ 82 GO NRW).

    The day comes into force by two people: one proposes it, another releases it.
    """

    kette = KETTE
    jahr = models.PositiveSmallIntegerField("Haushaltsjahr", unique=True)
    in_kraft_ab = models.DateField("Haushaltssatzung in Kraft ab", null=True, blank=True)
    vorschlag_ab = models.DateField("vorgeschlagen: in Kraft ab", null=True, blank=True)
    vorgeschlagen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    vorgeschlagen_am = models.DateTimeField(null=True)
    freigegeben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    freigegeben_am = models.DateTimeField(null=True)
    abgeschlossen_am = models.DateTimeField("abgeschlossen am", null=True, blank=True)
    abgeschlossen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Haushaltsjahr"
        verbose_name_plural = "Haushaltsjahre"
        default_permissions = ()
        ordering = ["-jahr"]
        constraints = [
            models.CheckConstraint(
                condition=Q(freigegeben_von__isnull=True) | ~Q(freigegeben_von=F("vorgeschlagen_von")),
                name="haushaltsjahr_vier_augen",
            )
        ]

    def __str__(self) -> str:
        return str(self.jahr)

    @property
    def protokollname(self) -> str:
        """How the trail calls it: by its year."""
        return f"haushaltsjahr/{self.jahr}"
