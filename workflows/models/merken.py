"""What people of the city keep in mind about a case, and the filters a person has kept."""

from django.db import models
from django.db.models import Q

from rollen import uhr


class Notiz(models.Model):
    """An open note on a case, for the office only; done when nobody needs it any more."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="notizen")
    text = models.CharField("Notiz", max_length=500)
    geschrieben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    geschrieben_am = models.DateTimeField("geschrieben am", default=uhr.jetzt)
    erledigt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    erledigt_am = models.DateTimeField("erledigt am", null=True)

    class Meta:
        verbose_name = "Notiz"
        verbose_name_plural = "Notizen"
        default_permissions = ()
        ordering = ["-id"]
        indexes = [models.Index(fields=["antrag"], condition=Q(erledigt_am__isnull=True), name="notiz_offen")]

    def __str__(self) -> str:
        return self.text

    @property
    def kette(self) -> str:
        """The name of the chain of its case in the trail."""
        return f"antrag/{self.antrag_id}"


class Schlagwort(models.Model):
    """A word by which the office finds a case again."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="schlagworte")
    wort = models.CharField("Schlagwort", max_length=40)
    gesetzt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Schlagwort"
        verbose_name_plural = "Schlagworte"
        default_permissions = ()
        ordering = ["wort"]
        constraints = [models.UniqueConstraint(fields=["antrag", "wort"], name="schlagwort_einmal_je_fall")]

    def __str__(self) -> str:
        return self.wort

    @property
    def kette(self) -> str:
        """The name of the chain of its case in the trail."""
        return f"antrag/{self.antrag_id}"


class GemerkterFilter(models.Model):
    """The address of a filtered list under a person's own name for it."""

    benutzer = models.ForeignKey("rollen.Benutzer", models.CASCADE, related_name="filter")
    liste = models.CharField(max_length=40)
    name = models.CharField("Name", max_length=60)
    werte = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = "gemerkter Filter"
        verbose_name_plural = "gemerkte Filter"
        default_permissions = ()
        ordering = ["liste", "name"]
        constraints = [
            models.UniqueConstraint(fields=["benutzer", "liste", "name"], name="filter_name_einmal_je_liste")
        ]

    def __str__(self) -> str:
        return self.name
