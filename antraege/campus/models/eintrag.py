"""Campuseintrag: what was done, planned, learned at a site; written by Campus-Management."""

from django.db import models
from django.db.models import Q

from rollen import uhr


class Eintragsart(models.TextChoices):
    """What an entry is about; the first belongs to a task, the second to a goal."""

    TAETIGKEIT = "taetigkeit", "Was getan wurde"
    MASSNAHME = "massnahme", "Maßnahme zu einem Ziel"
    ERKENNTNIS = "erkenntnis", "Erkenntnis und Transfer"
    BEGLEITUNG = "begleitung", "Prozessbegleitung"
    EVALUATION = "evaluation", "Evaluation"


class Erkenntnisart(models.TextChoices):
    """What others may take from it."""

    BEWAEHRT = "bewaehrt", "Hat sich bewährt"
    VERWORFEN = "verworfen", "Hat nicht getragen"
    OFFEN = "offen", "Offene Frage"
    MATERIAL = "material", "Material zum Weitergeben"


# A Maßnahme with a day by which it shall be over, that is not over yet.
OFFENE_MASSNAHME = Q(bis__isnull=False, abgeschlossen_am__isnull=True)


class Campuseintrag(models.Model):
    """One dated entry; `intern` ones are notes that only the office and the site itself read."""

    standort = models.ForeignKey("angebote.Standort", models.PROTECT, related_name="eintraege")
    art = models.CharField("Art", max_length=12, choices=Eintragsart)
    aufgabe = models.ForeignKey(
        "campus.Aufgabenfeld", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Aufgabe"
    )
    ziel = models.ForeignKey(
        "campus.Ziel", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Ziel"
    )
    erkenntnisart = models.CharField("Art der Erkenntnis", max_length=10, choices=Erkenntnisart, blank=True)
    tag = models.DateField("Tag")
    titel = models.CharField("Titel", max_length=120)
    text = models.TextField("Text")
    fuer_wen = models.CharField("Wer kann es nutzen?", max_length=200, blank=True)
    bis = models.DateField("abzuschließen bis", null=True, blank=True, help_text="Nur bei einer Maßnahme.")
    abgeschlossen_am = models.DateField("abgeschlossen am", null=True, blank=True)
    erinnert_am = models.DateField("erinnert am", null=True, editable=False)
    intern = models.BooleanField("nur intern", default=False)
    stand = models.PositiveIntegerField(default=0)
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Eintrag des Standorts"
        verbose_name_plural = "Einträge des Standorts"
        default_permissions = ()
        ordering = ["-tag", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(art=Eintragsart.TAETIGKEIT, aufgabe__isnull=False)
                | ~Q(art=Eintragsart.TAETIGKEIT) & Q(aufgabe__isnull=True),
                name="campuseintrag_taetigkeit_mit_aufgabe",
            ),
            models.CheckConstraint(
                condition=Q(art=Eintragsart.MASSNAHME, ziel__isnull=False)
                | ~Q(art=Eintragsart.MASSNAHME) & Q(ziel__isnull=True),
                name="campuseintrag_massnahme_mit_ziel",
            ),
            models.CheckConstraint(
                condition=Q(art=Eintragsart.ERKENNTNIS) & ~Q(erkenntnisart="") & ~Q(fuer_wen="")
                | ~Q(art=Eintragsart.ERKENNTNIS) & Q(erkenntnisart="", fuer_wen=""),
                name="campuseintrag_erkenntnis_fuer_wen",
            ),
            models.CheckConstraint(
                condition=Q(art=Eintragsart.MASSNAHME) | Q(bis__isnull=True, abgeschlossen_am__isnull=True),
                name="campuseintrag_nur_massnahme_hat_ende",
            ),
        ]
        indexes = [
            models.Index(fields=["standort", "-tag", "-id"], name="campuseintrag_neueste"),
            models.Index(fields=["bis"], condition=OFFENE_MASSNAHME, name="campuseintrag_offen"),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def kette(self) -> str:
        """The name of the chain of its site in the trail."""
        return f"stelle/{self.standort.stelle_id}"
