"""A case handed from one Stelle to another: who has it now decides, both see it."""

from django.db import models
from django.db.models import F, Q

from rollen import uhr


class Abgabe(models.Model):
    """The Stelle that was in charge gave the case to another one, and why."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="abgaben")
    von = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="+", verbose_name="von")
    an = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="+", verbose_name="an")
    grund = models.CharField("Grund", max_length=500)
    abgegeben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    abgegeben_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        verbose_name = "Abgabe"
        verbose_name_plural = "Abgaben"
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(von=F("an")), name="abgabe_an_andere")]

    def __str__(self) -> str:
        return f"{self.von} an {self.an}"
