"""Angebot: what an organisation or a unit of the city offers to institutions, version by version."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import EuroField
from antraege.kern.geld import zeige
from antraege.kern.passung import AELTESTE
from antraege.kern.suchworte import index
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Angebotsstatus(models.TextChoices):
    """Where a version of an offer stands."""

    ENTWURF = "entwurf", "Entwurf"
    VORGELEGT = "vorgelegt", "wartet auf Veröffentlichung"
    VEROEFFENTLICHT = "veroeffentlicht", "veröffentlicht"
    ERSETZT = "ersetzt", "durch eine neue Fassung ersetzt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


class Angebotsort(models.TextChoices):
    """Where an offer takes place."""

    ALLE = "alle", "an allen Standorten"
    STANDORTE = "standorte", "nur an diesen Standorten"
    EINRICHTUNG = "einrichtung", "kommt in die Einrichtung"


# What an offer says; a new version takes it over, the trail keeps it. The sites are rows of their own.
OEFFENTLICHE_FELDER = (
    "themenfeld",
    "titel",
    "beschreibung",
    "zielgruppe",
    "alter_von",
    "alter_bis",
    "umfang",
    "gruppe_bis",
    "ort",
    "kosten",
    "kosten_worte",
    "qualitaet",
    "ganztag",
    "kontakt",
    "vereinbarung_ab",
    "gueltig_von",
    "gueltig_bis",
)


class Angebot(Maschine):
    """One version of an offer. A published one never changes: editing makes a successor with the same `stamm`."""

    anbieter = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, related_name="angebote", verbose_name="Anbieter"
    )
    stamm = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="fassungen",
        help_text="Die erste Fassung desselben Angebots; leer bei ihr selbst.",
    )
    status = Statusfeld(
        "Stand",
        default=Angebotsstatus.ENTWURF.value,
        choices=Angebotsstatus.choices,
        max_length=16,
    )
    stand = models.PositiveIntegerField(default=1, help_text="Zählt jede Änderung.")
    themenfeld = models.ForeignKey("angebote.Themenfeld", models.PROTECT, related_name="angebote")
    titel = models.CharField("Titel", max_length=160)
    beschreibung = models.TextField("Beschreibung", max_length=4000)
    zielgruppe = models.CharField("Zielgruppe", max_length=200)
    alter_von = models.PositiveSmallIntegerField("Alter von")
    alter_bis = models.PositiveSmallIntegerField("Alter bis")
    umfang = models.CharField("Umfang und Dauer", max_length=200)
    gruppe_bis = models.PositiveSmallIntegerField("höchstens so viele Kinder")
    ort = models.CharField("Ort", max_length=12, choices=Angebotsort)
    standorte = models.ManyToManyField("angebote.Standort", blank=True, related_name="angebote")
    kosten = EuroField("Pauschale in Euro", null=True, blank=True)
    kosten_worte = models.CharField("Wofür die Pauschale ist", max_length=200, blank=True)
    qualitaet = models.TextField("Qualitätsnachweis", max_length=1000, blank=True)
    ganztag = models.BooleanField("im Ganztag geeignet", default=False)
    kontakt = models.CharField("Ansprechstelle", max_length=160, help_text="Eine Funktion, kein Name.")
    vereinbarung_ab = models.PositiveSmallIntegerField(
        "Vereinbarung nötig ab so vielen Terminen",
        null=True,
        blank=True,
        help_text="Leer: nie. 1: immer.",
    )
    gueltig_von = models.DateField("gültig von")
    gueltig_bis = models.DateField("gültig bis", null=True, blank=True)
    suchtext = models.TextField(
        editable=False, default="", help_text="Gefaltete Wörter, siehe verschlagworte."
    )
    verfasst_von = models.ManyToManyField("rollen.Benutzer", related_name="+")
    anfragen = models.ManyToManyField("antrag.Antrag", blank=True, related_name="angefragte_angebote")
    erstellt_am = models.DateTimeField("erstellt am", default=uhr.jetzt)
    erstellt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    vorgelegt_am = models.DateTimeField("vorgelegt am", null=True)
    vorgelegt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    zurueckgegeben_am = models.DateTimeField("zurückgegeben am", null=True)
    rueckgabegrund = models.CharField("Grund der Rückgabe", max_length=500, blank=True)
    veroeffentlicht_am = models.DateTimeField("veröffentlicht am", null=True)
    veroeffentlicht_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    beendet_am = models.DateTimeField("ersetzt oder zurückgezogen am", null=True)
    beendet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Angebot"
        verbose_name_plural = "Angebote"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Angebotsstatus.values), name="angebot_status_bekannt"
            ),
            models.CheckConstraint(
                condition=Q(alter_bis__gte=F("alter_von"), alter_bis__lte=AELTESTE), name="angebot_alter"
            ),
            models.CheckConstraint(
                condition=Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=F("gueltig_von")),
                name="angebot_gueltigkeit",
            ),
            models.CheckConstraint(
                condition=Q(kosten__isnull=True) | Q(kosten__gt=0), name="angebot_kosten_oder_keine"
            ),
            models.CheckConstraint(
                condition=Q(vereinbarung_ab__isnull=True) | Q(vereinbarung_ab__gte=1),
                name="angebot_vereinbarung_ab_eins",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Angebotsstatus.VEROEFFENTLICHT, Angebotsstatus.ERSETZT])
                | Q(veroeffentlicht_am__isnull=False) & ~Q(veroeffentlicht_von=F("vorgelegt_von")),
                name="angebot_vier_augen",
            ),
            models.UniqueConstraint(
                fields=["stamm"],
                condition=Q(status__in=[Angebotsstatus.ENTWURF, Angebotsstatus.VORGELEGT]),
                name="angebot_eine_neue_fassung",
            ),
            models.UniqueConstraint(
                fields=["stamm"], condition=Q(status=Angebotsstatus.VEROEFFENTLICHT), name="angebot_eine_gilt"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"], condition=Q(status=Angebotsstatus.VEROEFFENTLICHT), name="angebot_katalog"
            ),
            models.Index(
                fields=["themenfeld", "-id"],
                condition=Q(status=Angebotsstatus.VEROEFFENTLICHT),
                name="angebot_themen",
            ),
            models.Index(
                fields=["themenfeld", "-id"],
                condition=Q(status=Angebotsstatus.VORGELEGT),
                name="angebot_zu_pruefen",
            ),
            models.Index(fields=["anbieter", "-id"], name="angebot_anbieter"),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def kette(self) -> str:
        """The name of the chain of the Stelle that offers in the trail."""
        return f"stelle/{self.anbieter_id}"

    @property
    def stamm_id_oder_selbst(self) -> int:
        """The id under which all versions of this offer are found."""
        return self.stamm_id or self.pk

    @property
    def kostenlos(self) -> bool:
        """True when the institution pays nothing."""
        return self.kosten is None

    @property
    def kosten_in_worten(self) -> str:
        """What it costs, as people read it."""
        if self.kosten is None:
            return "kostenlos"
        return f"{zeige(self.kosten)} {self.kosten_worte}".strip()

    @property
    def alter(self) -> str:
        """From which age to which, in words."""
        if self.alter_von == self.alter_bis:
            return f"{self.alter_von} Jahre"
        return f"{self.alter_von} bis {self.alter_bis} Jahre"

    @property
    def vereinbarung_in_worten(self) -> str:
        """From when on an agreement is needed, as people read it."""
        if self.vereinbarung_ab is None:
            return "nicht nötig"
        return "immer nötig" if self.vereinbarung_ab == 1 else f"nötig ab {self.vereinbarung_ab} Terminen"

    @property
    def leistung(self) -> list[str]:
        """What it brings into an agreement, a point per line."""
        return [
            f"Führt das Angebot „{self.titel}“ durch: {self.umfang}",
            f"Nimmt bis zu {self.gruppe_bis} Kinder auf ({self.alter})",
        ]

    def verschlagworte(self) -> None:
        """Say again by which words the catalogue finds it."""
        self.suchtext = index(f"{self.titel} {self.beschreibung} {self.zielgruppe}")

    def gilt_am(self, tag: date) -> bool:
        """True when it is published, in its days, and its provider is still there."""
        da = self.status == Angebotsstatus.VEROEFFENTLICHT and self.anbieter.aktiv
        return da and self.gueltig_von <= tag <= (self.gueltig_bis or date.max)

    @transition(
        status, source=[Angebotsstatus.ENTWURF, Angebotsstatus.VORGELEGT], target=Angebotsstatus.ENTWURF
    )
    def bearbeiten(self) -> None:
        """The words change; what was handed in has to be handed in again."""

    @transition(status, source=Angebotsstatus.ENTWURF, target=Angebotsstatus.VORGELEGT)
    def vorlegen(self) -> None:
        """A second person is asked to publish it."""

    @transition(status, source=Angebotsstatus.VORGELEGT, target=Angebotsstatus.ENTWURF)
    def zurueckgeben(self) -> None:
        """It comes back with a reason."""

    @transition(status, source=Angebotsstatus.VORGELEGT, target=Angebotsstatus.VEROEFFENTLICHT)
    def veroeffentlichen(self) -> None:
        """Everybody sees it."""

    @transition(status, source=Angebotsstatus.VEROEFFENTLICHT, target=Angebotsstatus.ERSETZT)
    def ersetzen(self) -> None:
        """A newer version is published."""

    @transition(
        status,
        source=[Angebotsstatus.ENTWURF, Angebotsstatus.VORGELEGT, Angebotsstatus.VEROEFFENTLICHT],
        target=Angebotsstatus.ZURUECKGEZOGEN,
    )
    def zurueckziehen(self) -> None:
        """It is not offered any more."""
