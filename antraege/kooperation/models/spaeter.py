"""What may happen to an agreement in force: Nachtrag, Kündigung, evaluation, reminders."""

from django.db import models
from django.db.models import F, Q

from antraege.kooperation.models.fassung import Fassung
from antraege.kooperation.models.vereinbarung import Partei, Vereinbarung
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Nachtragsstatus(models.TextChoices):
    """Where a Nachtrag stands."""

    ENTWURF = "entwurf", "im Entwurf"
    VORGELEGT = "vorgelegt", "zur Freigabe vorgelegt"
    ZEICHNUNG = "zeichnung", "in Zeichnung"
    GEZEICHNET = "gezeichnet", "gezeichnet, noch nicht wirksam"
    WIRKSAM = "wirksam", "wirksam"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


LAUFENDER_NACHTRAG = (Nachtragsstatus.ENTWURF, Nachtragsstatus.VORGELEGT, Nachtragsstatus.ZEICHNUNG)


class Nachtragsart(models.TextChoices):
    """What the Nachtrag is for."""

    NACHTRAG = "nachtrag", "Änderung"
    VERLAENGERUNG = "verlaengerung", "Verlängerung"


class Nachtrag(Maschine):
    """A change of an agreement in force: a new text that all parties sign again."""

    vereinbarung = models.ForeignKey(Vereinbarung, models.PROTECT, related_name="nachtraege")
    nr = models.PositiveSmallIntegerField("Nummer")
    art = models.CharField("Art", max_length=14, choices=Nachtragsart)
    status = Statusfeld(
        default=Nachtragsstatus.ENTWURF.value,
        choices=Nachtragsstatus.choices,
        max_length=15,
    )
    anlass = models.TextField("Anlass")
    wirksam_ab = models.DateField("wirksam ab")
    aenderungen = models.JSONField("Änderungen", default=list, help_text="was, bisher, neu")
    neue_daten = models.JSONField("neue Angaben", default=dict)
    fassung = models.ForeignKey(Fassung, models.PROTECT, null=True, related_name="+")
    begonnen_am = models.DateTimeField(default=uhr.jetzt)
    begonnen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    wirksam_seit = models.DateField("wirksam seit", null=True)

    class Meta:
        verbose_name = "Nachtrag"
        verbose_name_plural = "Nachträge"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["vereinbarung", "nr"], name="nachtrag_nr_einmal"),
            models.UniqueConstraint(
                fields=["vereinbarung"],
                condition=Q(status__in=LAUFENDER_NACHTRAG),
                name="nachtrag_nur_ein_laufender",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nr}. Nachtrag"

    @transition(status, source=Nachtragsstatus.ENTWURF, target=Nachtragsstatus.VORGELEGT)
    def vorlegen(self) -> None:
        """The text is made."""

    @transition(
        status, source=[Nachtragsstatus.VORGELEGT, Nachtragsstatus.ZEICHNUNG], target=Nachtragsstatus.ENTWURF
    )
    def zurueckgeben(self) -> None:
        """The text changes again."""

    @transition(status, source=Nachtragsstatus.VORGELEGT, target=Nachtragsstatus.ZEICHNUNG)
    def zeichnen_lassen(self) -> None:
        """Released and frozen."""

    @transition(status, source=Nachtragsstatus.ZEICHNUNG, target=Nachtragsstatus.GEZEICHNET)
    def zeichnen_beenden(self) -> None:
        """The last signature is in."""

    @transition(status, source=Nachtragsstatus.GEZEICHNET, target=Nachtragsstatus.WIRKSAM)
    def wirken(self) -> None:
        """Its first day has come."""

    @transition(status, source=Nachtragsstatus.VORGELEGT, target=Nachtragsstatus.ABGELEHNT)
    def ablehnen(self) -> None:
        """The agreement stays as it is."""

    @transition(status, source=LAUFENDER_NACHTRAG, target=Nachtragsstatus.ZURUECKGEZOGEN)
    def zurueckziehen(self) -> None:
        """Nobody wants it any more."""


class Kuendigungsart(models.TextChoices):
    """Ordinary to the end of the school year, or for cause."""

    ORDENTLICH = "ordentlich", "ordentlich zum Ende des Schuljahres"
    AUSSERORDENTLICH = "ausserordentlich", "außerordentlich aus wichtigem Grund"


class Kuendigung(models.Model):
    """The notice of one party."""

    vereinbarung = models.OneToOneField(Vereinbarung, models.PROTECT, related_name="kuendigung")
    partei = models.ForeignKey(Partei, models.PROTECT, related_name="+")
    art = models.CharField("Art", max_length=16, choices=Kuendigungsart)
    erklaert_am = models.DateField("erklärt am")
    zugegangen_am = models.DateField("zugegangen am")
    wirksam_zum = models.DateField("wirksam zum")
    gruende = models.TextField("Gründe", blank=True)
    folgen = models.TextField("Folgen", blank=True)
    schriftstueck = models.ForeignKey("antrag.Schriftstueck", models.PROTECT, null=True, related_name="+")
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Kündigung"
        verbose_name_plural = "Kündigungen"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(zugegangen_am__gte=F("erklaert_am"), wirksam_zum__gte=F("zugegangen_am")),
                name="kuendigung_tage",
            ),
            models.CheckConstraint(
                condition=~Q(art="ausserordentlich") | ~Q(gruende=""), name="kuendigung_mit_grund"
            ),
        ]

    def __str__(self) -> str:
        return f"Kündigung zum {self.wirksam_zum:%d.%m.%Y}"


class Empfehlung(models.TextChoices):
    """What the evaluation recommends."""

    FORTSETZEN = "fortsetzen", "fortsetzen"
    ANPASSEN = "anpassen", "angepasst fortsetzen"
    BEENDEN = "beenden", "nicht fortsetzen"


class Evaluation(models.Model):
    """What became of it: every indicator with its value, a short report, a recommendation."""

    vereinbarung = models.OneToOneField(Vereinbarung, models.PROTECT, related_name="evaluation")
    indikatoren = models.JSONField("Indikatoren", default=list, help_text="indikator, ergebnis, erreicht")
    bericht = models.TextField("Kurzbericht")
    empfehlung = models.CharField(max_length=10, choices=Empfehlung)
    erstellt_am = models.DateTimeField(default=uhr.jetzt)
    erstellt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Evaluation"
        verbose_name_plural = "Evaluationen"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Evaluation {self.vereinbarung}"


class Laufzeiterinnerung(models.Model):
    """The parties were told so many months before the end of the term."""

    vereinbarung = models.ForeignKey(Vereinbarung, models.PROTECT, related_name="laufzeiterinnerungen")
    laufzeit_bis = models.DateField()
    monate = models.PositiveSmallIntegerField()
    erinnert_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["vereinbarung", "laufzeit_bis", "monate"], name="laufzeiterinnerung_einmal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vereinbarung}: {self.monate} Monate vorher"
