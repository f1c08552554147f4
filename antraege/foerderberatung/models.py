"""Beratungsvermerk: one contact before a request exists – asked in the portal, by phone, by mail, on site, on paper."""

import secrets

from django.db import models
from django.db.models import Q

from rollen import uhr

ZEICHEN = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that are mistaken for one another
STELLEN_DES_CODES = 10  # 32**10, about 10**15: nobody guesses one


def neuer_code() -> str:
    """A code that cannot be guessed, in two blocks one can read out on the phone."""
    zeichen = "".join(secrets.choice(ZEICHEN) for _ in range(STELLEN_DES_CODES))
    return f"{zeichen[:5]}-{zeichen[5:]}"


def ablageort(vermerk: "Beratungsvermerk", _dateiname: str) -> str:
    """A random name outside the web root; nothing of the typed name reaches the disk."""
    name = secrets.token_hex(16)
    return f"beratung/{name[:2]}/{name}"


class Kanal(models.TextChoices):
    """How somebody came to us."""

    TELEFON = "telefon", "Telefon"
    EMAIL = "email", "E-Mail"
    VOR_ORT = "vor_ort", "vor Ort"
    PAPIER = "papier", "Antrag auf Papier"
    PORTAL = "portal", "Anfrage im Portal"


class Beratungsvermerk(models.Model):
    """What was asked and what was recommended. Whoever is in `berater` decides nothing in its case."""

    code = models.CharField("Eingangscode", max_length=11, unique=True, default=neuer_code, editable=False)
    stelle = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, related_name="+", verbose_name="beratende Stelle"
    )
    organisation = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Organisation"
    )
    mit_wem = models.CharField("Mit wem", max_length=200, blank=True)
    kanal = models.CharField("Weg", max_length=8, choices=Kanal)
    eingang_am = models.DateField("Eingang am")
    thema = models.CharField("Thema", max_length=160)
    fragen = models.TextField("Anliegen und Fragen", max_length=4000)
    empfehlung = models.TextField("Was wir empfohlen haben", max_length=4000, blank=True)
    ergebnis = models.JSONField("Ergebnis des Finders", default=dict, blank=True, editable=False)
    wiedervorlage = models.DateField("Wiedervorlage am", null=True, blank=True)
    antwort_an = models.EmailField("Antwort an", blank=True)
    antwort = models.TextField("Antwort", blank=True, editable=False)
    beantwortet_am = models.DateTimeField(null=True, editable=False)
    scan = models.FileField(upload_to=ablageort, max_length=120, blank=True, editable=False)
    scan_name = models.CharField(max_length=160, blank=True, editable=False)
    scan_medientyp = models.CharField(max_length=100, blank=True, editable=False)
    scan_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    brief = models.FileField(
        "Bestätigung als Brief", upload_to=ablageort, max_length=120, blank=True, editable=False
    )
    brief_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    bestaetigt_am = models.DateTimeField("bestätigt am", null=True, editable=False)
    antrag = models.ForeignKey(
        "antrag.Antrag", models.PROTECT, null=True, editable=False, related_name="beratungen"
    )
    berater = models.ManyToManyField("rollen.Benutzer", editable=False, related_name="beratungen")
    verfasst_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, editable=False, related_name="+"
    )
    verfasst_am = models.DateTimeField(default=uhr.jetzt, editable=False)
    erledigt_am = models.DateTimeField(null=True, editable=False)
    stand = models.PositiveIntegerField(default=0, editable=False, help_text="Zählt jede Änderung.")

    class Meta:
        verbose_name = "Beratungsvermerk"
        verbose_name_plural = "Beratungsvermerke"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(mit_wem=""), name="beratung_mit_jemandem"
            ),
            models.CheckConstraint(
                condition=Q(verfasst_von__isnull=False) | Q(kanal=Kanal.PORTAL), name="beratung_verfasst"
            ),
            models.CheckConstraint(
                condition=~Q(kanal=Kanal.PAPIER) | ~Q(scan=""), name="beratung_papier_mit_scan"
            ),
        ]
        indexes = [
            models.Index(fields=["stelle", "-id"], name="beratung_stelle"),
            models.Index(fields=["-id"], condition=Q(erledigt_am__isnull=True), name="beratung_offen"),
        ]

    def __str__(self) -> str:
        return f"Beratung {self.code}"

    @property
    def kette(self) -> str:
        """The name of the chain of the Stelle that advises in the trail."""
        return f"stelle/{self.stelle_id}"

    @property
    def gegenueber(self) -> str:
        """With whom: the organisation, and who called."""
        return ", ".join(filter(None, (str(self.organisation or ""), self.mit_wem)))

    @property
    def adresse(self) -> str:
        """Where an e-mail reaches whoever came to us; empty where nobody knows one."""
        return self.antwort_an or (self.organisation.email if self.organisation else "")

    @property
    def auf_papier(self) -> bool:
        """True for an application on paper: it has a day of receipt and a scan."""
        return self.kanal == Kanal.PAPIER
