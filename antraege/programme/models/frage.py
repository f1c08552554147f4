"""Questions of the application and of the report, as rows of a Richtlinie."""

from django.db import models
from django.db.models import Q

from antraege.programme.models.richtlinie import Richtlinie


class Frageart(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", "kurzer Text"
    LANGTEXT = "langtext", "langer Text"
    ZAHL = "zahl", "Anzahl"
    JA_NEIN = "ja_nein", "Ja oder Nein"
    AUSWAHL = "auswahl", "Auswahl"
    ERKLAERUNG = "erklaerung", "Erklärung (muss bestätigt werden)"


class Fragebasis(models.Model):
    """A question with the reason why it is asked; `art` says how it is answered."""

    nr = models.PositiveSmallIntegerField()
    schluessel = models.SlugField(max_length=40)
    text = models.CharField("Frage", max_length=300)
    warum = models.CharField("Warum wir das fragen", max_length=300, blank=True)
    art = models.CharField(max_length=12, choices=Frageart)
    auswahl = models.JSONField(default=list, blank=True, help_text="Paare aus Schlüssel und Text.")
    pflicht = models.BooleanField(default=True)
    max_zeichen = models.PositiveIntegerField(default=2000)

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ["nr"]

    def __str__(self) -> str:
        return self.text


class Frage(Fragebasis):
    """One question of the application."""

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="fragen")
    abschnitt = models.CharField("Abschnitt", max_length=80)

    class Meta(Fragebasis.Meta):
        constraints = [models.UniqueConstraint(fields=["richtlinie", "schluessel"], name="frage_einmal")]


class Berichtsfrage(Fragebasis):
    """One guided question of the Sachbericht: words, counts and choices, never names of children."""

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="berichtsfragen")

    class Meta(Fragebasis.Meta):
        constraints = [
            models.UniqueConstraint(fields=["richtlinie", "schluessel"], name="berichtsfrage_einmal"),
            models.CheckConstraint(condition=~Q(art="erklaerung"), name="berichtsfrage_ohne_erklaerung"),
        ]
