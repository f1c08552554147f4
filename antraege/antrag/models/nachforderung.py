"""What the office asks for again, item by item, and what the Träger answers."""

from django.db import models
from django.db.models import Q

from rollen import uhr


class Nachforderung(models.Model):
    """One letter that asks for missing items until a day."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="nachforderungen")
    frist = models.DateField("Frist")
    gestellt_am = models.DateTimeField(default=uhr.jetzt)
    gestellt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    beantwortet_am = models.DateTimeField(null=True, blank=True)
    abgelaufen_am = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Nachforderung"
        verbose_name_plural = "Nachforderungen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["antrag"],
                condition=Q(beantwortet_am__isnull=True, abgelaufen_am__isnull=True),
                name="nachforderung_nur_eine_offene",
            )
        ]

    def __str__(self) -> str:
        return f"Nachforderung bis {self.frist:%d.%m.%Y}"

    @property
    def offen(self) -> bool:
        """True while the Träger may still answer."""
        return self.beantwortet_am is None and self.abgelaufen_am is None


class Bezugsart(models.TextChoices):
    """What an item is about."""

    FRAGE = "frage", "Angabe im Antrag"
    UNTERLAGE = "unterlage", "Unterlage"
    PLAN = "plan", "Finanzierungsplan"


class Nachforderungspunkt(models.Model):
    """One item: what is missing and why, what stood there, what stands there now."""

    nachforderung = models.ForeignKey(Nachforderung, models.CASCADE, related_name="punkte")
    bezug = models.CharField(max_length=10, choices=Bezugsart)
    schluessel = models.CharField(max_length=40, blank=True)
    was = models.CharField("Was fehlt", max_length=300)
    warum = models.CharField("Warum es gebraucht wird", max_length=300)
    vorher = models.JSONField(null=True, blank=True)
    nachher = models.JSONField(null=True, blank=True)
    antwort = models.TextField("Antwort", blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return self.was
