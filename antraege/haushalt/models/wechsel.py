"""The end of a budget year for one unit: what goes over into the next year, and what falls."""

from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import KETTE, EuroField
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Wechselstatus(models.TextChoices):
    """Where the end of a year stands."""

    VORGESCHLAGEN = "vorgeschlagen", "wartet auf Freigabe"
    ZURUECKGEGEBEN = "zurueckgegeben", "zurückgegeben"
    FREIGEGEBEN = "freigegeben", "freigegeben und abgeschlossen"


class Jahreswechsel(Maschine):
    """One person decides row by row, another releases; then the lines of the unit are closed (§ 22 KomHVO)."""

    kette = KETTE
    jahr = models.ForeignKey("haushalt.Haushaltsjahr", models.PROTECT, related_name="wechsel")
    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="+")
    status = Statusfeld(
        "Status",
        default=Wechselstatus.VORGESCHLAGEN.value,
        choices=Wechselstatus.choices,
        max_length=14,
    )
    vorgeschlagen_am = models.DateTimeField(default=uhr.jetzt)
    vorgeschlagen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    entschieden_am = models.DateTimeField(null=True)
    entschieden_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    rueckgabegrund = models.CharField("Grund der Rückgabe", max_length=300, blank=True)

    class Meta:
        verbose_name = "Jahreswechsel"
        verbose_name_plural = "Jahreswechsel"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["jahr", "stelle"], name="jahreswechsel_einmal"),
            models.CheckConstraint(
                condition=Q(entschieden_von__isnull=True) | ~Q(entschieden_von=F("vorgeschlagen_von")),
                name="jahreswechsel_vier_augen",
            ),
            models.CheckConstraint(
                condition=~Q(status=Wechselstatus.FREIGEGEBEN) | Q(entschieden_von__isnull=False),
                name="jahreswechsel_freigegeben_von",
            ),
        ]

    def __str__(self) -> str:
        return f"Jahreswechsel {self.jahr} {self.stelle}"

    @transition(
        status,
        source=[Wechselstatus.VORGESCHLAGEN, Wechselstatus.ZURUECKGEGEBEN],
        target=Wechselstatus.VORGESCHLAGEN,
    )
    def schlage_vor(self) -> None:
        """One person has decided every row."""

    @transition(status, source=Wechselstatus.VORGESCHLAGEN, target=Wechselstatus.ZURUECKGEGEBEN)
    def gib_zurueck(self) -> None:
        """The second person wants something decided anew."""

    @transition(status, source=Wechselstatus.VORGESCHLAGEN, target=Wechselstatus.FREIGEGEBEN)
    def gib_frei(self) -> None:
        """A second person agrees; it is booked at once and never again."""


class Rest(models.TextChoices):
    """What is left over: the column of the line it stands in."""

    GEBUNDEN = "gebunden", "gebunden"
    VORGEMERKT = "vorgemerkt", "vorgemerkt"
    FREI = "frei", "frei"


class Entscheidung(models.TextChoices):
    """What shall become of it."""

    UEBERTRAGEN = "uebertragen", "übertragen"
    VERFALLEN = "verfallen", "verfallen lassen"


class Uebertragung(models.Model):
    """What becomes of one amount (euro) at the end of the year; free money belongs to no Aktenzeichen."""

    wechsel = models.ForeignKey(Jahreswechsel, models.CASCADE, related_name="uebertragungen")
    haushaltsstelle = models.ForeignKey("haushalt.Haushaltsstelle", models.PROTECT, related_name="+")
    aktenzeichen = models.CharField("Aktenzeichen", max_length=40, blank=True, db_index=True)
    rest = models.CharField("Rest", max_length=10, choices=Rest)
    betrag = EuroField("Betrag")
    entscheidung = models.CharField("Entscheidung", max_length=12, choices=Entscheidung)
    grund = models.CharField("Begründung", max_length=160, blank=True)

    class Meta:
        verbose_name = "Übertragung"
        verbose_name_plural = "Übertragungen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wechsel", "haushaltsstelle", "aktenzeichen", "rest"], name="uebertragung_einmal"
            ),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="uebertragung_positiv"),
            models.CheckConstraint(
                condition=Q(rest="frei", aktenzeichen="") | ~Q(rest="frei") & ~Q(aktenzeichen=""),
                name="uebertragung_rest_des_falls",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aktenzeichen or self.haushaltsstelle} {self.get_entscheidung_display()}"
