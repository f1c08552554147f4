"""Changes of the city's own data: typed by one person, released by another where rights or money hang on it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from rollen import uhr


class Verzeichnis(models.TextChoices):
    """Which directory a file comes from, and so what kind of Stelle its rows are."""

    SCHULE = "schule", "Schulverzeichnis des Landes"
    KITA = "kita", "Verzeichnis der Kindertageseinrichtungen"


class Verzeichnisimport(models.Model):
    """A directory that was read: what each row would change, kept until a person takes it over."""

    kette = "stammdaten"
    art = models.CharField("Verzeichnis", max_length=10, choices=Verzeichnis)
    name = models.CharField("Datei", max_length=120)
    sha256 = models.CharField("Prüfsumme", max_length=64)
    ergebnis = models.JSONField(default=dict)
    gelesen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    gelesen_am = models.DateTimeField("gelesen am", default=uhr.jetzt)
    uebernommen_am = models.DateTimeField("übernommen am", null=True)
    verworfen_am = models.DateTimeField("verworfen am", null=True)

    class Meta:
        verbose_name = "Verzeichnisimport"
        verbose_name_plural = "Verzeichnisimporte"
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_art_display()}, {self.name}"


class Stammdatenaenderung(models.Model):
    """One change of one thing (`sache`, `objekt_id`), from its proposal to the day it counts. Never deleted.

    `eingaben` is the form as it was typed and is checked again on the day; `ausgang` says from which state it was
    typed. `vorher` and `nachher` are the same in words. What the thing was called before stands in `frueherer_name`.
    """

    sache = models.CharField(max_length=20)
    handlung = models.CharField(max_length=20)
    objekt_id = models.PositiveBigIntegerField(null=True)
    bezeichnung = models.CharField("Worum es geht", max_length=300)
    frueherer_name = models.CharField("früherer Name", max_length=200, blank=True)
    eingaben = models.JSONField(default=dict)
    ausgang = models.CharField(max_length=64)
    vorher = models.JSONField(default=dict)
    nachher = models.JSONField(default=dict)
    gilt_ab = models.DateField("gilt ab")
    grund = models.CharField("Anlass", max_length=300, blank=True)
    braucht_freigabe = models.BooleanField(default=True)
    stapel = models.ForeignKey(Verzeichnisimport, models.PROTECT, null=True, related_name="aenderungen")
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    freigegeben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    freigegeben_am = models.DateTimeField("freigegeben am", null=True)
    verworfen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    verworfen_am = models.DateTimeField("verworfen am", null=True)
    wirksam_am = models.DateTimeField("wirksam am", null=True)
    hindernis = models.TextField("Warum sie am Tag nicht wirksam wurde", blank=True)

    class Meta:
        verbose_name = "Änderung der Stammdaten"
        verbose_name_plural = "Änderungen der Stammdaten"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(freigegeben_von__isnull=True) | ~Q(freigegeben_von=F("erfasst_von")),
                name="stammdatenaenderung_vier_augen",
            ),
            models.CheckConstraint(
                condition=Q(wirksam_am__isnull=True)
                | Q(braucht_freigabe=False)
                | Q(freigegeben_am__isnull=False),
                name="stammdatenaenderung_freigegeben",
            ),
            models.CheckConstraint(
                condition=Q(wirksam_am__isnull=True) | Q(verworfen_am__isnull=True),
                name="stammdatenaenderung_ein_ende",
            ),
        ]
        indexes = [
            models.Index(fields=["sache", "objekt_id", "-id"], name="stammdatenaenderung_objekt"),
            models.Index(fields=["sache", "frueherer_name"], name="stammdatenaenderung_name"),
            models.Index(
                fields=["-id"],
                condition=Q(wirksam_am__isnull=True, verworfen_am__isnull=True),
                name="stammdatenaenderung_offen",
            ),
        ]

    def __str__(self) -> str:
        return self.bezeichnung

    @property
    def kette(self) -> str:
        """The name of the chain of its thing in the trail; of all of them before the thing exists."""
        return f"{self.sache}/{self.objekt_id}" if self.objekt_id else "stammdaten"

    @property
    def protokollname(self) -> str:
        """What an entry is about: the change while it is on its way, the thing from the day it counts."""
        return f"{self.sache}/{self.objekt_id}" if self.wirksam_am else f"stammdatenaenderung/{self.pk}"

    @property
    def offen(self) -> bool:
        """True until it has taken effect or was discarded."""
        return self.wirksam_am is None and self.verworfen_am is None

    @property
    def wartet(self) -> bool:
        """True while a second person has to release it."""
        return self.offen and self.braucht_freigabe and self.freigegeben_am is None

    @property
    def stand(self) -> str:
        """Where it stands, in words."""
        if self.verworfen_am:
            return "verworfen"
        if self.wirksam_am:
            return "gilt"
        return "wartet auf Freigabe" if self.wartet else "vorgemerkt"

    def faellig(self, tag: date) -> bool:
        """True when it counts from that day on or earlier, and nothing is missing."""
        return self.offen and not self.wartet and self.gilt_ab <= tag
