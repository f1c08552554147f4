"""Belege: the list of vouchers, their files, their import and the sample the office looks at."""

import secrets
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from antraege.antrag.models.anlage import Hochgeladenes
from antraege.haushalt.felder import EuroField
from antraege.kern.geld import NULL
from rollen import uhr


def ablageort(datei: "Belegdatei", _dateiname: str) -> str:
    """A random name outside the web root; nothing of the typed name reaches the disk."""
    name = secrets.token_hex(16)
    return f"belege/{name[:2]}/{name}"


class Belegdatei(Hochgeladenes):
    """The scan of a voucher."""

    nachweis = models.ForeignKey(
        "foerderung.Verwendungsnachweis", models.PROTECT, related_name="belegdateien"
    )
    datei = models.FileField(upload_to=ablageort, max_length=120)

    class Meta:
        verbose_name = "Belegdatei"
        verbose_name_plural = "Belegdateien"
        default_permissions = ()
        ordering = ["id"]


class Beleg(models.Model):
    """One voucher of the proof, in euro; `gekuerzt` is what the check does not recognise of it."""

    nachweis = models.ForeignKey("foerderung.Verwendungsnachweis", models.CASCADE, related_name="belege")
    nr = models.PositiveIntegerField("laufende Nummer")
    belegnummer = models.CharField("Belegnummer", max_length=40, blank=True)
    planposition = models.ForeignKey(
        "foerderung.Planposition", models.PROTECT, related_name="+", verbose_name="Einzelansatz"
    )
    datum = models.DateField("Tag der Zahlung")
    empfaenger = models.CharField("Empfänger der Zahlung", max_length=160)
    zweck = models.CharField("Zweck", max_length=300)
    betrag = EuroField("Betrag")
    datei = models.ForeignKey(Belegdatei, models.SET_NULL, null=True, blank=True, related_name="belege")
    in_stichprobe = models.BooleanField("in der Stichprobe", default=False)
    anlass = models.CharField("Anlass der Auswahl", max_length=160, blank=True)
    geprueft_am = models.DateTimeField(null=True, blank=True)
    gekuerzt = EuroField("gekürzt um", default=NULL)
    kuerzungsgrund = models.CharField("Grund der Kürzung", max_length=300, blank=True)

    class Meta:
        verbose_name = "Beleg"
        verbose_name_plural = "Belegliste"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["nachweis", "nr"], name="beleg_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="beleg_positiv"),
            models.CheckConstraint(
                condition=Q(gekuerzt=0)
                | (Q(gekuerzt__gt=0, gekuerzt__lte=F("betrag")) & ~Q(kuerzungsgrund="")),
                name="beleg_kuerzung_mit_grund",
            ),
        ]
        indexes = [
            models.Index(fields=["nachweis", "nr"], condition=Q(in_stichprobe=True), name="beleg_stichprobe"),
            models.Index(fields=["nachweis", "datum", "nr"], name="beleg_datum"),
            models.Index(fields=["nachweis", "betrag", "nr"], name="beleg_betrag"),
        ]

    def __str__(self) -> str:
        return f"Beleg {self.nr}"

    @property
    def anerkannt(self) -> Decimal:
        """Euro that the check recognises."""
        return self.betrag - self.gekuerzt


class Belegimport(models.Model):
    """A list that was read and waits to be taken over: valid rows, and every error in words."""

    nachweis = models.ForeignKey(
        "foerderung.Verwendungsnachweis", models.CASCADE, related_name="belegimporte"
    )
    name = models.CharField("Dateiname", max_length=160)
    sha256 = models.CharField(max_length=64)
    gelesen = models.PositiveIntegerField("gelesene Zeilen", default=0)
    leer = models.PositiveIntegerField("leere Zeilen", default=0)
    zeilen = models.JSONField(default=list, help_text="Gültige Zeilen, bis sie übernommen sind.")
    fehler = models.JSONField(default=list, help_text="Zeile, Spalte, Satz.")
    gelesen_am = models.DateTimeField(default=uhr.jetzt)
    gelesen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    uebernommen = models.PositiveIntegerField("übernommene Belege", null=True, blank=True)
    uebernommen_am = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Import von Belegen"
        verbose_name_plural = "Importe von Belegen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["nachweis"],
                condition=Q(uebernommen_am__isnull=True),
                name="belegimport_nur_einer_offen",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Stichprobe(models.Model):
    """One draw of vouchers: seed and parameters say for ever why these ones; the newest counts."""

    nachweis = models.ForeignKey("foerderung.Verwendungsnachweis", models.CASCADE, related_name="stichproben")
    nr = models.PositiveSmallIntegerField()
    startwert = models.CharField("Startwert", max_length=32)
    prozent = models.PositiveSmallIntegerField("Anteil in %")
    ab_betrag = EuroField("alle ab", null=True, blank=True)
    verfahren = models.CharField("Verfahren", max_length=300)
    grundgesamtheit = models.PositiveIntegerField()
    umfang = models.PositiveIntegerField()
    grund = models.CharField("Grund der erneuten Ziehung", max_length=300, blank=True)
    gezogen_am = models.DateTimeField(default=uhr.jetzt)
    gezogen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Stichprobe"
        verbose_name_plural = "Stichproben"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["nachweis", "nr"], name="stichprobe_einmal"),
            models.CheckConstraint(condition=Q(nr=1) | ~Q(grund=""), name="stichprobe_erneut_mit_grund"),
        ]

    def __str__(self) -> str:
        return f"{self.nr}. Stichprobe"
