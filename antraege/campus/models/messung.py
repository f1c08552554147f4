"""Indikator and Messwert: how a site sees whether a goal comes nearer."""

from django.db import models

from rollen import uhr


class Indikator(models.Model):
    """One number for one goal at one site: what it counts, and where it shall be on which day."""

    standort = models.ForeignKey("angebote.Standort", models.PROTECT, related_name="indikatoren")
    ziel = models.ForeignKey("campus.Ziel", models.PROTECT, related_name="+", verbose_name="Ziel")
    name = models.CharField("Was gezählt wird", max_length=120)
    einheit = models.CharField("Einheit", max_length=40)
    zielwert = models.DecimalField("Zielwert", max_digits=10, decimal_places=2)
    zieltag = models.DateField("zu erreichen bis")
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Indikator"
        verbose_name_plural = "Indikatoren"
        default_permissions = ()
        ordering = ["ziel__nr", "id"]
        constraints = [models.UniqueConstraint(fields=["standort", "ziel", "name"], name="indikator_einmal")]

    def __str__(self) -> str:
        return self.name

    @property
    def kette(self) -> str:
        """The name of the chain of its site in the trail."""
        return f"stelle/{self.standort.stelle_id}"


class Messwert(models.Model):
    """The number on one day; a wrong one is measured anew for the same day, and the trail keeps both."""

    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="werte")
    tag = models.DateField("Tag")
    wert = models.DecimalField("Wert", max_digits=10, decimal_places=2)
    bemerkung = models.CharField("Bemerkung", max_length=200, blank=True)
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Messwert"
        verbose_name_plural = "Messwerte"
        default_permissions = ()
        ordering = ["tag"]
        constraints = [models.UniqueConstraint(fields=["indikator", "tag"], name="messwert_ein_tag_ein_wert")]

    def __str__(self) -> str:
        return f"{self.wert} am {self.tag:%d.%m.%Y}"
