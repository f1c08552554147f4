"""Sitzung: one body meets on one day; the extract of its minutes on one paper, as a file."""

import secrets

from django.db import models

from antraege.gremien.models.beratung import Beratung
from antraege.gremien.models.gremium import Gremium
from rollen import uhr


def ablageort(_auszug: "Auszug", _dateiname: str) -> str:
    """A random name outside the web root."""
    name = secrets.token_hex(16)
    return f"niederschriften/{name[:2]}/{name}"


class Sitzung(models.Model):
    """A day in the calendar of a body. Its papers are the Beratungen that this body has on that day."""

    gremium = models.ForeignKey(Gremium, models.PROTECT, related_name="sitzungen", verbose_name="Gremium")
    am = models.DateField("Tag")
    beginn = models.TimeField("Beginn", null=True, blank=True)
    ort = models.CharField("Ort", max_length=120, blank=True)
    abgesagt = models.BooleanField("abgesagt", default=False)
    stand = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Sitzung"
        verbose_name_plural = "Sitzungen"
        default_permissions = ()
        ordering = ["-am", "gremium__reihenfolge"]
        constraints = [models.UniqueConstraint(fields=["gremium", "am"], name="sitzung_einmal")]
        indexes = [models.Index(fields=["am"], name="sitzung_am")]

    def __str__(self) -> str:
        return f"{self.gremium} am {self.am:%d.%m.%Y}"

    @property
    def kette(self) -> str:
        """The name of the chain of its body in the trail."""
        return f"gremium/{self.gremium_id}"


class Auszug(models.Model):
    """What the minutes say on one paper, as it was uploaded; replaced by a later one, never changed."""

    beratung = models.ForeignKey(Beratung, models.PROTECT, related_name="auszuege")
    datei = models.FileField(upload_to=ablageort, max_length=120)
    name = models.CharField("Dateiname", max_length=160)
    medientyp = models.CharField(max_length=100)
    groesse = models.PositiveIntegerField("Größe in Byte")
    sha256 = models.CharField(max_length=64)
    hochgeladen_am = models.DateTimeField(default=uhr.jetzt)
    hochgeladen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Auszug aus der Niederschrift"
        verbose_name_plural = "Auszüge aus der Niederschrift"
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
