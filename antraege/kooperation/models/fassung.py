"""Fassung: one text of an agreement or Nachtrag, frozen; what parties said to it; who released it."""

import secrets

from django.db import models

from antraege.kooperation.models.vereinbarung import Partei, Vereinbarung
from rollen import uhr


def ablageort(_fassung: "Fassung", _dateiname: str) -> str:
    """A random name outside the web root."""
    name = secrets.token_hex(16)
    return f"vereinbarungen/{name[:2]}/{name}"


class Fassungsart(models.TextChoices):
    """What the text is."""

    VEREINBARUNG = "vereinbarung", "Vereinbarung"
    NACHTRAG = "nachtrag", "Nachtrag"


class Fassung(models.Model):
    """One version of the text: its data, its blocks, its file. Written once, never changed (trigger).

    `sha256` is the hash of the file that the parties sign; `entwurf` texts cannot be signed.
    """

    vereinbarung = models.ForeignKey(Vereinbarung, models.PROTECT, related_name="fassungen")
    nr = models.PositiveSmallIntegerField("Fassung")
    art = models.CharField("Art", max_length=12, choices=Fassungsart, default=Fassungsart.VEREINBARUNG)
    nachtrag_nr = models.PositiveSmallIntegerField("Nummer des Nachtrags", null=True)
    kennung = models.CharField("Dokument-ID", max_length=60, unique=True)
    titel = models.CharField(max_length=200)
    daten = models.JSONField("Angaben")
    inhalt = models.JSONField("Blöcke")
    vorlagenversion = models.CharField(max_length=80)
    entwurf = models.BooleanField("nur Entwurf", default=False)
    datei = models.FileField(upload_to=ablageort, max_length=120)
    sha256 = models.CharField("Prüfsumme", max_length=64)
    groesse = models.PositiveIntegerField()
    anlass = models.CharField("Anlass", max_length=500, blank=True)
    erstellt_am = models.DateTimeField(default=uhr.jetzt)
    erstellt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [models.UniqueConstraint(fields=["vereinbarung", "nr"], name="fassung_nr_einmal")]
        indexes = [models.Index(fields=["sha256"], name="fassung_sha256")]

    def __str__(self) -> str:
        was = f"{self.nachtrag_nr}. Nachtrag, " if self.nachtrag_nr else ""
        return f"{was}Fassung {self.nr}"


class Abstimmungsvotum(models.TextChoices):
    """What a party says to a draft."""

    EINVERSTANDEN = "einverstanden", "Einverstanden"
    AENDERUNG = "aenderung", "Änderungen gewünscht"


class Abstimmung(models.Model):
    """What one party contributes and says in one round; `fassung` is empty in the first one."""

    partei = models.ForeignKey(Partei, models.PROTECT, related_name="abstimmungen")
    fassung = models.ForeignKey(Fassung, models.PROTECT, null=True, related_name="abstimmungen")
    runde = models.PositiveSmallIntegerField()
    votum = models.CharField(max_length=15, choices=Abstimmungsvotum)
    wunsch = models.TextField("gewünschte Änderungen", blank=True)
    leistungen = models.TextField("eigene Leistungen", blank=True)
    abgegeben_am = models.DateTimeField(default=uhr.jetzt)
    abgegeben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Abstimmung"
        verbose_name_plural = "Abstimmungen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["partei", "runde"], name="abstimmung_je_runde_einmal")]

    def __str__(self) -> str:
        return f"{self.partei}: {self.get_votum_display()}"


class Freigabeergebnis(models.TextChoices):
    """What the Leitung says to a text."""

    FREIGEGEBEN = "freigegeben", "freigegeben"
    ZURUECKGEGEBEN = "zurueckgegeben", "zurückgegeben"
    ABGELEHNT = "abgelehnt", "abgelehnt"


class Freigabe(models.Model):
    """One decision of the Leitung on a text, with the answers of the check list."""

    vereinbarung = models.ForeignKey(Vereinbarung, models.PROTECT, related_name="freigaben")
    fassung = models.ForeignKey(Fassung, models.PROTECT, null=True, related_name="freigaben")
    ergebnis = models.CharField(max_length=15, choices=Freigabeergebnis)
    punkte = models.JSONField("Prüfpunkte", default=list)
    begruendung = models.TextField("Begründung", blank=True)
    beschluss = models.CharField("Beschluss des Ausschusses", max_length=160, blank=True)
    entschieden_am = models.DateTimeField(default=uhr.jetzt)
    entschieden_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Freigabe"
        verbose_name_plural = "Freigaben"
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.vereinbarung}: {self.get_ergebnis_display()}"
