"""Zahlungseingang: money that came in on a claim, and how it was applied."""

from django.db import models
from django.db.models import F, Q

from antraege.foerderung.models.rueckforderung import Rueckforderung
from antraege.haushalt.felder import EuroField
from antraege.kern.geld import NULL
from rollen import uhr


class Zahlungseingang(models.Model):
    """Money that came in on a claim, applied to costs, interest, principal (§ 367 BGB); euro."""

    rueckforderung = models.ForeignKey(Rueckforderung, models.PROTECT, related_name="eingaenge")
    nr = models.PositiveSmallIntegerField("Nummer")
    betrag = EuroField("Betrag")
    wertstellung = models.DateField("gutgeschrieben am")
    belegnummer = models.CharField("Belegnummer der Kasse", max_length=40)
    auf_kosten = EuroField("auf Kosten", default=NULL)
    auf_zinsen = EuroField("auf Zinsen", default=NULL)
    auf_hauptforderung = EuroField("auf die Hauptforderung", default=NULL)
    zinsrechnung = models.JSONField("Zinsabschnitte", default=list)
    gebucht_am = models.DateTimeField(default=uhr.jetzt)
    gebucht_von = models.ForeignKey(
        "rollen.Benutzer",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Leer, wenn die Zahlung vor der Übernahme eingegangen ist.",
    )

    class Meta:
        verbose_name = "Zahlungseingang"
        verbose_name_plural = "Zahlungseingänge"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["rueckforderung", "nr"], name="zahlungseingang_nr_einmal"),
            models.UniqueConstraint(fields=["belegnummer"], name="zahlungseingang_beleg_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="zahlungseingang_positiv"),
            models.CheckConstraint(
                condition=Q(betrag=F("auf_kosten") + F("auf_zinsen") + F("auf_hauptforderung")),
                name="zahlungseingang_ganz_verrechnet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nr}. Zahlung"
