"""Kalenderzugang: the secret link under which a person's calendar program reads their deadlines."""

from django.db import models

from rollen import uhr


class Kalenderzugang(models.Model):
    """At most one per person; only the hash of the link's secret part is kept."""

    benutzer = models.OneToOneField("rollen.Benutzer", models.CASCADE, related_name="kalenderzugang")
    token_sha256 = models.CharField(max_length=64, unique=True)
    erstellt_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        verbose_name = "Kalenderzugang"
        verbose_name_plural = "Kalenderzugänge"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Kalender von {self.benutzer}"
