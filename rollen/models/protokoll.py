"""The tables of the trail: append-only entries, the head of each chain, the daily seals."""

from django.db import models
from django.db.models import Q

from rollen import uhr


class Eintrag(models.Model):
    """One act or refusal. The database refuses to change or delete it (triggers in the migration).

    `personen` names people; the hash covers only `personen_hash`, so that retention may blank the
    names one day without breaking the chain.
    """

    kette = models.CharField(max_length=60)
    nr = models.PositiveIntegerField()
    zeitpunkt = models.DateTimeField(default=uhr.jetzt)
    akteur = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    rolle = models.CharField(max_length=10, blank=True)
    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, null=True, related_name="+")
    vertretung_fuer = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    aktion = models.CharField(max_length=60)
    objekt = models.CharField(max_length=80)
    von = models.CharField(max_length=40, blank=True)
    nach = models.CharField(max_length=40, blank=True)
    verweigert = models.BooleanField(default=False)
    vorher = models.JSONField(default=dict)
    nachher = models.JSONField(default=dict)
    personen = models.JSONField(default=dict)
    personen_hash = models.CharField(max_length=64)
    dokument_hash = models.CharField(max_length=64, blank=True)
    vorgaenger = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "Protokolleintrag"
        verbose_name_plural = "Protokoll"
        default_permissions = ()
        ordering = ["kette", "nr"]
        constraints = [models.UniqueConstraint(fields=["kette", "nr"], name="eintrag_einmal_je_kette")]
        indexes = [
            models.Index(fields=["akteur", "-id"], name="eintrag_akteur"),
            models.Index(fields=["aktion", "-id"], name="eintrag_aktion"),
            models.Index(fields=["zeitpunkt"], name="eintrag_zeitpunkt"),
            models.Index(fields=["-id"], condition=Q(verweigert=True), name="eintrag_verweigert"),
        ]

    def __str__(self) -> str:
        return f"{self.kette} #{self.nr} {self.aktion}"


class Kettenkopf(models.Model):
    """The newest entry of each chain: taken under lock to write the next, compared to find a cut-off tail."""

    kette = models.CharField(max_length=60, primary_key=True)
    nr = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kette} #{self.nr}"


class Siegel(models.Model):
    """Once a day all new entries of all chains are sealed into one chain of seals, to be kept outside too."""

    tag = models.DateField(unique=True)
    bis_eintrag = models.BigIntegerField()
    anzahl = models.PositiveIntegerField()
    wurzel = models.CharField(max_length=64)
    vorgaenger = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    erstellt_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        verbose_name = "Siegel"
        verbose_name_plural = "Siegel"
        default_permissions = ()
        ordering = ["tag"]

    def __str__(self) -> str:
        return f"Siegel {self.tag}"


class Siegelunterschrift(models.Model):
    """What a key outside the database says of a seal, and through it of all seals before."""

    siegel = models.OneToOneField(Siegel, models.PROTECT, related_name="unterschrift")
    schluessel = models.CharField(max_length=16)
    wert = models.CharField(max_length=128)
    gezeichnet_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        verbose_name = "Unterschrift eines Siegels"
        verbose_name_plural = "Unterschriften der Siegel"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Unterschrift {self.schluessel} unter {self.siegel_id}"
