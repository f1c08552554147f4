"""Bank accounts: entered by one person, in force once another one has confirmed them; none is ever deleted."""

from django.db import models
from django.db.models import F, Q

from rollen import uhr
from rollen.models.stelle import Stelle

OFFEN = Q(bestaetigt_am__isnull=True, abgelehnt_am__isnull=True)
GILT = Q(bestaetigt_am__isnull=False, ersetzt_am__isnull=True)


class Bankverbindung(models.Model):
    """One account of a Stelle: of an organisation that is paid, or of the Kasse that pays."""

    stelle = models.ForeignKey(Stelle, models.PROTECT, related_name="bankverbindungen")
    iban = models.CharField("IBAN", max_length=34)
    bic = models.CharField("BIC", max_length=11, blank=True)
    kontoinhaber = models.CharField("Kontoinhaber", max_length=140)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    erfasst_am = models.DateTimeField("erfasst am", default=uhr.jetzt)
    bestaetigt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    bestaetigt_am = models.DateTimeField("bestätigt am", null=True)
    abgelehnt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    abgelehnt_am = models.DateTimeField("abgelehnt am", null=True)
    grund = models.TextField("Grund der Ablehnung", blank=True)
    ersetzt_am = models.DateTimeField("ersetzt am", null=True)
    doppelt_begruendung = models.TextField("Klärung der doppelten IBAN", blank=True)
    doppelt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    doppelt_am = models.DateTimeField("doppelte IBAN geklärt am", null=True)

    class Meta:
        verbose_name = "Bankverbindung"
        verbose_name_plural = "Bankverbindungen"
        default_permissions = ()
        ordering = ["-id"]
        indexes = [models.Index(fields=["iban"], name="bankverbindung_iban")]
        constraints = [
            models.UniqueConstraint(fields=["stelle"], condition=GILT, name="bankverbindung_eine_gilt"),
            models.UniqueConstraint(fields=["stelle"], condition=OFFEN, name="bankverbindung_eine_offen"),
            models.CheckConstraint(
                condition=Q(bestaetigt_von__isnull=True) | ~Q(bestaetigt_von=F("erfasst_von")),
                name="bankverbindung_vier_augen",
            ),
            models.CheckConstraint(
                condition=Q(bestaetigt_am__isnull=True) | Q(abgelehnt_am__isnull=True),
                name="bankverbindung_eine_entscheidung",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kontoinhaber}, {self.maskiert}"

    @property
    def kette(self) -> str:
        """The name of the chain of its Stelle in the trail."""
        return f"stelle/{self.stelle_id}"

    @property
    def maskiert(self) -> str:
        """The IBAN as lists and the trail show it: country and last four characters."""
        return f"{self.iban[:2]}** **** … {self.iban[-4:]}"

    @property
    def stand(self) -> str:
        """Where it stands: offen, gilt, ersetzt or abgelehnt."""
        if self.bestaetigt_am is None:
            return "abgelehnt" if self.abgelehnt_am else "offen"
        return "ersetzt" if self.ersetzt_am else "gilt"
