"""The Finanzierungsplan: what it costs and who pays, both sides equal."""

from django.db import models
from django.db.models import Q

from antraege.haushalt.felder import EuroField


class Seite(models.TextChoices):
    """The two sides of the plan."""

    AUSGABE = "ausgabe", "Ausgaben"
    DECKUNG = "deckung", "Deckung"


class Deckungsart(models.TextChoices):
    """Where money on the Deckung side comes from; Ausgaben are `ausgabe`."""

    AUSGABE = "ausgabe", "Ausgabe"
    EIGENMITTEL = "eigenmittel", "Eigenmittel"
    DRITTMITTEL = "drittmittel", "Drittmittel"
    TEILNAHMEBEITRAEGE = "teilnahmebeitraege", "Teilnahmebeiträge"
    ZUWENDUNG = "zuwendung", "beantragte Zuwendung"


class Planposition(models.Model):
    """One Einzelansatz of the plan, in euro."""

    antrag = models.ForeignKey("antrag.Antrag", models.CASCADE, related_name="planpositionen")
    nr = models.PositiveSmallIntegerField()
    seite = models.CharField(max_length=8, choices=Seite)
    art = models.CharField(max_length=20, choices=Deckungsart, default=Deckungsart.AUSGABE)
    bezeichnung = models.CharField("Bezeichnung", max_length=160)
    betrag = EuroField("Betrag")
    gemeinkosten = models.BooleanField("Verwaltungskosten", default=False)

    class Meta:
        verbose_name = "Position des Finanzierungsplans"
        verbose_name_plural = "Finanzierungsplan"
        default_permissions = ()
        ordering = ["seite", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "seite", "nr"], name="planposition_einmal"),
            models.CheckConstraint(condition=Q(betrag__gte=0), name="planposition_nicht_negativ"),
            models.CheckConstraint(
                condition=Q(seite="ausgabe", art="ausgabe") | (Q(seite="deckung") & ~Q(art="ausgabe")),
                name="planposition_art_passt_zur_seite",
            ),
        ]

    def __str__(self) -> str:
        return self.bezeichnung
