"""Abruf: a school or Kita books a module of the Modulsystem, with its own machine."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from antraege.maschine import Maschine, Uebergang, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Abrufstand(models.TextChoices):
    """Where an Abruf stands."""

    ANGEFRAGT = "angefragt", "angefragt"
    WARTELISTE = "warteliste", "auf der Warteliste"
    ZUGEORDNET = "zugeordnet", "beim Anbieter"
    ZUGESAGT = "zugesagt", "zugesagt"
    TERMINIERT = "terminiert", "Termin steht fest"
    DURCHGEFUEHRT = "durchgefuehrt", "durchgeführt"
    RUECKGEMELDET = "rueckgemeldet", "rückgemeldet"
    ABGESAGT = "abgesagt", "abgesagt"
    ABGELEHNT = "abgelehnt", "abgelehnt"


class Abrufseite(models.TextChoices):
    """Who speaks in an Abruf."""

    EINRICHTUNG = "einrichtung", "Einrichtung"
    KOORDINATION = "koordination", "Koordination"
    ANBIETER = "anbieter", "Anbieter"


class Passung(models.TextChoices):
    """How well a module fitted, as the institution says afterwards."""

    GUT = "gut", "passte gut"
    TEILS = "teils", "passte teilweise"
    NICHT = "nicht", "passte nicht"


LAUFEND = (
    Abrufstand.ANGEFRAGT,
    Abrufstand.WARTELISTE,
    Abrufstand.ZUGEORDNET,
    Abrufstand.ZUGESAGT,
    Abrufstand.TERMINIERT,
)
# What takes places of its date. The trigger that counts them names the same states.
BELEGT = (
    Abrufstand.ANGEFRAGT,
    Abrufstand.ZUGEORDNET,
    Abrufstand.ZUGESAGT,
    Abrufstand.TERMINIERT,
    Abrufstand.DURCHGEFUEHRT,
    Abrufstand.RUECKGEMELDET,
)


# With whom an Abruf lies.
LIEGT_BEI: Mapping[Abrufstand, Abrufseite] = {  # partial: what has ended lies with nobody
    Abrufstand.ANGEFRAGT: Abrufseite.KOORDINATION,
    Abrufstand.WARTELISTE: Abrufseite.KOORDINATION,
    Abrufstand.ZUGEORDNET: Abrufseite.ANBIETER,
    Abrufstand.ZUGESAGT: Abrufseite.ANBIETER,
    Abrufstand.TERMINIERT: Abrufseite.ANBIETER,
    Abrufstand.DURCHGEFUEHRT: Abrufseite.EINRICHTUNG,
}
# These wait for their date: they lie still only when it has passed.
BIS_ZUM_TERMIN = (Abrufstand.WARTELISTE, Abrufstand.TERMINIERT)
ERINNERT = Q(erinnert_am__isnull=False)


class Abruf(Maschine):
    """One group that comes to one date of an offer, or wishes for one. Children are counted, never named."""

    einrichtung = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="abrufe")
    angebot = models.ForeignKey("angebote.Angebot", models.PROTECT, related_name="abrufe")
    anbieter = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="+")
    themenfeld = models.ForeignKey("angebote.Themenfeld", models.PROTECT, related_name="abrufe")
    termin = models.ForeignKey("angebote.Termin", models.PROTECT, null=True, related_name="abrufe")
    wunsch = models.CharField("Wunsch", max_length=300, blank=True, help_text="Wann es passt, ohne Termin.")
    gruppe = models.CharField("Gruppe", max_length=120)
    kinder = models.PositiveSmallIntegerField("Anzahl der Kinder")
    plaetze = models.PositiveSmallIntegerField("Plätze", default=0, help_text="Was er vom Termin braucht.")
    ganztag = models.BooleanField("im Ganztag", default=False)
    kontakt = models.CharField("Ansprechfunktion", max_length=160)
    bedarf = models.TextField("Was wir brauchen", max_length=1000, blank=True)
    anlass = models.ForeignKey(
        "angebote.Bedarf", models.PROTECT, null=True, related_name="abrufe", verbose_name="Anlass"
    )
    status = Statusfeld(
        "Stand", default=Abrufstand.ANGEFRAGT.value, choices=Abrufstand.choices, max_length=16
    )
    stand = models.PositiveIntegerField(default=1, help_text="Zählt jede Änderung.")
    seit = models.DateField("in diesem Stand seit", null=True, editable=False)
    erinnert_am = models.DateField(
        "erinnert am", null=True, editable=False, help_text="Leer, sobald er sich bewegt."
    )
    angefragt_am = models.DateTimeField(default=uhr.jetzt)
    angefragt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    hinweis = models.CharField("Hinweis der Koordination", max_length=500, blank=True)
    grund = models.CharField("Grund", max_length=500, blank=True)
    beendet_durch = models.CharField("Beendet durch", max_length=12, choices=Abrufseite, blank=True)
    kinder_erreicht = models.PositiveSmallIntegerField("erreichte Kinder", null=True)
    passung = models.CharField("Passung", max_length=5, choices=Passung, blank=True)
    gelungen = models.TextField("Was gelungen ist", max_length=1000, blank=True)
    anders = models.TextField("Was anders werden soll", max_length=1000, blank=True)
    antraege = models.ManyToManyField("antrag.Antrag", related_name="abrufe")

    class Meta:
        verbose_name = "Abruf"
        verbose_name_plural = "Abrufe"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Abrufstand.values), name="abruf_stand_bekannt"),
            models.CheckConstraint(condition=Q(kinder__gte=1), name="abruf_hat_kinder"),
            models.CheckConstraint(
                condition=Q(termin__isnull=True) | Q(plaetze__gte=1), name="abruf_braucht_plaetze"
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[
                        Abrufstand.WARTELISTE,
                        Abrufstand.TERMINIERT,
                        Abrufstand.DURCHGEFUEHRT,
                        Abrufstand.RUECKGEMELDET,
                    ]
                )
                | Q(termin__isnull=False),
                name="abruf_mit_termin",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Abrufstand.ABGESAGT, Abrufstand.ABGELEHNT])
                | ~Q(grund="") & ~Q(beendet_durch=""),
                name="abruf_ende_mit_grund",
            ),
            models.UniqueConstraint(
                fields=["einrichtung", "termin", "gruppe"],
                condition=Q(status__in=LAUFEND),
                name="abruf_gruppe_einmal_je_termin",
            ),
        ]
        indexes = [
            models.Index(fields=["einrichtung", "-id"], name="abruf_einrichtung"),
            models.Index(fields=["anbieter", "-id"], name="abruf_anbieter"),
            models.Index(fields=["themenfeld", "status", "-id"], name="abruf_themenfeld"),
            models.Index(fields=["termin", "status", "id"], name="abruf_termin"),
            models.Index(fields=["status", "seit"], name="abruf_ruht"),
            models.Index(
                fields=["themenfeld", "seit", "id"], condition=ERINNERT, name="abruf_erinnert_thema"
            ),
            models.Index(
                fields=["anbieter", "seit", "id"], condition=ERINNERT, name="abruf_erinnert_anbieter"
            ),
            models.Index(
                fields=["einrichtung", "seit", "id"], condition=ERINNERT, name="abruf_erinnert_einrichtung"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.angebot.titel}, {self.gruppe}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new one stands where it stands since today."""
        self.seit = self.seit or uhr.heute()
        super().save(*args, **kwargs)

    def bewege(self, uebergang: Uebergang) -> None:
        """From the new state on the time counts anew, and nobody has been reminded yet. Raises as Maschine does."""
        self.seit, self.erinnert_am = uhr.heute(), None
        super().bewege(uebergang)

    @property
    def kette(self) -> str:
        """The name of its chain in the trail."""
        return f"abruf/{self.pk}"

    @property
    def liegt_bei(self) -> str:
        """On whose side it lies, in a word; empty when it has ended."""
        seite = LIEGT_BEI.get(Abrufstand(self.status))
        return seite.label if seite else ""

    @property
    def laeuft(self) -> bool:
        """True until it has taken place or has ended."""
        return self.status in LAUFEND

    @property
    def wann(self) -> str:
        """The date, or the wish for one, in words."""
        return str(self.termin) if self.termin else f"Wunsch: {self.wunsch}"

    @transition(status, source=Abrufstand.ANGEFRAGT, target=Abrufstand.WARTELISTE)
    def vormerken(self) -> None:
        """The date is full."""

    @transition(status, source=Abrufstand.WARTELISTE, target=Abrufstand.ANGEFRAGT)
    def nachruecken(self) -> None:
        """Places have become free."""

    @transition(status, source=[Abrufstand.ANGEFRAGT, Abrufstand.WARTELISTE], target=Abrufstand.ZUGEORDNET)
    def zuordnen(self) -> None:
        """The unit that coordinates the topic gives it to a provider."""

    @transition(status, source=Abrufstand.ZUGEORDNET, target=Abrufstand.ZUGESAGT)
    def zusagen(self) -> None:
        """The provider does it."""

    @transition(status, source=Abrufstand.ZUGESAGT, target=Abrufstand.TERMINIERT)
    def terminieren(self) -> None:
        """The date is fixed."""

    @transition(status, source=Abrufstand.TERMINIERT, target=Abrufstand.DURCHGEFUEHRT)
    def durchfuehren(self) -> None:
        """It has taken place."""

    @transition(status, source=Abrufstand.DURCHGEFUEHRT, target=Abrufstand.RUECKGEMELDET)
    def rueckmelden(self) -> None:
        """The institution says how it was."""

    @transition(status, source=list(LAUFEND), target=Abrufstand.ABGESAGT)
    def absagen(self) -> None:
        """It does not take place."""

    @transition(
        status,
        source=[Abrufstand.ANGEFRAGT, Abrufstand.WARTELISTE, Abrufstand.ZUGEORDNET],
        target=Abrufstand.ABGELEHNT,
    )
    def ablehnen(self) -> None:
        """Nobody promises it."""
