"""Rückforderung: from the hearing to the last cent, with its own machine."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from antraege.antrag.bedingungen import FALL_UEBERNOMMEN
from antraege.haushalt.felder import EuroField
from antraege.kern.geld import NULL
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Forderungsgrund(models.TextChoices):
    """Why money comes back."""

    MINDERUNG = "minderung", "Minderung nach dem Verwendungsnachweis"
    WIDERRUF = "widerruf", "Widerruf"
    TEILWIDERRUF = "teilwiderruf", "Teilwiderruf"
    RUECKNAHME = "ruecknahme", "Rücknahme"
    ZWISCHENZINSEN = "zwischenzinsen", "Zinsen wegen verspäteter Verwendung"


class Aufhebungsgrund(models.TextChoices):
    """Which fact carries it (§§ 48, 49 VwVfG NRW; §§ 45, 47 SGB X)."""

    ZWECK = "zweck", "nicht für den Zweck verwendet"
    NICHT_ALSBALD = "nicht_alsbald", "nicht rechtzeitig verwendet"
    AUFLAGE = "auflage", "Auflage nicht erfüllt"
    ANGABEN = "angaben", "unrichtige oder unvollständige Angaben"
    BEDINGUNG = "bedingung", "auflösende Bedingung nach dem Finanzierungsplan"


class Forderungsstatus(models.TextChoices):
    """Where the claim stands."""

    EINGELEITET = "eingeleitet", "eingeleitet"
    ANHOERUNG = "anhoerung", "Anhörung läuft"
    ANGEHOERT = "angehoert", "angehört"
    VORGESCHLAGEN = "vorgeschlagen", "zur Entscheidung"
    FESTGESETZT = "festgesetzt", "festgesetzt"
    GESTUNDET = "gestundet", "gestundet"
    AUSGESETZT = "ausgesetzt", "befristet niedergeschlagen"
    BEZAHLT = "bezahlt", "bezahlt"
    NIEDERGESCHLAGEN = "niedergeschlagen", "niedergeschlagen"
    ERLASSEN = "erlassen", "erlassen"
    VERJAEHRT = "verjaehrt", "verjährt"
    EINGESTELLT = "eingestellt", "eingestellt"


BEENDETE_FORDERUNG = (
    Forderungsstatus.BEZAHLT,
    Forderungsstatus.NIEDERGESCHLAGEN,
    Forderungsstatus.ERLASSEN,
    Forderungsstatus.VERJAEHRT,
    Forderungsstatus.EINGESTELLT,
)
OFFENE_FORDERUNG = (Forderungsstatus.FESTGESETZT, Forderungsstatus.GESTUNDET, Forderungsstatus.AUSGESETZT)


class Rueckforderung(Maschine):
    """One claim of the city against the recipient; principal, costs and interest in euro."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="rueckforderungen")
    nr = models.PositiveSmallIntegerField("Nummer")
    status = Statusfeld(
        default=Forderungsstatus.EINGELEITET.value,
        choices=Forderungsstatus.choices,
        max_length=16,
    )
    grund = models.CharField("Grund", max_length=15, choices=Forderungsgrund)
    aufhebungsgrund = models.CharField("tragender Grund", max_length=13, choices=Aufhebungsgrund, blank=True)
    sachverhalt = models.TextField("Sachverhalt", blank=True)
    kenntnis_am = models.DateField("volle Kenntnis der Tatsachen am")
    verbleibt = EuroField("verbleibende Zuwendung")
    betrag = EuroField("zu erstatten")
    zinskapital = EuroField("zu spät verwendeter Betrag", null=True, blank=True)
    zinsende = models.DateField("verwendet am", null=True, blank=True)
    unwirksam_ab = models.DateField("Bescheid unwirksam ab", null=True, blank=True)
    zinsbeginn = models.DateField("Zinsen ab dem Tag nach dem", null=True, blank=True)
    zinsverzicht = models.TextField("Grund, warum keine Zinsen verlangt werden", blank=True)
    zinsaufschlag = models.DecimalField(
        "Aufschlag in Prozentpunkten", max_digits=5, decimal_places=2, null=True, blank=True
    )
    zinsmethode = models.CharField("Zinsrechnung", max_length=7, blank=True)
    kosten = EuroField("Kosten", default=NULL)
    anhoerung_frist = models.DateField("Anhörung bis", null=True, blank=True)
    stellungnahme = models.TextField("Stellungnahme des Trägers", blank=True)
    stellungnahme_am = models.DateTimeField(null=True)
    stellungnahme_anlage = models.ForeignKey(
        "antrag.Anlage", models.PROTECT, null=True, blank=True, related_name="+"
    )
    anhoerung_abgelaufen_am = models.DateTimeField(null=True)
    wuerdigung = models.TextField("Würdigung der Stellungnahme", blank=True)
    ermessen = models.TextField("Ermessen", blank=True)
    vertrauensschutz = models.TextField("Vertrauensschutz", blank=True)
    begruendung = models.TextField("Begründung des Bescheides", blank=True)
    vorschlag = models.CharField("Vorschlag", max_length=10, blank=True)
    entscheidungsgrund = models.TextField("Grund der Leitung", blank=True)
    bekannt_am = models.DateField("bekannt gegeben am", null=True, blank=True)
    faellig_am = models.DateField("fällig am", null=True, blank=True)
    bestandskraeftig_ab = models.DateField("bestandskräftig ab", null=True, blank=True)
    gestundet_bis = models.DateField("gestundet bis", null=True, blank=True)
    verjaehrt_am = models.DateField("verjährt mit Ablauf des", null=True, blank=True)
    gemahnt_am = models.DateField("zuletzt gemahnt am", null=True, blank=True)
    mahnstufe = models.PositiveSmallIntegerField("Mahnstufe", default=0)
    gewarnt_monate = models.PositiveSmallIntegerField("vor Verjährung gewarnt, Monate", null=True, blank=True)
    getilgt = EuroField("getilgt", default=NULL)
    zinsen_bezahlt = EuroField("bezahlte Zinsen", default=NULL)
    kosten_bezahlt = EuroField("bezahlte Kosten", default=NULL)
    eingeleitet_am = models.DateTimeField(default=uhr.jetzt)
    eingeleitet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    vorgeschlagen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    entschieden_am = models.DateTimeField(null=True)
    entschieden_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    schriftstueck = models.ForeignKey("antrag.Schriftstueck", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Rückforderung"
        verbose_name_plural = "Rückforderungen"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "nr"], name="rueckforderung_nr_einmal"),
            models.UniqueConstraint(
                fields=["antrag"],
                condition=~Q(status__in=BEENDETE_FORDERUNG),
                name="rueckforderung_nur_eine_laufende",
            ),
            models.CheckConstraint(
                condition=Q(betrag__gte=0, getilgt__gte=0, getilgt__lte=F("betrag")),
                name="rueckforderung_nie_mehr_getilgt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nr}. Rückforderung"

    @property
    def kassenzeichen(self) -> str:
        """What the Träger writes on the transfer."""
        return f"{self.antrag.aktenzeichen}/R{self.nr}"

    @property
    def offen(self) -> bool:
        """True while somebody owes money on it."""
        return self.status in OFFENE_FORDERUNG

    @property
    def rest(self) -> Decimal:
        """Open principal in euro, without interest and costs."""
        return self.betrag - self.getilgt

    @transition(
        status,
        source=Forderungsstatus.EINGELEITET,
        target=Forderungsstatus.FESTGESETZT,
        conditions=[FALL_UEBERNOMMEN],
    )
    def uebernehmen(self) -> None:
        """Set elsewhere; how it came to that stands in the old file."""

    @transition(status, source=Forderungsstatus.EINGELEITET, target=Forderungsstatus.ANHOERUNG)
    def anhoeren(self) -> None:
        """The recipient is heard (§ 28 VwVfG NRW, § 24 SGB X)."""

    @transition(status, source=Forderungsstatus.ANHOERUNG, target=Forderungsstatus.ANGEHOERT)
    def stellung_nehmen(self) -> None:
        """The recipient has answered, or the deadline has passed."""

    @transition(status, source=Forderungsstatus.ANGEHOERT, target=Forderungsstatus.VORGESCHLAGEN)
    def vorschlagen(self) -> None:
        """The first person proposes a decision."""

    @transition(status, source=Forderungsstatus.VORGESCHLAGEN, target=Forderungsstatus.ANGEHOERT)
    def zurueckgeben(self) -> None:
        """The Leitung wants it worked on again."""

    @transition(status, source=Forderungsstatus.VORGESCHLAGEN, target=Forderungsstatus.FESTGESETZT)
    def festsetzen(self) -> None:
        """The claim is set by written act (§ 49a Abs. 1 VwVfG NRW, § 50 Abs. 3 SGB X)."""

    @transition(status, source=Forderungsstatus.VORGESCHLAGEN, target=Forderungsstatus.EINGESTELLT)
    def einstellen(self) -> None:
        """No claim is made."""

    @transition(
        status,
        source=[Forderungsstatus.FESTGESETZT, Forderungsstatus.GESTUNDET],
        target=Forderungsstatus.GESTUNDET,
    )
    def stunden(self) -> None:
        """Payment is put off (§ 27 KomHVO NRW)."""

    @transition(status, source=Forderungsstatus.GESTUNDET, target=Forderungsstatus.FESTGESETZT)
    def faellig_stellen(self) -> None:
        """The deferral has ended."""

    @transition(status, source=OFFENE_FORDERUNG, target=Forderungsstatus.BEZAHLT)
    def begleichen(self) -> None:
        """Costs, interest and principal are paid."""

    @transition(
        status,
        source=[Forderungsstatus.FESTGESETZT, Forderungsstatus.GESTUNDET],
        target=Forderungsstatus.AUSGESETZT,
    )
    def aussetzen(self) -> None:
        """Not pursued for now: limited Niederschlagung; what comes in is still booked."""

    @transition(status, source=Forderungsstatus.AUSGESETZT, target=Forderungsstatus.FESTGESETZT)
    def wieder_aufnehmen(self) -> None:
        """The limited Niederschlagung has ended."""

    @transition(status, source=OFFENE_FORDERUNG, target=Forderungsstatus.NIEDERGESCHLAGEN)
    def niederschlagen(self) -> None:
        """Not pursued any more (§ 27 KomHVO NRW)."""

    @transition(status, source=OFFENE_FORDERUNG, target=Forderungsstatus.EINGESTELLT)
    def aufheben(self) -> None:
        """A remedy has taken the claim away."""

    @transition(status, source=OFFENE_FORDERUNG, target=Forderungsstatus.ERLASSEN)
    def erlassen(self) -> None:
        """Given up (§ 27 KomHVO NRW)."""

    @transition(status, source=OFFENE_FORDERUNG, target=Forderungsstatus.VERJAEHRT)
    def verjaehren(self) -> None:
        """Too late."""
