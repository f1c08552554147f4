"""What the council paper sets for all sites: goals, the tasks of Campus-Management, the days to think of."""

from django.db import models
from django.db.models import F, Q


class Ausdervorlage(models.Model):
    """A row that a council paper has set, and where in it."""

    vorlage = models.ForeignKey("gremien.Gremienvorlage", models.PROTECT, related_name="+")
    fundstelle = models.CharField("Fundstelle", max_length=160)

    class Meta:
        abstract = True


class Ziel(Ausdervorlage):
    """A strategic goal of the Kindercampus, in the words of the paper."""

    nr = models.PositiveSmallIntegerField("Nummer", unique=True)
    kurz = models.CharField("kurz", max_length=80)
    text = models.TextField("Wortlaut")

    class Meta:
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        default_permissions = ()
        ordering = ["nr"]

    def __str__(self) -> str:
        return self.kurz


class Aufgabenfeld(Ausdervorlage):
    """A task of Campus-Management, in the words of the paper."""

    nr = models.PositiveSmallIntegerField("Nummer", unique=True)
    text = models.CharField("Wortlaut", max_length=200)

    class Meta:
        verbose_name = "Aufgabe des Campus-Managements"
        verbose_name_plural = "Aufgaben des Campus-Managements"
        default_permissions = ()
        ordering = ["nr"]

    def __str__(self) -> str:
        return self.text


class Campusfrist(Ausdervorlage):
    """A day by which the city has to have decided; it is told `vorlauf_monate` before, and once more after it."""

    titel = models.CharField("Was zu tun ist", max_length=120, unique=True)
    text = models.TextField("Warum")
    tag = models.DateField("spätestens am")
    vorlauf_monate = models.PositiveSmallIntegerField("Erinnerung so viele Monate vorher")
    erinnert_am = models.DateField("erinnert am", null=True, blank=True)
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)
    ergebnis = models.TextField("Ergebnis", blank=True)
    stand = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Frist des Kindercampus"
        verbose_name_plural = "Fristen des Kindercampus"
        default_permissions = ()
        ordering = ["tag", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erledigt_am__isnull=True) | ~Q(ergebnis=""), name="campusfrist_mit_ergebnis"
            ),
            models.CheckConstraint(condition=Q(vorlauf_monate__gte=1), name="campusfrist_mit_vorlauf"),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def kette(self) -> str:
        """The name of the chain of the unit that answers for the paper."""
        return f"stelle/{self.vorlage.stelle_id}"


OFFENE_FRIST = Q(erledigt_am__isnull=True)
# Told once before the day, and once more when the day has passed.
UNERINNERT = Q(erinnert_am__isnull=True) | Q(erinnert_am__lte=F("tag"))
