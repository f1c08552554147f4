"""A booking without a case: one person asks for it, another releases it, then it is booked."""

from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import KETTE, EuroField
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld
from rollen.models import Stelle


class Bewegungsart(models.TextChoices):
    """What shall be booked."""

    DECKUNG = "deckung", "Deckung"
    VILV = "vilv", "Verwaltungsinterne Leistungsverrechnung"
    ANSATZ = "ansatz", "Ansatz"


class Bewegungsstatus(models.TextChoices):
    """Where the request for a booking stands."""

    BEANTRAGT = "beantragt", "wartet auf Freigabe"
    FREIGEGEBEN = "freigegeben", "freigegeben und gebucht"
    ABGELEHNT = "abgelehnt", "abgelehnt"


class Mittelbewegung(Maschine):
    """Money from one line to another, or a new Ansatz of one line (then `von` is empty); euro."""

    kette = KETTE
    art = models.CharField("Art", max_length=10, choices=Bewegungsart)
    status = Statusfeld(
        "Status",
        default=Bewegungsstatus.BEANTRAGT.value,
        choices=Bewegungsstatus.choices,
        max_length=12,
    )
    von = models.ForeignKey(
        "haushalt.Haushaltsstelle", models.PROTECT, null=True, related_name="+", verbose_name="von"
    )
    zu = models.ForeignKey("haushalt.Haushaltsstelle", models.PROTECT, related_name="+", verbose_name="zu")
    betrag = EuroField("Betrag")
    grund = models.CharField("Begründung", max_length=160)
    beantragt_am = models.DateTimeField(default=uhr.jetzt)
    beantragt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    entschieden_am = models.DateTimeField(null=True)
    entschieden_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    ablehnungsgrund = models.CharField("Grund der Ablehnung", max_length=300, blank=True)

    class Meta:
        verbose_name = "Haushaltsbewegung"
        verbose_name_plural = "Haushaltsbewegungen"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entschieden_von__isnull=True) | ~Q(entschieden_von=F("beantragt_von")),
                name="mittelbewegung_vier_augen",
            ),
            models.CheckConstraint(
                condition=Q(status=Bewegungsstatus.BEANTRAGT, entschieden_von__isnull=True)
                | Q(
                    status__in=[Bewegungsstatus.FREIGEGEBEN, Bewegungsstatus.ABGELEHNT],
                    entschieden_von__isnull=False,
                ),
                name="mittelbewegung_entschieden_von",
            ),
            models.CheckConstraint(
                condition=Q(art="ansatz", von__isnull=True, betrag__gte=0)
                | Q(art__in=["deckung", "vilv"], von__isnull=False, betrag__gt=0) & ~Q(von=F("zu")),
                name="mittelbewegung_von_zu",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} Nr. {self.pk}"

    @property
    def stelle(self) -> Stelle:
        """Whose money moves: people of this Stelle ask for it and release it."""
        return (self.von or self.zu).stelle

    @property
    def offen(self) -> bool:
        """True while nobody has decided."""
        return bool(self.status == Bewegungsstatus.BEANTRAGT)

    @transition(status, source=Bewegungsstatus.BEANTRAGT, target=Bewegungsstatus.FREIGEGEBEN)
    def gib_frei(self) -> None:
        """A second person agrees; it is booked at once."""

    @transition(status, source=Bewegungsstatus.BEANTRAGT, target=Bewegungsstatus.ABGELEHNT)
    def lehne_ab(self) -> None:
        """A second person does not agree; nothing is booked."""
