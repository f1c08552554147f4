"""Prüfungsfeststellung: what the Rechnungsprüfung has found, what the Stelle answers, how it ends."""

import secrets

from django.db import models
from django.db.models import Q

from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


def ablageort(_feststellung: "Feststellung", _dateiname: str) -> str:
    """A random name outside the web root."""
    name = secrets.token_hex(16)
    return f"feststellungen/{name[:2]}/{name}"


class Feststellungsstatus(models.TextChoices):
    """Where a finding stands."""

    OFFEN = "offen", "wartet auf Antwort"
    BEANTWORTET = "beantwortet", "beantwortet"
    NACHVERFOLGT = "nachverfolgt", "wird nachverfolgt"
    GESCHLOSSEN = "geschlossen", "geschlossen"


class Gegenstand(models.TextChoices):
    """What a finding is about."""

    FALL = "fall", "Fall"
    ZAHLUNG = "zahlung", "Zahlung"
    BELEG = "beleg", "Beleg"
    ORGANISATION = "organisation", "Organisation"


S = Feststellungsstatus


class Feststellung(Maschine):
    """One finding at one Stelle (§ 104 GO NRW).

    `bezug` says in words what it is about and stays when that is gone; the references only lead there while it is.
    `regel` is the name of the rule over all cases whose hit gave the occasion.
    """

    status = Statusfeld("Stand", default=S.OFFEN.value, choices=S.choices, max_length=12)
    stand = models.PositiveIntegerField(default=0, help_text="Zählt jede Änderung.")
    stelle = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, related_name="+", verbose_name="geprüfte Stelle"
    )
    gegenstand = models.CharField("Gegenstand", max_length=12, choices=Gegenstand)
    bezug = models.CharField("Bezug", max_length=400)
    antrag = models.ForeignKey("antrag.Antrag", models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("rollen.Stelle", models.PROTECT, null=True, related_name="+")
    regel = models.CharField("Prüfregel", max_length=40, blank=True)
    titel = models.CharField("Titel", max_length=160)
    sachverhalt = models.TextField("Sachverhalt")
    grundlage = models.CharField("verletzte Vorschrift", max_length=300)
    empfehlung = models.TextField("Empfehlung", blank=True)
    antwort_bis = models.DateField("Antwort bis")
    umsetzung_bis = models.DateField("umgesetzt bis", null=True, blank=True)
    erhoben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    erhoben_am = models.DateTimeField(default=uhr.jetzt)
    geschlossen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    geschlossen_am = models.DateTimeField(null=True)
    datei = models.FileField("Prüfbericht", upload_to=ablageort, max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    erinnert_am = models.DateField(null=True)

    class Meta:
        verbose_name = "Prüfungsfeststellung"
        verbose_name_plural = "Prüfungsfeststellungen"
        default_permissions = ()
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "-id"], name="feststellung_status"),
            models.Index(fields=["stelle", "status", "-id"], name="feststellung_stelle_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=S.GESCHLOSSEN) | Q(geschlossen_von__isnull=False) & ~Q(sha256=""),
                name="feststellung_geschlossen_mit_bericht",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kennung}: {self.titel}"

    @property
    def kennung(self) -> str:
        """The sign by which people name it."""
        return f"PF-{uhr.tag_von(self.erhoben_am).year}-{self.pk:05d}"

    @property
    def kette(self) -> str:
        """The name of its chain in the trail."""
        return f"feststellung/{self.pk}"

    @property
    def geschlossen(self) -> bool:
        """True when nothing more is expected of anybody."""
        return self.status == S.GESCHLOSSEN

    @transition(status, source=S.OFFEN, target=S.BEANTWORTET)
    def beantworte(self) -> None:
        """The Stelle has answered."""

    @transition(status, source=[S.BEANTWORTET, S.NACHVERFOLGT], target=S.OFFEN)
    def frage_nach(self) -> None:
        """The answer is not enough; the Stelle is asked again."""

    @transition(status, source=S.BEANTWORTET, target=S.NACHVERFOLGT)
    def verfolge_nach(self) -> None:
        """The Stelle does something until a day; the Rechnungsprüfung will look."""

    @transition(status, source=[S.OFFEN, S.BEANTWORTET, S.NACHVERFOLGT], target=S.GESCHLOSSEN)
    def schliesse(self) -> None:
        """It is mended, accepted or dropped; the report is written and never changes."""


class Beitragsart(models.TextChoices):
    """What was said to a finding."""

    ANTWORT = "antwort", "Antwort der Stelle"
    NACHFRAGE = "nachfrage", "Nachfrage der Rechnungsprüfung"
    NACHVERFOLGUNG = "nachverfolgung", "Vereinbarte Umsetzung"
    ABSCHLUSS = "abschluss", "Ergebnis der Rechnungsprüfung"


class Beitrag(models.Model):
    """One thing said to a finding, in the order in which it was said; never changed."""

    feststellung = models.ForeignKey(Feststellung, models.PROTECT, related_name="beitraege")
    art = models.CharField("Art", max_length=15, choices=Beitragsart)
    text = models.TextField("Text")
    von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        verbose_name = "Beitrag zu einer Feststellung"
        verbose_name_plural = "Beiträge zu Feststellungen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="beitrag_mit_text")]

    def __str__(self) -> str:
        return str(self.get_art_display())
