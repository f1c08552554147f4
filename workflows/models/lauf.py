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

    @staticmethod
    def vermerke(befehl: str) -> None:
        """It has just run."""
        Lauf.objects.bulk_create(
            [Lauf(befehl=befehl, zuletzt=uhr.jetzt())],
            update_conflicts=True,
            unique_fields=["befehl"],
            update_fields=["zuletzt"],
        )
