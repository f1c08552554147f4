"""Bedarf: what a school or Kita looks for and does not find; providers answer it."""

from django.db import models
from django.db.models import Q

from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Bedarfsstand(models.TextChoices):
    """Where a need stands."""

    OFFEN = "offen", "offen"
    GEDECKT = "gedeckt", "gedeckt: abgerufen"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


class Bedarf(Maschine):
    """One need of an institution; it closes when an Abruf comes of it, or is taken back."""

    einrichtung = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="bedarfe")
    themenfeld = models.ForeignKey(
        "angebote.Themenfeld", models.PROTECT, related_name="bedarfe", verbose_name="Thema"
    )
    titel = models.CharField("Was suchen Sie?", max_length=160)
    zielgruppe = models.CharField("Für wen?", max_length=200)
    wann = models.CharField("Wann?", max_length=200)
    wofuer = models.TextField("Wofür?", max_length=1000)
    status = Statusfeld(
        "Stand", default=Bedarfsstand.OFFEN.value, choices=Bedarfsstand.choices, max_length=16
    )
    stand = models.PositiveIntegerField(default=1, help_text="Zählt jede Änderung.")
    gemeldet_am = models.DateTimeField(default=uhr.jetzt)
    gemeldet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Bedarf"
        verbose_name_plural = "Bedarfe"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Bedarfsstand.values), name="bedarf_stand_bekannt")
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(status=Bedarfsstand.OFFEN), name="bedarf_offen"),
            models.Index(fields=["einrichtung", "-id"], name="bedarf_einrichtung"),
            models.Index(fields=["themenfeld", "status", "-id"], name="bedarf_themenfeld"),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def kette(self) -> str:
        """The name of its chain in the trail."""
        return f"bedarf/{self.pk}"

    @transition(status, source=Bedarfsstand.OFFEN, target=Bedarfsstand.GEDECKT)
    def decken(self) -> None:
        """An Abruf has come of it."""

    @transition(status, source=Bedarfsstand.OFFEN, target=Bedarfsstand.ZURUECKGEZOGEN)
    def zurueckziehen(self) -> None:
        """Nobody looks for it any more."""


class Bedarfsantwort(models.Model):
    """What a provider says to a need: an offer of its own, a few words, or both."""

    bedarf = models.ForeignKey(Bedarf, models.PROTECT, related_name="antworten")
    anbieter = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="+")
    angebot = models.ForeignKey("angebote.Angebot", models.PROTECT, null=True, related_name="+")
    text = models.TextField("Antwort", max_length=1000, blank=True)
    geantwortet_am = models.DateTimeField(default=uhr.jetzt)
    geantwortet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Antwort auf einen Bedarf"
        verbose_name_plural = "Antworten auf Bedarfe"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(angebot__isnull=False) | ~Q(text=""), name="bedarfsantwort_sagt_etwas"
            ),
            models.UniqueConstraint(
                fields=["bedarf", "angebot"],
                condition=Q(angebot__isnull=False),
                name="bedarfsantwort_je_angebot_einmal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anbieter}: {self.angebot or self.text}"
