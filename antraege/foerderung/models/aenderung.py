"""Änderung: what was approved shall become something else, with its own machine."""

from django.db import models
from django.db.models import Q

from antraege.foerderung.models.plan import Deckungsart, Seite
from antraege.haushalt.felder import EuroField
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Aenderungsart(models.TextChoices):
    """What shall change; one request may name several."""

    VERLAENGERUNG = "verlaengerung", "Verlängerung"
    UMSCHICHTUNG = "umschichtung", "Umschichtung zwischen Einzelansätzen"
    BETRAG = "betrag", "Anderer Betrag"
    TRAEGERWECHSEL = "traegerwechsel", "Trägerwechsel"
    TOEPFE = "toepfe", "Andere Anteile der Töpfe"


class Aenderungsstatus(models.TextChoices):
    """Where the change stands."""

    BEANTRAGT = "beantragt", "beantragt"
    GEPRUEFT = "geprueft", "geprüft"
    BEWILLIGT = "bewilligt", "bewilligt"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


LAUFENDE_AENDERUNG = (Aenderungsstatus.BEANTRAGT, Aenderungsstatus.GEPRUEFT)


class Aenderung(Maschine):
    """A child case of the request: what is asked for, what the check says, what was decided."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="aenderungen")
    nr = models.PositiveSmallIntegerField("Nummer")
    status = Statusfeld(
        default=Aenderungsstatus.BEANTRAGT.value,
        choices=Aenderungsstatus.choices,
        max_length=15,
    )
    von_amts_wegen = models.BooleanField("von Amts wegen", default=False)
    arten = models.JSONField("Arten", default=list)
    begruendung = models.TextField("Begründung")
    neues_ende = models.DateField("neues Ende des Vorhabens", null=True, blank=True)
    neuer_zeitraum_bis = models.DateField("neues Ende des Bewilligungszeitraums", null=True, blank=True)
    neuer_betrag = EuroField("neue Zuwendung", null=True, blank=True)
    neuer_traeger = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="neuer Träger"
    )
    bisheriger_traeger = models.ForeignKey(
        "rollen.Stelle",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Wer die Förderung abgegeben hat; liest weiter, was bis dahin seine Sache war.",
    )
    uebernommen_am = models.DateTimeField("Übernahme erklärt am", null=True)
    uebernommen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    jahre = models.JSONField("Beträge je Haushaltsjahr", default=dict, blank=True)
    vorher = models.JSONField(default=dict, help_text="Der Stand, von dem die Änderung ausging.")
    nachher = models.JSONField(default=dict, help_text="Der Stand nach der Entscheidung.")
    empfohlen = models.BooleanField("zur Bewilligung empfohlen", null=True)
    vermerk = models.TextField("Prüfvermerk", blank=True)
    entscheidung = models.TextField("Gründe der Entscheidung", blank=True)
    beantragt_am = models.DateTimeField(default=uhr.jetzt)
    beantragt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    geprueft_am = models.DateTimeField(null=True)
    geprueft_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    entschieden_am = models.DateTimeField(null=True)
    entschieden_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    schriftstueck = models.ForeignKey("antrag.Schriftstueck", models.PROTECT, null=True, related_name="+")
    bekannt_am = models.DateField("bekannt gegeben am", null=True)
    bestandskraeftig_ab = models.DateField("bestandskräftig ab", null=True)

    class Meta:
        verbose_name = "Änderung"
        verbose_name_plural = "Änderungen"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "nr"], name="aenderung_nr_einmal"),
            models.UniqueConstraint(
                fields=["antrag"],
                condition=Q(status__in=LAUFENDE_AENDERUNG),
                name="aenderung_nur_eine_laufende",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nr}. Änderung"

    @property
    def laeuft(self) -> bool:
        """True while nothing is decided."""
        return self.status in LAUFENDE_AENDERUNG

    @property
    def arten_in_worten(self) -> list[str]:
        """What shall change, in the words people use."""
        return [str(art.label) for art in Aenderungsart if art in self.arten]

    @transition(status, source=Aenderungsstatus.BEANTRAGT, target=Aenderungsstatus.GEPRUEFT)
    def pruefen(self) -> None:
        """The first person has checked it."""

    @transition(status, source=Aenderungsstatus.GEPRUEFT, target=Aenderungsstatus.BEANTRAGT)
    def zurueckgeben(self) -> None:
        """The Leitung wants it checked again."""

    @transition(status, source=Aenderungsstatus.GEPRUEFT, target=Aenderungsstatus.BEWILLIGT)
    def bewilligen(self) -> None:
        """The change counts from now on."""

    @transition(status, source=Aenderungsstatus.GEPRUEFT, target=Aenderungsstatus.ABGELEHNT)
    def ablehnen(self) -> None:
        """Everything stays as it was."""

    @transition(status, source=LAUFENDE_AENDERUNG, target=Aenderungsstatus.ZURUECKGEZOGEN)
    def zurueckziehen(self) -> None:
        """The Träger no longer wants it."""


class Aenderungsposition(models.Model):
    """One Einzelansatz of the plan as it shall be, in euro."""

    aenderung = models.ForeignKey(Aenderung, models.CASCADE, related_name="positionen")
    planposition = models.ForeignKey(
        "foerderung.Planposition", models.PROTECT, null=True, blank=True, related_name="+"
    )
    nr = models.PositiveSmallIntegerField()
    seite = models.CharField(max_length=8, choices=Seite)
    art = models.CharField(max_length=20, choices=Deckungsart)
    bezeichnung = models.CharField("Bezeichnung", max_length=160)
    betrag = EuroField("Betrag")

    class Meta:
        default_permissions = ()
        ordering = ["seite", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["aenderung", "seite", "nr"], name="aenderungsposition_einmal"),
            models.CheckConstraint(condition=Q(betrag__gte=0), name="aenderungsposition_nicht_negativ"),
        ]

    def __str__(self) -> str:
        return self.bezeichnung
