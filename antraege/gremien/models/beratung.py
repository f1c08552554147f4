"""Beratung: one body deals with one paper on one day."""

from datetime import date

from django.db import models
from django.db.models import Q

from antraege.gremien.models.gremium import Gremium
from antraege.gremien.models.vorlage import Gremienvorlage
from antraege.kern.beratung import Beratungsart, Ergebnis
from antraege.kern.status import als_choices
from rollen import uhr
from rollen.models import Benutzer


def _arten() -> list[tuple[str, str]]:
    return als_choices(Beratungsart)


def _ergebnisse() -> list[tuple[str, str]]:
    return als_choices(Ergebnis)


class Beratung(models.Model):
    """An entry of the Beratungsfolge; a deferred one stays, and the body gets a new one with its new day."""

    vorlage = models.ForeignKey(Gremienvorlage, models.PROTECT, related_name="beratungen")
    nr = models.PositiveSmallIntegerField("Nummer")
    gremium = models.ForeignKey(Gremium, models.PROTECT, related_name="+")
    art = models.CharField("Zuständigkeit", max_length=15, choices=_arten)
    geplant_am = models.DateField("geplant am")
    tatsaechlich_am = models.DateField("beraten am", null=True)
    nur_monat = models.BooleanField("nur der Monat ist bekannt", default=False)
    ergebnis = models.CharField("Ergebnis", max_length=15, choices=_ergebnisse, blank=True)
    vermerk = models.TextField("Vermerk", blank=True)
    erfasst_am = models.DateTimeField(null=True)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Beratung"
        verbose_name_plural = "Beratungen"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["vorlage", "nr"], name="beratung_nr_einmal"),
            models.UniqueConstraint(
                fields=["vorlage"],
                condition=Q(art="beschluss") & ~Q(ergebnis="vertagt"),
                name="beratung_ein_beschluss",
            ),
            models.CheckConstraint(
                condition=Q(tatsaechlich_am__isnull=False) | Q(ergebnis__in=["", "uebersprungen"]),
                name="beratung_mit_tag",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gremium} ({self.get_art_display()})"

    @property
    def kette(self) -> str:
        """The name of the chain of its body in the trail."""
        return f"gremium/{self.gremium_id}"

    def nimm_ergebnis_auf(
        self, ergebnis: Ergebnis, *, am: date | None, akteur: Benutzer, vermerk: str = ""
    ) -> None:
        """What this body has said, and who has recorded it."""
        self.ergebnis, self.tatsaechlich_am, self.vermerk = ergebnis, am, vermerk
        self.erfasst_von, self.erfasst_am = akteur, uhr.jetzt()
        self.save()
