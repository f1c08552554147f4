"""Messages between Träger and office, and the outbox that carries them out by e-mail."""

from django.db import models
from django.db.models import Q

from rollen import uhr


class Richtung(models.TextChoices):
    """Who writes to whom."""

    AN_TRAEGER = "an_traeger", "an den Träger"
    AN_AMT = "an_amt", "an die Stelle"


class Nachricht(models.Model):
    """One message in the inbox of a case."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="nachrichten")
    richtung = models.CharField(max_length=10, choices=Richtung)
    betreff = models.CharField("Betreff", max_length=160)
    text = models.TextField("Nachricht")
    verfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    verfasst_am = models.DateTimeField(default=uhr.jetzt)
    gelesen_am = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        default_permissions = ()
        ordering = ["-id"]
        indexes = [models.Index(fields=["antrag", "-id"], name="nachricht_antrag")]

    def __str__(self) -> str:
        return self.betreff


class Postausgang(models.Model):
    """One e-mail to send: written in the same transaction as its cause, sent by a job after the commit."""

    nachricht = models.ForeignKey(Nachricht, models.PROTECT, null=True, related_name="post")
    an = models.EmailField()
    betreff = models.CharField(max_length=200)
    text = models.TextField()
    anhang = models.CharField(
        max_length=120, blank=True, help_text="Wo der Brief liegt, der mitgeht; er wird dabei nicht kopiert."
    )
    anhang_name = models.CharField(max_length=160, blank=True)
    angelegt_am = models.DateTimeField(default=uhr.jetzt)
    gesendet_am = models.DateTimeField(null=True)
    versuche = models.PositiveSmallIntegerField(default=0)
    naechster_versuch_am = models.DateTimeField(default=uhr.jetzt)
    fehler = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "E-Mail im Postausgang"
        verbose_name_plural = "Postausgang"
        default_permissions = ()
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["naechster_versuch_am"],
                condition=Q(gesendet_am__isnull=True),
                name="postausgang_offen",
            )
        ]

    def __str__(self) -> str:
        return f"{self.an}: {self.betreff}"
