"""Gremium: council, committees and boards of the city, as rows."""

from django.db import models


class Gremienart(models.TextChoices):
    """What kind of body it is."""

    RAT = "rat", "Rat"
    AUSSCHUSS = "ausschuss", "Ausschuss"
    BETRIEBSAUSSCHUSS = "betriebsausschuss", "Betriebsausschuss"
    BEIRAT = "beirat", "Beirat"


class Gremium(models.Model):
    """A body that may deal with a paper; one that no longer exists stays with its old papers."""

    name = models.CharField("Name", max_length=100, unique=True)
    organ = models.CharField("Name im Beschluss", max_length=200, help_text="Mit Artikel: Wer beschließt?")
    art = models.CharField("Art", max_length=20, choices=Gremienart)
    aktiv = models.BooleanField("aktiv", default=True)
    reihenfolge = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        default_permissions = ()
        ordering = ["reihenfolge", "name"]
        indexes = [models.Index(fields=["reihenfolge", "name", "id"], name="gremium_reihenfolge")]

    def __str__(self) -> str:
        return self.name
