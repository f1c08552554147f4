"""When a job last ran to its end, so that the city sees when one has stopped."""

from django.db import models

from rollen import uhr


class Lauf(models.Model):
    """One job by the name of its command."""

    befehl = models.CharField(max_length=40, primary_key=True)
    zuletzt = models.DateTimeField()

    class Meta:
        verbose_name = "Lauf"
        verbose_name_plural = "Läufe"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.befehl}: {self.zuletzt:%d.%m.%Y %H:%M}"

    @classmethod
    def vermerke(cls, befehl: str) -> None:
        """It has just run."""
        cls.objects.update_or_create(befehl=befehl, defaults={"zuletzt": uhr.jetzt()})
