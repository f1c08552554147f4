"""Who holds which role where, from when until when, and who stands in for whom."""

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q

from rollen import uhr
from rollen.tabelle import Rolle


def _rollen() -> list[tuple[str, str]]:
    return [(rolle.value, rolle.bezeichnung) for rolle in Rolle]


class Ebene(models.TextChoices):
    """The level up to whose Wertgrenze a Leitung decides or an Anordnung orders."""

    GRUPPENLEITUNG = "gruppenleitung", "Gruppenleitung"
    BEREICHSLEITUNG = "bereichsleitung", "Bereichsleitung"
    FACHBEREICHSLEITUNG = "fachbereichsleitung", "Fachbereichsleitung"
    DEZERNAT = "dezernat", "Dezernat"


class Rollengruppe(models.Model):
    """One Django group per role and Stelle; guardian hangs the rights on it."""

    stelle = models.ForeignKey("rollen.Stelle", models.CASCADE, related_name="rollengruppen")
    rolle = models.CharField(max_length=10, choices=_rollen)
    gruppe = models.OneToOneField(Group, models.CASCADE, related_name="rollengruppe")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["stelle", "rolle"], name="rollengruppe_einmal")]

    def __str__(self) -> str:
        return f"{Rolle(self.rolle).bezeichnung} @ {self.stelle}"


class Mitgliedschaft(models.Model):
    """A person holds a role at a Stelle. It counts from the day another person has confirmed it.

    Outside the city it also wants the person's own yes (`angenommen_am`); `rollen.rechte.gueltig` is the rule.
    """

    benutzer = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="mitgliedschaften")
    gruppe = models.ForeignKey(Rollengruppe, models.PROTECT, related_name="mitgliedschaften")
    ebene = models.CharField("Ebene", max_length=25, choices=Ebene, blank=True)
    von = models.DateField("gilt ab", default=uhr.heute)
    bis = models.DateField("gilt bis", null=True, blank=True)
    beantragt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    bestaetigt_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    bestaetigt_am = models.DateTimeField(null=True, blank=True)
    angenommen_am = models.DateTimeField("angenommen am", null=True, blank=True)
    eingeladen_als = models.CharField(
        "eingeladen als", max_length=150, blank=True, help_text="Der Name, den die Einladung nennt."
    )

    class Meta:
        verbose_name = "Mitgliedschaft"
        verbose_name_plural = "Mitgliedschaften"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")), name="mitgliedschaft_zeitraum"
            ),
            models.CheckConstraint(
                condition=Q(bestaetigt_von__isnull=True) | ~Q(bestaetigt_von=F("benutzer")),
                name="mitgliedschaft_nicht_selbst_bestaetigt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benutzer}: {self.gruppe}"

    @property
    def kette(self) -> str:
        """The name of the chain of its Stelle in the trail."""
        return f"stelle/{self.gruppe.stelle_id}"


class Vertretung(models.Model):
    """One person stands in for another from day to day; it never lifts the separation of duties."""

    vertretener = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="wird_vertreten")
    vertreter = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="vertritt")
    von = models.DateField("von")
    bis = models.DateField("bis")
    eingerichtet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Vertretung"
        verbose_name_plural = "Vertretungen"
        default_permissions = ()
        ordering = ["-von"]
        constraints = [
            models.CheckConstraint(condition=Q(bis__gte=F("von")), name="vertretung_zeitraum"),
            models.CheckConstraint(
                condition=~Q(vertretener=F("vertreter")), name="vertretung_nicht_durch_sich_selbst"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vertreter} für {self.vertretener}"
