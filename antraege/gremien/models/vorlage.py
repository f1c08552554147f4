"""Gremienvorlage: the paper by which a committee or the council decides on a case (§ 41 GO NRW)."""

from django.db import models
from django.db.models import Q

from antraege.haushalt.felder import EuroField
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Vorlagenstatus(models.TextChoices):
    """Where a paper stands."""

    ENTWURF = "entwurf", "im Entwurf"
    EINGEBRACHT = "eingebracht", "in Beratung"
    BESCHLOSSEN = "beschlossen", "beschlossen"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


LAUFENDE_VORLAGE = (Vorlagenstatus.ENTWURF, Vorlagenstatus.EINGEBRACHT)
ENTSCHIEDENE = (Vorlagenstatus.BESCHLOSSEN, Vorlagenstatus.ABGELEHNT)
VOR_DEN_GREMIEN = (Vorlagenstatus.EINGEBRACHT, *ENTSCHIEDENE)


class Gremienvorlage(Maschine):
    """What the paper says, who wrote and signed it, and what became of it.

    It is a child of a case, or a paper of the administration without one: then it belongs to a `stelle`, has a
    number of its own in the city, and carries its posts and tables as data (euro as text, read by `zahlen`).
    `auswaertig` marks a Beschluss that was taken on a paper from elsewhere: recorded by one, confirmed by another.
    """

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, null=True, related_name="gremienvorlagen")
    stelle = models.ForeignKey(
        "rollen.Stelle",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Wer eine Vorlage ohne Fall einbringt.",
    )
    nr = models.PositiveSmallIntegerField("Nummer")
    status = Statusfeld(
        default=Vorlagenstatus.ENTWURF.value,
        choices=Vorlagenstatus.choices,
        max_length=15,
    )
    auswaertig = models.BooleanField("Vorlage nicht aus diesem System", default=False)
    datum = models.DateField("Datum der Vorlage", null=True, blank=True)
    drucksache = models.CharField("Drucksache", max_length=20)
    oeffentlich = models.BooleanField("öffentlich", default=True)
    dezernat = models.CharField("Dezernat", max_length=160, blank=True)
    fachbereiche = models.JSONField("Fachbereiche", default=list)
    verantwortlich = models.JSONField("Verantwortlich", default=list, help_text="Funktionen, keine Namen.")
    dringlichkeit = models.CharField("Dringlichkeit", max_length=200, blank=True)
    tagesordnungspunkt = models.CharField("Tagesordnungspunkt", max_length=300)
    beschlussvorschlag = models.JSONField("Beschlussvorschlag", default=list)
    personell = models.TextField("Personelle Auswirkungen", blank=True)
    stellen = models.JSONField("Planstellen", default=list)
    finanziell = models.TextField("Finanzielle Auswirkungen", blank=True)
    tabellen = models.JSONField("Aufwand nach Jahren", default=list)
    angaben = models.JSONField("Beträge im Text", default=dict)
    klimarelevanz = models.TextField("Klimarelevanz", blank=True)
    begruendung = models.TextField("Begründung", blank=True)
    zustaendigkeit = models.TextField("Zuständigkeit", blank=True)
    gezeichnet = models.JSONField("Gezeichnet von", default=list, help_text="Funktionen, keine Namen.")
    betrag = EuroField("Betrag, den der Beschluss deckt")
    wortlaut = models.TextField("geänderter Wortlaut", blank=True)
    grund = models.TextField("Grund", blank=True, help_text="Warum zurückgegeben oder zurückgezogen.")
    geschrieben_am = models.DateTimeField(default=uhr.jetzt)
    geschrieben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    eingebracht_am = models.DateTimeField(null=True)
    eingebracht_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    entschieden_am = models.DateField("Tag des Beschlusses", null=True)
    schriftstueck = models.ForeignKey("antrag.Schriftstueck", models.PROTECT, null=True, related_name="+")
    stand = models.PositiveIntegerField(default=0, editable=False, help_text="Zählt jede Änderung.")

    class Meta:
        verbose_name = "Gremienvorlage"
        verbose_name_plural = "Gremienvorlagen"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "nr"], name="gremienvorlage_nr_einmal"),
            models.UniqueConstraint(
                fields=["antrag"],
                condition=Q(status__in=LAUFENDE_VORLAGE),
                name="gremienvorlage_nur_eine_laufende",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Vorlagenstatus.values), name="gremienvorlage_status_bekannt"
            ),
            models.CheckConstraint(condition=Q(betrag__gte=0), name="gremienvorlage_nicht_negativ"),
            models.CheckConstraint(
                condition=Q(entschieden_am__isnull=False)
                | ~Q(status__in=ENTSCHIEDENE)
                | Q(antrag__isnull=True),  # how exactly the day is known stands at the Beratung
                name="gremienvorlage_entschieden_mit_tag",
            ),
            models.CheckConstraint(
                condition=Q(antrag__isnull=False, geschrieben_von__isnull=False, stelle__isnull=True)
                | Q(antrag__isnull=True, stelle__isnull=False),
                name="gremienvorlage_fall_oder_stelle",
            ),
            models.UniqueConstraint(
                fields=["drucksache"],
                condition=Q(antrag__isnull=True),
                name="gremienvorlage_drucksache_einmal",
            ),
        ]

    def __str__(self) -> str:
        return f"Drucksache {self.drucksache}"

    @property
    def kette(self) -> str:
        """The name of its chain in the trail: of its Stelle, or of the case it belongs to."""
        return f"stelle/{self.stelle_id}" if self.stelle_id else f"antrag/{self.antrag_id}"

    @property
    def laeuft(self) -> bool:
        """True while no body has decided."""
        return self.status in LAUFENDE_VORLAGE

    @transition(status, source=Vorlagenstatus.ENTWURF, target=Vorlagenstatus.EINGEBRACHT)
    def einbringen(self) -> None:
        """Signed by the Leitung and laid before the bodies."""

    @transition(status, source=Vorlagenstatus.EINGEBRACHT, target=Vorlagenstatus.BESCHLOSSEN)
    def beschliessen(self) -> None:
        """The body that decides has said yes, as proposed or changed."""

    @transition(status, source=Vorlagenstatus.ENTWURF, target=Vorlagenstatus.BESCHLOSSEN)
    def bestaetigen(self) -> None:
        """A Beschluss taken elsewhere is confirmed by a second person."""

    @transition(status, source=Vorlagenstatus.EINGEBRACHT, target=Vorlagenstatus.ABGELEHNT)
    def ablehnen(self) -> None:
        """The body that decides has said no."""

    @transition(status, source=LAUFENDE_VORLAGE, target=Vorlagenstatus.ZURUECKGEZOGEN)
    def zurueckziehen(self) -> None:
        """The office no longer wants it, or its case has ended."""
