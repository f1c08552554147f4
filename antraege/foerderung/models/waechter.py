"""What the guards have noticed about a request and how it was cleared; De-minimis aids of an organisation."""

from django.db import models
from django.db.models import Q

from antraege.haushalt.felder import EuroField
from rollen import uhr


class Hinweisart(models.TextChoices):
    """What was noticed."""

    DOPPELFOERDERUNG = "doppelfoerderung", "mögliche Doppelförderung"
    STADTGELD = "stadtgeld", "Geld der Stadt als Drittmittel"
    STUECKELUNG = "stueckelung", "Aufteilung unter eine Wertgrenze"
    IBAN = "iban", "gleiches Konto bei mehreren Trägern"


class Pruefhinweis(models.Model):
    """One thing the check had to look at, with the reason why it does not stand against the grant."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="pruefhinweise")
    art = models.CharField("Art", max_length=20, choices=Hinweisart)
    schluessel = models.CharField(max_length=80)
    text = models.TextField("Hinweis")
    klaerung = models.TextField("Klärung")
    geklaert_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    geklaert_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        verbose_name = "Prüfhinweis"
        verbose_name_plural = "Prüfhinweise"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "art", "schluessel"], name="pruefhinweis_einmal"),
            models.CheckConstraint(condition=~Q(klaerung=""), name="pruefhinweis_mit_klaerung"),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.antrag}"


class Beihilfe(models.Model):
    """One De-minimis aid in euro on the day of its grant: of this city with its request, or declared."""

    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="beihilfen")
    antrag = models.OneToOneField(
        "antrag.Antrag", models.PROTECT, null=True, blank=True, related_name="beihilfe"
    )
    datum = models.DateField("bewilligt am")
    betrag = EuroField("Betrag")
    geber = models.CharField("Geber", max_length=160)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    erfasst_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        verbose_name = "De-minimis-Beihilfe"
        verbose_name_plural = "De-minimis-Beihilfen"
        default_permissions = ()
        ordering = ["datum", "id"]
        constraints = [models.CheckConstraint(condition=Q(betrag__gte=0), name="beihilfe_nicht_negativ")]

    def __str__(self) -> str:
        return f"{self.geber}, {self.datum:%d.%m.%Y}"
