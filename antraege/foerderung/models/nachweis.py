"""Verwendungsnachweis: the proof of use as data, with its own machine."""

from typing import Any

from django.db import models
from django.db.models import Q

from antraege.haushalt.felder import EuroField
from antraege.kern.geld import NULL
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Nachweisstatus(models.TextChoices):
    """Where the proof stands."""

    ENTWURF = "entwurf", "in Arbeit beim Träger"
    EINGEREICHT = "eingereicht", "eingereicht"
    GEPRUEFT = "geprueft", "geprüft"
    GEZEICHNET = "gezeichnet", "gezeichnet"


class Verwendungsnachweis(Maschine):
    """Sachbericht and figures; checked by one person, signed by another."""

    antrag = models.OneToOneField("antrag.Antrag", models.PROTECT, related_name="nachweis")
    status = Statusfeld(default=Nachweisstatus.ENTWURF.value, choices=Nachweisstatus.choices, max_length=12)
    antworten = models.JSONField("Sachbericht", default=dict, blank=True)
    eigenmittel = EuroField("Eigenmittel", null=True, blank=True)
    drittmittel = EuroField("Drittmittel", null=True, blank=True)
    teilnahmebeitraege = EuroField("Teilnahmebeiträge", null=True, blank=True)
    einheiten = models.PositiveIntegerField("geleistete Einheiten", null=True, blank=True)
    eingereicht_am = models.DateTimeField(null=True)
    eingereicht_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    nicht_zuwendungsfaehig = EuroField("nicht zuwendungsfähig", default=NULL)
    vermerk = models.TextField("Prüfvermerk", blank=True)
    zweck = models.TextField("Ist der Zweck erreicht?", blank=True)
    zinsen = models.TextField("Verspätete Verwendung", blank=True)
    rueckfrage = models.TextField("Rückfrage an den Träger", blank=True)
    rueckfrage_frist = models.DateField("Antwort bis", null=True, blank=True)
    zuwendung = EuroField("endgültige Zuwendung", null=True)
    restzahlung = EuroField("noch zu zahlen", null=True)
    rueckforderung = EuroField("zu erstatten", null=True)
    rechenweg = models.JSONField(default=list)
    geprueft_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    geprueft_am = models.DateTimeField(null=True)
    gezeichnet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    gezeichnet_am = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Verwendungsnachweis"
        verbose_name_plural = "Verwendungsnachweise"
        default_permissions = ()
        indexes = [models.Index(fields=["status", "eingereicht_am", "antrag"], name="nachweis_alter")]

    def __str__(self) -> str:
        return f"Verwendungsnachweis {self.antrag.aktenzeichen}"

    @classmethod
    def leer(cls, antrag: Any) -> "Verwendungsnachweis":
        """What stands for a proof that nobody has begun; to the request itself there still is none."""
        nachweis = cls(antrag_id=antrag.pk)
        nachweis._state.fields_cache["antrag"] = antrag  # assigning would tell the request too
        return nachweis

    @transition(status, source=Nachweisstatus.ENTWURF, target=Nachweisstatus.EINGEREICHT)
    def einreichen(self) -> None:
        """The Träger has signed the proof."""

    @transition(status, source=Nachweisstatus.EINGEREICHT, target=Nachweisstatus.ENTWURF)
    def zurueckfragen(self) -> None:
        """The office has a question; the Träger mends the proof."""

    @transition(status, source=Nachweisstatus.EINGEREICHT, target=Nachweisstatus.GEPRUEFT)
    def pruefen(self) -> None:
        """The first person has checked it."""

    @transition(status, source=Nachweisstatus.GEPRUEFT, target=Nachweisstatus.EINGEREICHT)
    def zurueckgeben(self) -> None:
        """The second person wants it checked again."""

    @transition(status, source=Nachweisstatus.GEPRUEFT, target=Nachweisstatus.GEZEICHNET)
    def zeichnen(self) -> None:
        """The second person has signed."""


class Nachweisposition(models.Model):
    """What one Einzelansatz really cost, in euro."""

    nachweis = models.ForeignKey(Verwendungsnachweis, models.CASCADE, related_name="positionen")
    planposition = models.ForeignKey("foerderung.Planposition", models.PROTECT, related_name="+")
    betrag = EuroField("tatsächlich")
    gekuerzt = EuroField("gekürzt um", default=NULL, help_text="Ohne die Kürzungen einzelner Belege.")
    kuerzungsgrund = models.CharField("Grund der Kürzung", max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["planposition__nr"]
        constraints = [
            models.UniqueConstraint(fields=["nachweis", "planposition"], name="nachweisposition_einmal"),
            models.CheckConstraint(condition=Q(betrag__gte=0), name="nachweisposition_nicht_negativ"),
            models.CheckConstraint(
                condition=Q(gekuerzt=0) | (Q(gekuerzt__gt=0) & ~Q(kuerzungsgrund="")),
                name="nachweisposition_kuerzung_mit_grund",
            ),
        ]

    def __str__(self) -> str:
        return str(self.planposition)


class Nachweisrueckfrage(models.Model):
    """A question of the office about one line or voucher, and the answer beside it."""

    nachweis = models.ForeignKey(Verwendungsnachweis, models.CASCADE, related_name="rueckfragen")
    planposition = models.ForeignKey("foerderung.Planposition", models.PROTECT, null=True, related_name="+")
    beleg = models.ForeignKey("foerderung.Beleg", models.SET_NULL, null=True, related_name="rueckfragen")
    worum = models.CharField("Worum es geht", max_length=300)
    frage = models.TextField("Frage", max_length=1000)
    notiert_am = models.DateTimeField(default=uhr.jetzt)
    notiert_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    gestellt_am = models.DateTimeField(null=True)
    antwort = models.TextField("Antwort", max_length=2000, blank=True)
    beantwortet_am = models.DateTimeField(null=True)
    beantwortet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Rückfrage zum Nachweis"
        verbose_name_plural = "Rückfragen zum Nachweis"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(beantwortet_am__isnull=True) | ~Q(antwort=""), name="rueckfrage_mit_antwort"
            )
        ]

    def __str__(self) -> str:
        return self.worum


class Nachweiserinnerung(models.Model):
    """A reminder that was sent; `tage` counts from the day the proof is due, each at most once per day due."""

    antrag = models.ForeignKey("antrag.Antrag", models.CASCADE, related_name="nachweiserinnerungen")
    faellig_am = models.DateField()
    tage = models.SmallIntegerField()
    gesendet_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["antrag", "faellig_am", "tage"], name="nachweiserinnerung_einmal")
        ]

    def __str__(self) -> str:
        return f"{self.faellig_am:%d.%m.%Y} {self.tage:+d}"
