"""The decision as a fact: amount, days, finality."""

from datetime import date

from django.db import models
from django.db.models import Q

from antraege.haushalt.felder import EuroField
from rollen import uhr


class Bescheidart(models.TextChoices):
    """What was decided; the city itself gets no Bescheid but a Mittelzuweisung."""

    ZUWENDUNG = "zuwendung", "Zuwendungsbescheid"
    MITTELZUWEISUNG = "mittelzuweisung", "Mittelzuweisung"
    ABLEHNUNG = "ablehnung", "Ablehnungsbescheid"


class Bescheid(models.Model):
    """The decision on a request; its letter is a Schriftstück.

    One that was made elsewhere has neither letter nor person here.
    """

    antrag = models.OneToOneField("antrag.Antrag", models.PROTECT, related_name="bescheid")
    art = models.CharField(max_length=20, choices=Bescheidart)
    betrag = EuroField("Betrag")
    zeitraum_von = models.DateField("Bewilligungszeitraum von", null=True, blank=True)
    zeitraum_bis = models.DateField("Bewilligungszeitraum bis", null=True, blank=True)
    auflagen = models.TextField("besondere Nebenbestimmungen", blank=True)
    begruendung = models.TextField("Begründung", blank=True)
    schriftstueck = models.OneToOneField(
        "antrag.Schriftstueck", models.PROTECT, null=True, related_name="bescheid"
    )
    entschieden_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    erlassen_am = models.DateTimeField(default=uhr.jetzt)
    bekannt_am = models.DateField("bekannt gegeben am", null=True, blank=True)
    bestandskraeftig_ab = models.DateField("bestandskräftig ab", null=True, blank=True)
    verzicht_am = models.DateField("Rechtsbehelfsverzicht am", null=True, blank=True)

    class Meta:
        verbose_name = "Bescheid"
        verbose_name_plural = "Bescheide"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(schriftstueck__isnull=False, entschieden_von__isnull=False)
                | Q(schriftstueck__isnull=True, entschieden_von__isnull=True),
                name="bescheid_von_hier_oder_uebernommen",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.antrag.aktenzeichen}"

    def bestandskraeftig(self, *, am: date) -> bool:
        """True when nobody can contest the decision any more on that day (or it is internal)."""
        if self.art == Bescheidart.MITTELZUWEISUNG or self.verzicht_am:
            return True
        return self.bestandskraeftig_ab is not None and am >= self.bestandskraeftig_ab
