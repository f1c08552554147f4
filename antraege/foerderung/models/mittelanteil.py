"""Gemeinsamer Mitteleinsatz: which budget lines bear a request, each with its euro and where they come from."""

from django.db import models
from django.db.models import F, Q

from antraege.haushalt import services as haushalt
from antraege.haushalt.felder import EuroField
from rollen.models import Stelle


class Mittelanteil(models.Model):
    """What one Haushaltsstelle (of one Stelle and year) bears of a request, as proposed by the check; euro.

    A request without such rows is paid from the line of its Richtlinie. Money of a funder has a line of its own;
    until somebody else has seen the promise in writing nothing is granted with it. Another Fachbereich agrees
    to its share (VV Nr. 1.4 zu § 44 LHO); a new proposal wants a new Einvernehmen.
    """

    antrag = models.ForeignKey("antrag.Antrag", models.CASCADE, related_name="mittelanteile")
    haushaltsstelle = models.ForeignKey(
        "haushalt.Haushaltsstelle", models.PROTECT, related_name="mittelanteile"
    )
    betrag = EuroField("Betrag")
    geldgeber = models.CharField("Geldgeber der Drittmittel", max_length=140, blank=True)
    zusage = models.CharField("Zusage (Tag, Zeichen)", max_length=140, blank=True)
    vorgeschlagen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    bestaetigt_am = models.DateField("Zusage bestätigt am", null=True, blank=True)
    bestaetigt_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    einvernehmen = models.ForeignKey(
        "antrag.Mitzeichnung", models.PROTECT, null=True, blank=True, related_name="mittelanteile"
    )

    class Meta:
        verbose_name = "Mittelanteil"
        verbose_name_plural = "Mittelanteile"
        default_permissions = ()
        ordering = ["haushaltsstelle__jahr", "id"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "haushaltsstelle"], name="mittelanteil_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="mittelanteil_positiv"),
            models.CheckConstraint(
                condition=Q(geldgeber="", zusage="") | ~Q(geldgeber="") & ~Q(zusage=""),
                name="mittelanteil_zusage_des_geldgebers",
            ),
            models.CheckConstraint(
                condition=Q(bestaetigt_am__isnull=True, bestaetigt_von__isnull=True)
                | Q(bestaetigt_am__isnull=False, bestaetigt_von__isnull=False) & ~Q(geldgeber=""),
                name="mittelanteil_bestaetigt_ganz",
            ),
            models.CheckConstraint(
                condition=Q(bestaetigt_von__isnull=True) | ~Q(bestaetigt_von=F("vorgeschlagen_von")),
                name="mittelanteil_vier_augen",
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
