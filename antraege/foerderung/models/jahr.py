"""What of a request falls into one Haushaltsjahr, and in which instalments it is paid."""

from django.db import models
from django.db.models import Q

from antraege.haushalt.felder import EuroField
from antraege.kern.geld import NULL


class Jahresanteil(models.Model):
    """Euro of one request for one Haushaltsjahr: proposed by the check, granted by the decision."""

    antrag = models.ForeignKey("antrag.Antrag", models.CASCADE, related_name="jahresanteile")
    jahr = models.PositiveSmallIntegerField("Haushaltsjahr")
    vorgeschlagen = EuroField("vorgeschlagen", default=NULL)
    bewilligt = EuroField("bewilligt", default=NULL)

    class Meta:
        verbose_name = "Jahresanteil"
        verbose_name_plural = "Jahresanteile"
        default_permissions = ()
        ordering = ["jahr"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "jahr"], name="jahresanteil_einmal"),
            models.CheckConstraint(
                condition=Q(vorgeschlagen__gte=0, bewilligt__gte=0), name="jahresanteil_nicht_negativ"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.antrag} {self.jahr}"


class Rate(models.Model):
    """One instalment that the Bescheid promises: on a day, or after the proof of use."""

    bescheid = models.ForeignKey("foerderung.Bescheid", models.CASCADE, related_name="raten")
    nr = models.PositiveSmallIntegerField("Nummer")
    betrag = EuroField("Betrag")
    faellig_am = models.DateField("fällig am", null=True, blank=True)

    class Meta:
        verbose_name = "Rate"
        verbose_name_plural = "Raten"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["bescheid", "nr"], name="rate_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="rate_positiv"),
        ]

    def __str__(self) -> str:
        return f"{self.nr}. Rate"
