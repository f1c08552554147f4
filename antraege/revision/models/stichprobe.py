"""Stichprobe of the Rechnungsprüfung: what was drawn from what and how, and a working paper for every item."""

from django.db import models
from django.db.models import Q

from antraege.haushalt.felder import EuroField
from antraege.kern.status import als_choices
from antraege.kern.stichprobe import Verfahren
from antraege.maschine import Maschine, transition
from antraege.revision.models.feststellung import Feststellung
from rollen import uhr
from rollen.felder import Statusfeld


def _verfahren() -> list[tuple[str, str]]:
    return als_choices(Verfahren)


class Grundgesamtheit(models.TextChoices):
    """What is drawn from."""

    FALL = "fall", "Fälle"
    ZAHLUNG = "zahlung", "gebuchte Zahlungen"
    BELEG = "beleg", "Belege der Verwendungsnachweise"


class Stichprobenstatus(models.TextChoices):
    """Where a sample stands."""

    IN_ARBEIT = "in_arbeit", "in Arbeit"
    ABGESCHLOSSEN = "abgeschlossen", "abgeschlossen"


class Pruefstichprobe(Maschine):
    """One draw: seed, method, size and the hash of the population say for ever why these items.

    `filter` is what narrowed the population, in words; `auswahl` the same as ids.
    """

    status = Statusfeld(
        "Stand", default=Stichprobenstatus.IN_ARBEIT.value, choices=Stichprobenstatus.choices, max_length=14
    )
    stand = models.PositiveIntegerField(default=0, help_text="Zählt jede Änderung.")
    titel = models.CharField("Titel", max_length=160)
    art = models.CharField("Grundgesamtheit", max_length=8, choices=Grundgesamtheit)
    verfahren = models.CharField("Verfahren", max_length=8, choices=_verfahren)
    filter = models.CharField("Filter", max_length=300, blank=True)
    auswahl = models.JSONField("Filter als Werte", default=dict)
    umfang = models.PositiveIntegerField("verlangter Umfang")
    startwert = models.CharField("Startwert", max_length=32)
    anzahl = models.PositiveIntegerField("Zahl der Elemente")
    summe = EuroField("Summe der Elemente")
    pruefsumme = models.CharField("Prüfsumme der Grundgesamtheit", max_length=64)
    gezogen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    gezogen_am = models.DateTimeField(default=uhr.jetzt)
    abgeschlossen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    abgeschlossen_am = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Stichprobe der Rechnungsprüfung"
        verbose_name_plural = "Stichproben der Rechnungsprüfung"
        default_permissions = ()
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "-id"], name="pruefstichprobe_status")]

    def __str__(self) -> str:
        return f"{self.kennung}: {self.titel}"

    @property
    def kennung(self) -> str:
        """The sign by which people name it."""
        return f"SP-{uhr.tag_von(self.gezogen_am).year}-{self.pk:05d}"

    @property
    def kette(self) -> str:
        """The name of its chain in the trail."""
        return f"pruefstichprobe/{self.pk}"

    @transition(status, source=Stichprobenstatus.IN_ARBEIT, target=Stichprobenstatus.ABGESCHLOSSEN)
    def lege_ab(self) -> None:
        """Every item has its result."""


class Postenergebnis(models.TextChoices):
    """What came of an item."""

    OHNE = "ohne", "ohne Beanstandung"
    MIT = "mit", "mit Beanstandung"
    NICHT_PRUEFBAR = "nicht_pruefbar", "nicht prüfbar"


class Pruefposten(models.Model):
    """One drawn item and its working paper; its words stay when the thing is gone. Amount in euro."""

    stichprobe = models.ForeignKey(Pruefstichprobe, models.PROTECT, related_name="posten")
    nr = models.PositiveIntegerField("Nummer")
    schluessel = models.BigIntegerField("Schlüssel")
    bezug = models.CharField("Bezug", max_length=400)
    antrag = models.ForeignKey("antrag.Antrag", models.SET_NULL, null=True, related_name="+")
    betrag = EuroField("Betrag")
    anlass = models.CharField("Anlass der Auswahl", max_length=160)
    ergebnis = models.CharField("Ergebnis", max_length=15, choices=Postenergebnis, blank=True)
    notiz = models.TextField("Arbeitspapier", blank=True)
    bearbeitet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    bearbeitet_am = models.DateTimeField(null=True)
    feststellung = models.ForeignKey(Feststellung, models.PROTECT, null=True, related_name="posten")
    stand = models.PositiveIntegerField(default=0, help_text="Zählt jede Änderung.")

    class Meta:
        verbose_name = "Posten einer Stichprobe"
        verbose_name_plural = "Posten von Stichproben"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["stichprobe", "nr"], name="pruefposten_nr_einmal"),
            models.UniqueConstraint(fields=["stichprobe", "schluessel"], name="pruefposten_einmal"),
            models.CheckConstraint(
                condition=Q(ergebnis="") | Q(bearbeitet_von__isnull=False) & ~Q(notiz=""),
                name="pruefposten_ergebnis_mit_notiz",
            ),
        ]

    def __str__(self) -> str:
        return f"Posten {self.nr}"

    @property
    def kette(self) -> str:
        """The name of the chain of its sample in the trail."""
        return f"pruefstichprobe/{self.stichprobe_id}"
