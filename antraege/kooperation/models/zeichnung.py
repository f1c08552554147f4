"""Zeichnung: one signature of one party under one text."""

import secrets

from django.db import models
from django.db.models import Q

from antraege.kooperation.models.fassung import Fassung
from antraege.kooperation.models.vereinbarung import Partei
from rollen import uhr


def ablageort(_zeichnung: "Zeichnung", _dateiname: str) -> str:
    """A random name outside the web root."""
    name = secrets.token_hex(16)
    return f"zeichnungen/{name[:2]}/{name}"


class Zeichnungsweg(models.TextChoices):
    """How a party signs; before there was a second factor, the portal asked for the password."""

    FAKTOR = "faktor", "im Portal bestätigt (zweiter Faktor)"
    PORTAL = "portal", "im Portal bestätigt"
    SCAN = "scan", "unterschrieben, Scan hochgeladen"
    PAPIER = "papier", "auf Papier unterschrieben"


class Zeichnung(models.Model):
    """A signature. A scan counts once a clerk has compared it; a void one stays visible."""

    fassung = models.ForeignKey(Fassung, models.PROTECT, related_name="zeichnungen")
    partei = models.ForeignKey(Partei, models.PROTECT, related_name="zeichnungen")
    weg = models.CharField("Weg", max_length=6, choices=Zeichnungsweg)
    name = models.CharField("gezeichnet von", max_length=160)
    funktion = models.CharField("Funktion", max_length=160, blank=True)
    ort = models.CharField("Ort", max_length=80, blank=True)
    gezeichnet_am = models.DateTimeField("gezeichnet am")
    sha256 = models.CharField("gezeichnete Prüfsumme", max_length=64)
    person = models.ForeignKey(
        "rollen.Benutzer",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Wer sich dazu angemeldet hat; bei Papier niemand.",
    )
    datei = models.FileField(upload_to=ablageort, max_length=120, blank=True)
    datei_name = models.CharField(max_length=160, blank=True)
    datei_sha256 = models.CharField(max_length=64, blank=True)
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    verglichen_am = models.DateTimeField("verglichen am", null=True)
    verglichen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    ungueltig_am = models.DateTimeField("ungültig seit", null=True)
    ungueltig_grund = models.CharField("Grund", max_length=500, blank=True)

    class Meta:
        verbose_name = "Zeichnung"
        verbose_name_plural = "Zeichnungen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fassung", "partei"],
                condition=Q(ungueltig_am__isnull=True),
                name="zeichnung_je_partei_einmal",
            ),
            models.CheckConstraint(
                condition=~Q(weg__in=("faktor", "portal")) | Q(person__isnull=False),
                name="zeichnung_im_portal_von_jemandem",
            ),
            models.CheckConstraint(condition=~Q(weg="scan") | ~Q(datei_sha256=""), name="zeichnung_mit_scan"),
        ]

    def __str__(self) -> str:
        return f"{self.partei}: {self.get_weg_display()}"

    @property
    def zaehlt(self) -> bool:
        """True when it is in: valid, and compared if it is a scan."""
        return self.ungueltig_am is None and (
            self.weg != Zeichnungsweg.SCAN or self.verglichen_am is not None
        )
