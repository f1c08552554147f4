"""How often something was asked in one minute; shared by all workers, with nothing about persons in it."""

from django.db import models


class Anfragezaehler(models.Model):
    """One counter: purpose, asker and minute are hashed together in its key."""

    schluessel = models.CharField(max_length=64, primary_key=True)
    minute = models.PositiveIntegerField(db_index=True, help_text="Seit 1970; ältere werden gelöscht.")
    anzahl = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Anfragezähler"
        verbose_name_plural = "Anfragezähler"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.minute}: {self.anzahl}"
