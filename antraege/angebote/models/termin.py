"""Termin: a day on which an offer takes place, and how much room there is."""

from django.db import models
from django.db.models import F, Q

from antraege.kern.plaetze import Platzart, braucht
from rollen import uhr


class Termin(models.Model):
    """One date of an offer, whatever its version. It never goes away: it is over, or cancelled with a reason.

    `belegt` follows from the Abrufe by a trigger; nobody else writes it.
    """

    stamm = models.ForeignKey(
        "angebote.Angebot",
        models.PROTECT,
        related_name="termine",
        help_text="Die erste Fassung des Angebots: Termine überstehen eine neue Fassung.",
    )
    am = models.DateField("Tag")
    von = models.TimeField("von")
    bis = models.TimeField("bis")
    ort = models.CharField("Ort", max_length=160)
    art = models.CharField(
        "Plätze zählen",
        max_length=8,
        choices=[(Platzart.GRUPPEN.value, "ganze Gruppen"), (Platzart.KINDER.value, "einzelne Kinder")],
        default=Platzart.GRUPPEN.value,
    )
    plaetze = models.PositiveSmallIntegerField("Plätze")
    belegt = models.PositiveSmallIntegerField("davon belegt", default=0, editable=False)
    buchbar_bis = models.DateField("buchbar bis")
    stand = models.PositiveIntegerField(default=1, help_text="Zählt jede Änderung.")
    abgesagt_am = models.DateTimeField("abgesagt am", null=True, editable=False)
    absagegrund = models.CharField("Grund der Absage", max_length=300, blank=True)
    eingetragen_am = models.DateTimeField(default=uhr.jetzt)
    eingetragen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Termin"
        verbose_name_plural = "Termine"
        default_permissions = ()
        ordering = ["am", "von", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(plaetze__gte=1), name="termin_hat_plaetze"),
            models.CheckConstraint(condition=Q(belegt__lte=F("plaetze")), name="termin_nicht_ueberbucht"),
            models.CheckConstraint(condition=Q(bis__gt=F("von")), name="termin_dauer"),
            models.CheckConstraint(condition=Q(buchbar_bis__lte=F("am")), name="termin_buchbar_bis"),
            models.CheckConstraint(
                condition=Q(abgesagt_am__isnull=True) | ~Q(absagegrund=""), name="termin_absage_mit_grund"
            ),
        ]
        indexes = [
            models.Index(
                fields=["stamm", "am", "von"], condition=Q(abgesagt_am__isnull=True), name="termin_kommende"
            )
        ]

    def __str__(self) -> str:
        return f"{self.am:%d.%m.%Y}, {self.von:%H:%M} bis {self.bis:%H:%M} Uhr, {self.ort}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Everything but what the trigger counts."""
        if self.pk:
            kwargs.setdefault(
                "update_fields",
                [f.name for f in self._meta.concrete_fields if f.name not in ("id", "belegt")],
            )
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def kette(self) -> str:
        """The name of the chain of the Stelle that offers in the trail."""
        return self.stamm.kette

    @property
    def frei(self) -> int:
        """How many places are left."""
        return self.plaetze - self.belegt

    @property
    def frei_in_worten(self) -> str:
        """The free places as people read them."""
        if not self.frei:
            return "ausgebucht, Warteliste möglich"
        einer, viele = ("Gruppe", "Gruppen") if self.art == Platzart.GRUPPEN.value else ("Kind", "Kinder")
        return f"frei für {self.frei} {einer if self.frei == 1 else viele}"

    @property
    def vorbei(self) -> bool:
        """True once its day is over."""
        return self.am < uhr.heute()

    @property
    def buchbar(self) -> bool:
        """True while somebody may ask for it; full ones have a waiting list."""
        return self.abgesagt_am is None and uhr.heute() <= self.buchbar_bis

    def braucht(self, kinder: int) -> int:
        """How many of its places a group of so many children takes."""
        return braucht(Platzart(self.art), kinder)
