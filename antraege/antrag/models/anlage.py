"""Uploaded papers of a request."""

import secrets

from django.db import models

from rollen import uhr


def ablageort(anlage: "Anlage", _dateiname: str) -> str:
    """A random name outside the web root; nothing of the typed name reaches the disk."""
    name = secrets.token_hex(16)
    return f"anlagen/{name[:2]}/{name}"


class Hochgeladenes(models.Model):
    """An uploaded file, checked before it was stored; a room says where it lies and what it belongs to."""

    name = models.CharField("Dateiname", max_length=160)
    medientyp = models.CharField(max_length=100)
    groesse = models.PositiveIntegerField("Größe in Byte")
    sha256 = models.CharField(max_length=64)
    hochgeladen_am = models.DateTimeField(default=uhr.jetzt)
    hochgeladen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Anlage(Hochgeladenes):
    """One paper of a request."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="anlagen")
    unterlage = models.ForeignKey("programme.Unterlage", models.PROTECT, null=True, blank=True)
    datei = models.FileField(upload_to=ablageort, max_length=120)
    zu_punkt = models.ForeignKey(
        "antrag.Nachforderungspunkt", models.PROTECT, null=True, blank=True, related_name="anlagen"
    )
    entfernt_am = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Anlage"
        verbose_name_plural = "Anlagen"
        default_permissions = ()
        ordering = ["id"]
