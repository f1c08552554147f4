"""Weiterleitung: money of Land or Bund that the city passes on, and its own proof upstream."""

import secrets

from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import EuroField
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


def ablageort(_weiterleitung: "Weiterleitung", _dateiname: str) -> str:
    """A random name outside the web root."""
    name = secrets.token_hex(16)
    return f"weiterleitung/{name[:2]}/{name}"


class Weiterleitungsstatus(models.TextChoices):
    """Where an incoming grant stands."""

    VORGELEGT = "vorgelegt", "wartet auf Bestätigung"
    ZURUECKGEGEBEN = "zurueckgegeben", "zurückgegeben"
    BESTAETIGT = "bestaetigt", "bestätigt"
    NACHWEIS_VORGELEGT = "nachweis_vorgelegt", "Nachweis wartet auf die zweite Person"
    ABGESCHLOSSEN = "abgeschlossen", "Nachweis abgeschlossen"


S = Weiterleitungsstatus
# From here on the lines it feeds are bound to its terms.
GELTENDE_WEITERLEITUNG = (S.BESTAETIGT, S.NACHWEIS_VORGELEGT, S.ABGESCHLOSSEN)


class Weiterleitung(Maschine):
    """One Bescheid of Land or Bund to the city; entered by one person, confirmed by another (VV Nr. 12 zu § 44 LHO).

    What is paid from the lines it feeds (`Speisung`) are its sub-grants. `nachweis_bis` is the day of the city's own
    proof; `monate_verwendung` how long money may lie ("alsbald").
    """

    status = Statusfeld("Stand", default=S.VORGELEGT.value, choices=S.choices, max_length=20)
    stand = models.PositiveIntegerField(default=0, help_text="Zählt jede Änderung.")
    stelle = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, related_name="+", verbose_name="zuständige Stelle"
    )
    name = models.CharField("Bezeichnung", max_length=160)
    geber = models.CharField("Zuwendungsgeber", max_length=160)
    zeichen = models.CharField("Aktenzeichen des Bescheids", max_length=80, unique=True)
    bescheid_vom = models.DateField("Bescheid vom")
    zweck = models.TextField("Zweck")
    nachweis_bis = models.DateField("Nachweis der Stadt bis")
    nebenbestimmungen = models.CharField("weiterzugebende Nebenbestimmungen", max_length=160)
    monate_verwendung = models.PositiveSmallIntegerField("Monate bis zur Verwendung", default=2)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    bestaetigt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    bestaetigt_am = models.DateTimeField(null=True)
    grund = models.CharField("Grund der letzten Rückgabe", max_length=500, blank=True)
    sachbericht = models.TextField("Sachbericht", blank=True)
    nachweis_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    nachweis_am = models.DateTimeField(null=True)
    abgeschlossen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    abgeschlossen_am = models.DateTimeField(null=True)
    datei = models.FileField("Nachweis", upload_to=ablageort, max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    erinnert_am = models.DateField(null=True)

    class Meta:
        verbose_name = "Weiterleitung"
        verbose_name_plural = "Weiterleitungen"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bestaetigt_von__isnull=True) | ~Q(bestaetigt_von=F("erfasst_von")),
                name="weiterleitung_vier_augen",
            ),
            models.CheckConstraint(
                condition=Q(abgeschlossen_von__isnull=True) | ~Q(abgeschlossen_von=F("nachweis_von")),
                name="weiterleitung_nachweis_vier_augen",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=GELTENDE_WEITERLEITUNG) | Q(bestaetigt_von__isnull=False),
                name="weiterleitung_bestaetigt_von",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.ABGESCHLOSSEN) | Q(abgeschlossen_von__isnull=False) & ~Q(sha256=""),
                name="weiterleitung_abgeschlossen_mit_nachweis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.geber})"

    @property
    def kette(self) -> str:
        """The name of its chain in the trail."""
        return f"weiterleitung/{self.pk}"

    @property
    def gilt(self) -> bool:
        """True from the confirmation on."""
        return self.status in GELTENDE_WEITERLEITUNG

    @transition(status, source=S.ZURUECKGEGEBEN, target=S.VORGELEGT)
    def lege_vor(self) -> None:
        """Entered anew after it was given back."""

    @transition(status, source=S.VORGELEGT, target=S.BESTAETIGT)
    def bestaetige(self) -> None:
        """A second person has compared it with the Bescheid."""

    @transition(status, source=S.VORGELEGT, target=S.ZURUECKGEGEBEN)
    def gib_zurueck(self) -> None:
        """Something is not as the Bescheid says."""

    @transition(status, source=S.BESTAETIGT, target=S.NACHWEIS_VORGELEGT)
    def lege_nachweis_vor(self) -> None:
        """The city's proof is written."""

    @transition(status, source=S.NACHWEIS_VORGELEGT, target=S.BESTAETIGT)
    def gib_nachweis_zurueck(self) -> None:
        """The second person wants it written anew."""

    @transition(status, source=S.NACHWEIS_VORGELEGT, target=S.ABGESCHLOSSEN)
    def zeichne_nachweis(self) -> None:
        """A second person has signed; the file goes to the Land and never changes."""


class Speisung(models.Model):
    """A Haushaltsstelle of one year that an incoming grant feeds, with its euro of that year."""

    weiterleitung = models.ForeignKey(Weiterleitung, models.CASCADE, related_name="speisungen")
    haushaltsstelle = models.OneToOneField(
        "haushalt.Haushaltsstelle", models.PROTECT, related_name="speisung"
    )
    betrag = EuroField("Betrag")

    class Meta:
        verbose_name = "Speisung"
        verbose_name_plural = "Speisungen"
        default_permissions = ()
        ordering = ["haushaltsstelle__jahr", "id"]
        constraints = [models.CheckConstraint(condition=Q(betrag__gt=0), name="speisung_positiv")]

    def __str__(self) -> str:
        return f"{self.weiterleitung}: {self.haushaltsstelle}"


class Geberzahlungsart(models.TextChoices):
    """Which way money went between the city and who granted it."""

    EINGANG = "eingang", "vom Geber erhalten"
    RUECKZAHLUNG = "rueckzahlung", "an den Geber zurückgezahlt"


class Geberzahlung(models.Model):
    """Euro received from the Land, or sent back to it, on the day of Wertstellung."""

    weiterleitung = models.ForeignKey(Weiterleitung, models.PROTECT, related_name="zahlungen")
    art = models.CharField("Richtung", max_length=12, choices=Geberzahlungsart)
    betrag = EuroField("Betrag")
    tag = models.DateField("Wertstellung")
    belegnummer = models.CharField("Belegnummer", max_length=40, unique=True)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Zahlung des Gebers"
        verbose_name_plural = "Zahlungen des Gebers"
        default_permissions = ()
        ordering = ["tag", "id"]
        constraints = [models.CheckConstraint(condition=Q(betrag__gt=0), name="geberzahlung_positiv")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.belegnummer}"


class OffenerNachweis(models.Model):
    """A sub-grant whose proof is not checked when the city proves, with the reason."""

    weiterleitung = models.ForeignKey(Weiterleitung, models.CASCADE, related_name="offene")
    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="+")
    grund = models.CharField("Grund", max_length=300)

    class Meta:
        verbose_name = "offener Nachweis"
        verbose_name_plural = "offene Nachweise"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["weiterleitung", "antrag"], name="offener_nachweis_einmal"),
            models.CheckConstraint(condition=~Q(grund=""), name="offener_nachweis_mit_grund"),
        ]

    def __str__(self) -> str:
        return f"{self.antrag}: {self.grund}"
