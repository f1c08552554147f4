"""Verwendungsnachweis: the proof of use as data, with its own machine."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from antraege.haushalt.felder import EuroField

NULL = Decimal("0.00")


class Nachweisstatus(models.TextChoices):
    """Where the proof stands."""

    ENTWURF = "entwurf", "in Arbeit beim Träger"
    EINGEREICHT = "eingereicht", "eingereicht"
    GEPRUEFT = "geprueft", "geprüft"
    GEZEICHNET = "gezeichnet", "gezeichnet"


class Verwendungsnachweis(ConcurrentTransitionMixin, models.Model):
    """Sachbericht and figures; checked by one person, signed by another."""

    antrag = models.OneToOneField("antrag.Antrag", models.PROTECT, related_name="nachweis")
    status = FSMField(
        default=Nachweisstatus.ENTWURF.value, choices=Nachweisstatus.choices, protected=True, max_length=12
    )
    durchfuehrung = models.TextField("Was haben Sie gemacht?", blank=True)
    zielerreichung = models.TextField("Welche Ziele haben Sie erreicht, welche nicht?", blank=True)
    teilnehmende = models.PositiveIntegerField("Anzahl der Teilnehmenden", null=True, blank=True)
    eigenmittel = EuroField("Eigenmittel (tatsächlich)", default=NULL)
    drittmittel = EuroField("Drittmittel und Beiträge (tatsächlich)", default=NULL)
    eingereicht_am = models.DateTimeField(null=True)
    eingereicht_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    nicht_zuwendungsfaehig = EuroField("nicht zuwendungsfähig", default=NULL)
    vermerk = models.TextField("Prüfvermerk", blank=True)
    rueckfrage = models.TextField("Rückfrage an den Träger", blank=True)
    zuwendung = EuroField("endgültige Zuwendung", null=True)
    rueckforderung = EuroField("zu erstatten", null=True)
    rechenweg = models.JSONField(default=list)
    geprueft_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    geprueft_am = models.DateTimeField(null=True)
    gezeichnet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    gezeichnet_am = models.DateTimeField(null=True)
    erstattet_am = models.DateField("Erstattung eingegangen am", null=True)

    class Meta:
        verbose_name = "Verwendungsnachweis"
        verbose_name_plural = "Verwendungsnachweise"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Verwendungsnachweis {self.antrag.aktenzeichen}"

    @transition("status", source="entwurf", target="eingereicht")
    def einreichen(self) -> None:
        """The Träger has signed the proof."""

    @transition("status", source="eingereicht", target="entwurf")
    def zurueckfragen(self) -> None:
        """The office has a question; the Träger mends the proof."""

    @transition("status", source="eingereicht", target="geprueft")
    def pruefen(self) -> None:
        """The first person has checked it."""

    @transition("status", source="geprueft", target="eingereicht")
    def zurueckgeben(self) -> None:
        """The second person wants it checked again."""

    @transition("status", source="geprueft", target="gezeichnet")
    def zeichnen(self) -> None:
        """The second person has signed."""


class Nachweisposition(models.Model):
    """What one Einzelansatz really cost, in euro."""

    nachweis = models.ForeignKey(Verwendungsnachweis, models.CASCADE, related_name="positionen")
    planposition = models.ForeignKey("foerderung.Planposition", models.PROTECT, related_name="+")
    betrag = EuroField("tatsächlich")

    class Meta:
        default_permissions = ()
        ordering = ["planposition__nr"]
        constraints = [
            models.UniqueConstraint(fields=["nachweis", "planposition"], name="nachweisposition_einmal"),
            models.CheckConstraint(condition=Q(betrag__gte=0), name="nachweisposition_nicht_negativ"),
        ]

    def __str__(self) -> str:
        return str(self.planposition)
