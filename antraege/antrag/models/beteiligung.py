"""Who did what in a case, and the results of the checks."""

from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import EuroField
from antraege.kern.status import als_choices
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Pruefart
from rollen import uhr


def _taetigkeiten() -> list[tuple[str, str]]:
    return als_choices(Taetigkeit)


class Beteiligung(models.Model):
    """A person has done this in this case: the ground of every four-eyes check."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="beteiligungen")
    benutzer = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="beteiligungen")
    taetigkeit = models.CharField(max_length=25, choices=_taetigkeiten)
    zuerst_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["antrag", "benutzer", "taetigkeit"], name="beteiligung_einmal")
        ]

    def __str__(self) -> str:
        return f"{self.benutzer} {self.taetigkeit} {self.antrag}"


class Pruefung(models.Model):
    """One finished check: the check list with answers, the note, the proposal."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="pruefungen")
    art = models.CharField(max_length=10, choices=Pruefart)
    ergebnisse = models.JSONField(default=list)
    vermerk = models.TextField("Vermerk", blank=True)
    vorschlag = EuroField("Vorschlag", null=True, blank=True)
    geprueft_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    geprueft_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        verbose_name = "Prüfung"
        verbose_name_plural = "Prüfungen"
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.antrag}"


class Votum(models.TextChoices):
    """What a co-signing Stelle says."""

    EINVERSTANDEN = "einverstanden", "Einverstanden"
    MIT_HINWEIS = "mit_hinweis", "Einverstanden mit Hinweis"
    BEDENKEN = "bedenken", "Bedenken"
    NEIN = "nein", "Nein"
    GILT = "gilt", "Gilt als erteilt"
    VERSAGT = "versagt", "Einvernehmen versagt"


class Mitzeichnung(models.Model):
    """The vote of one further Stelle in one round of checking.

    Where it is the Einvernehmen with what the Stelle itself bears of the grant, `anteil` says how much: euro. To a
    change (`aenderung_nr`) it says how much more.
    `pruefung` is the proposal it is about, where there was one. A no is answered by whoever approves all the same.
    Silence that counts as a yes (`Votum.GILT`) has nobody who signed it.
    """

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="mitzeichnungen")
    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="+")
    votum = models.CharField(max_length=15, choices=Votum)
    begruendung = models.TextField("Begründung", blank=True)
    anteil = EuroField("eigener Anteil", null=True, blank=True)
    aenderung_nr = models.PositiveSmallIntegerField("zur Änderung Nummer", null=True, blank=True)
    gezeichnet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    gezeichnet_am = models.DateTimeField(default=uhr.jetzt)
    pruefung = models.ForeignKey(Pruefung, models.PROTECT, null=True, related_name="mitzeichnungen")
    antwort = models.TextField("Antwort der entscheidenden Person", blank=True)
    beantwortet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    beantwortet_am = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Mitzeichnung"
        verbose_name_plural = "Mitzeichnungen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(votum=Votum.GILT, gezeichnet_von__isnull=True)
                | ~Q(votum=Votum.GILT) & Q(gezeichnet_von__isnull=False),
                name="mitzeichnung_gezeichnet",
            ),
            models.CheckConstraint(
                condition=Q(beantwortet_von__isnull=True) | ~Q(beantwortet_von=F("gezeichnet_von")),
                name="mitzeichnung_nicht_selbst_beantwortet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stelle}: {self.get_votum_display()}"
