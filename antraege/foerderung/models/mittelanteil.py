"""Gemeinsamer Mitteleinsatz: which budget lines bear a request, each with its euro and where they come from."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from antraege.haushalt import services as haushalt
from antraege.haushalt.felder import EuroField
from antraege.kern.geld import NULL
from rollen.models import Stelle

if TYPE_CHECKING:
    from antraege.antrag.models import Antrag


class Topfanteil(models.Model):
    """What one Haushaltsstelle (of one Stelle and year) shall bear of a grant, as proposed by a check; euro.

    Money of a funder has a line of its own; until somebody else has seen the promise in writing nothing is granted
    with it. Another Fachbereich agrees to its share (VV Nr. 1.4 zu § 44 LHO); a new proposal wants a new Einvernehmen.
    """

    if TYPE_CHECKING:
        objects: models.Manager["Topfanteil"]

        @property
        def antrag(self) -> Antrag:
            """The request it belongs to."""

    haushaltsstelle = models.ForeignKey("haushalt.Haushaltsstelle", models.PROTECT, related_name="%(class)se")
    betrag = EuroField("Betrag")
    geldgeber = models.CharField("Geldgeber der Drittmittel", max_length=140, blank=True)
    zusage = models.CharField("Zusage (Tag, Zeichen)", max_length=140, blank=True)
    vorgeschlagen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    bestaetigt_am = models.DateField("Zusage bestätigt am", null=True, blank=True)
    bestaetigt_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    einvernehmen = models.ForeignKey(
        "antrag.Mitzeichnung", models.PROTECT, null=True, blank=True, related_name="%(class)se"
    )

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(geldgeber="", zusage="") | ~Q(geldgeber="") & ~Q(zusage=""),
                name="%(class)s_zusage_des_geldgebers",
            ),
            models.CheckConstraint(
                condition=Q(bestaetigt_am__isnull=True, bestaetigt_von__isnull=True)
                | Q(bestaetigt_am__isnull=False, bestaetigt_von__isnull=False) & ~Q(geldgeber=""),
                name="%(class)s_bestaetigt_ganz",
            ),
            models.CheckConstraint(
                condition=Q(bestaetigt_von__isnull=True) | ~Q(bestaetigt_von=F("vorgeschlagen_von")),
                name="%(class)s_vier_augen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.herkunft}: {self.haushaltsstelle}"

    @property
    def federfuehrend(self) -> bool:
        """True when it is money of the Fachbereich that leads the case."""
        return self.einheit == haushalt.einheit(self.antrag.stelle)

    @property
    def einheit(self) -> Stelle:
        """The Fachbereich or Eigenbetrieb whose budget bears it."""
        return haushalt.einheit(self.haushaltsstelle.stelle)

    @property
    def herkunft(self) -> str:
        """Whose money it is, in words."""
        return self.geldgeber or self.haushaltsstelle.stelle.name

    @property
    def bestaetigung_fehlt(self) -> bool:
        """True while a funder's promise has not been seen by a second person."""
        return bool(self.geldgeber) and self.bestaetigt_am is None


class Mittelanteil(Topfanteil):
    """The share of a line in a request; one without such rows is paid from the line of its Richtlinie.

    A granted change writes the shares anew, as they are from then on.
    """

    antrag = models.ForeignKey("antrag.Antrag", models.CASCADE, related_name="mittelanteile")

    class Meta(Topfanteil.Meta):
        abstract = False
        verbose_name = "Mittelanteil"
        verbose_name_plural = "Mittelanteile"
        ordering = ["haushaltsstelle__jahr", "id"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "haushaltsstelle"], name="mittelanteil_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="mittelanteil_positiv"),
            *Topfanteil.Meta.constraints,
        ]


class Aenderungsanteil(Topfanteil):
    """What a line bears now and shall bear after a change, as the check of the change proposes it; euro.

    Every line of the case has its row, also one that stays or falls away (0 €). Who bears more is asked again.
    """

    aenderung = models.ForeignKey("foerderung.Aenderung", models.CASCADE, related_name="anteile")
    bisher = EuroField("bisher")

    class Meta(Topfanteil.Meta):
        abstract = False
        verbose_name = "Anteil nach der Änderung"
        verbose_name_plural = "Anteile nach der Änderung"
        ordering = ["haushaltsstelle__jahr", "id"]
        constraints = [
            models.UniqueConstraint(fields=["aenderung", "haushaltsstelle"], name="aenderungsanteil_einmal"),
            models.CheckConstraint(
                condition=Q(betrag__gte=0, bisher__gte=0), name="aenderungsanteil_nicht_negativ"
            ),
            *Topfanteil.Meta.constraints,
        ]

    @property
    def antrag(self) -> "Antrag":
        """The request that changes."""
        return self.aenderung.antrag

    @property
    def differenz(self) -> Decimal:
        """New minus old."""
        return self.betrag - self.bisher

    @property
    def mehr(self) -> Decimal:
        """What the line bears more than now; 0 when it bears less or as much."""
        return max(NULL, self.differenz)
