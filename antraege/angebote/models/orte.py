"""Topics, the two model sites and the institutions that belong to them."""

from django.db import models


class Themenfeld(models.Model):
    """One of the six topics of the Modulsystem; which unit coordinates it is data."""

    kuerzel = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    reihenfolge = models.PositiveSmallIntegerField(default=0)
    koordination = models.ManyToManyField("rollen.Stelle", related_name="themenfelder")

    class Meta:
        verbose_name = "Themenfeld"
        verbose_name_plural = "Themenfelder"
        default_permissions = ()
        ordering = ["reihenfolge"]
        indexes = [models.Index(fields=["reihenfolge", "id"], name="themenfeld_reihenfolge")]

    def __str__(self) -> str:
        return self.name

    @property
    def kette(self) -> str:
        """The name of its chain in the trail."""
        return f"themenfeld/{self.pk}"


class Standort(models.Model):
    """A model site: its own Stelle, so that Campus-Management holds rights on it."""

    stelle = models.OneToOneField("rollen.Stelle", models.PROTECT, related_name="standort")
    quartier = models.CharField(max_length=120)
    merkmal = models.CharField("Merkmal", max_length=120, blank=True)

    class Meta:
        verbose_name = "Standort"
        verbose_name_plural = "Standorte"
        default_permissions = ()
        ordering = ["stelle__name"]

    def __str__(self) -> str:
        return self.stelle.name


class Einrichtung(models.Model):
    """What is known of a school, Kita or youth centre: its site, if any, and who runs its Offener Ganztag."""

    stelle = models.OneToOneField("rollen.Stelle", models.PROTECT, related_name="einrichtung")
    standort = models.ForeignKey(
        Standort, models.PROTECT, null=True, blank=True, related_name="einrichtungen"
    )
    merkmal = models.CharField("Merkmal", max_length=120, blank=True)
    ogs_traeger = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, null=True, blank=True, related_name="ogs_einrichtungen"
    )

    class Meta:
        verbose_name = "Einrichtung"
        verbose_name_plural = "Einrichtungen"
        default_permissions = ()
        ordering = ["standort", "stelle__name"]

    def __str__(self) -> str:
        return self.stelle.name
