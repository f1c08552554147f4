"""Vereinbarung: what a cooperation request becomes, with its own machine; and the parties to it."""

from django.db import models
from django.db.models import F, Q

from antraege.antrag.bedingungen import FALL_UEBERNOMMEN
from antraege.haushalt.felder import EuroField
from antraege.maschine import Maschine, transition
from rollen.felder import Statusfeld


class Vereinbarungsstatus(models.TextChoices):
    """Where an agreement stands (fachdomaene §2.4)."""

    ANFRAGE = "anfrage", "Anfrage"
    BEDARFSKLAERUNG = "bedarfsklaerung", "Bedarfsklärung"
    ABSTIMMUNG = "abstimmung", "in Abstimmung"
    ENTWURF = "entwurf", "im Entwurf"
    FREIGEGEBEN = "freigegeben", "freigegeben"
    ZEICHNUNG = "zeichnung", "in Zeichnung"
    GEZEICHNET = "gezeichnet", "gezeichnet, noch nicht begonnen"
    AKTIV = "aktiv", "aktiv"
    GEKUENDIGT = "gekuendigt", "gekündigt"
    BEENDET = "beendet", "beendet"
    EVALUIERT = "evaluiert", "evaluiert"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    ABGEBROCHEN = "abgebrochen", "abgebrochen"


VOR_DER_ZEICHNUNG = (
    Vereinbarungsstatus.ANFRAGE,
    Vereinbarungsstatus.BEDARFSKLAERUNG,
    Vereinbarungsstatus.ABSTIMMUNG,
    Vereinbarungsstatus.ENTWURF,
    Vereinbarungsstatus.FREIGEGEBEN,
)
GELTENDE = (Vereinbarungsstatus.GEZEICHNET, Vereinbarungsstatus.AKTIV, Vereinbarungsstatus.GEKUENDIGT)
GEENDETE = (
    Vereinbarungsstatus.BEENDET,
    Vereinbarungsstatus.EVALUIERT,
    Vereinbarungsstatus.ABGELEHNT,
    Vereinbarungsstatus.ABGEBROCHEN,
)


class Vereinbarung(Maschine):
    """One agreement. Its transitions are called in this room only, its request's only by the door."""

    antrag = models.OneToOneField("antrag.Antrag", models.PROTECT, related_name="vereinbarung")
    status = Statusfeld(
        "Stand",
        default=Vereinbarungsstatus.ANFRAGE.value,
        choices=Vereinbarungsstatus.choices,
        max_length=16,
    )
    themenfeld = models.ForeignKey(
        "angebote.Themenfeld", models.PROTECT, null=True, related_name="vereinbarungen"
    )
    zielgruppe = models.CharField("Zielgruppe", max_length=300, blank=True)
    laufzeit_von = models.DateField("Laufzeit von", null=True)
    laufzeit_bis = models.DateField("Laufzeit bis", null=True)
    mit_geld = models.BooleanField("mit Geld der Stadt", default=False)
    wert = EuroField("Wert für die Stadt", null=True, blank=True)
    zuwendung = models.ForeignKey(
        "antrag.Antrag",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vereinbarungen",
        verbose_name="verbundene Förderung",
    )
    angebote = models.ManyToManyField(
        "angebote.Angebot",
        blank=True,
        related_name="vereinbarungen",
        verbose_name="beruht auf Angeboten",
    )
    ganztag = models.BooleanField("Angebot im Ganztag", default=False)
    schule_gebunden = models.BooleanField("die Schule bindet sich", default=False)
    schulkonferenz_am = models.DateField("Zustimmung der Schulkonferenz am", null=True, blank=True)
    kuendigungsfrist = models.PositiveSmallIntegerField("Kündigungsfrist in Monaten", default=3)
    feste_reihenfolge = models.BooleanField("Zeichnung in fester Reihenfolge", default=False)
    zeichnungsfrist = models.DateField("zu zeichnen bis", null=True, blank=True)
    fassung = models.ForeignKey(
        "kooperation.Fassung",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="An der gearbeitet oder die gezeichnet wird.",
    )
    geltende = models.ForeignKey(
        "kooperation.Fassung",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Die zuletzt von allen gezeichnet wurde.",
    )
    gezeichnet_am = models.DateTimeField("von allen gezeichnet am", null=True)
    aktiv_seit = models.DateField("aktiv seit", null=True)
    beendet_am = models.DateField("beendet am", null=True)
    beendet_durch = models.CharField("beendet durch", max_length=200, blank=True)

    class Meta:
        verbose_name = "Vereinbarung"
        verbose_name_plural = "Vereinbarungen"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Vereinbarungsstatus.values), name="vereinbarung_status_bekannt"
            ),
            models.CheckConstraint(
                condition=Q(laufzeit_von__isnull=True)
                | Q(laufzeit_bis__isnull=True)
                | Q(laufzeit_bis__gte=F("laufzeit_von")),
                name="vereinbarung_laufzeit",
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[*GELTENDE, Vereinbarungsstatus.BEENDET, Vereinbarungsstatus.EVALUIERT]
                )
                | Q(geltende__isnull=False, laufzeit_von__isnull=False, laufzeit_bis__isnull=False),
                name="vereinbarung_gilt_in_einer_fassung",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "laufzeit_bis"], name="vereinbarung_laeuft_aus"),
            models.Index(fields=["themenfeld", "-id"], name="vereinbarung_themenfeld"),
        ]

    def __str__(self) -> str:
        return str(self.antrag)

    @property
    def standort(self) -> "models.Model | None":
        """The site, as the request names it."""
        return self.antrag.standort

    @property
    def intern(self) -> bool:
        """True when only parts of the city take part: no contract, for nobody contracts with oneself."""
        parteien = self.parteien.select_related("stelle")
        return bool(parteien) and all(partei.stelle.staedtisch for partei in parteien)

    @property
    def gilt(self) -> bool:
        """True while the parties are bound."""
        return self.status in GELTENDE

    @transition(
        status,
        source=Vereinbarungsstatus.ANFRAGE,
        target=Vereinbarungsstatus.GEZEICHNET,
        conditions=[FALL_UEBERNOMMEN],
    )
    def uebernehmen(self) -> None:
        """Concluded elsewhere; its words and signatures stand in the old file."""

    @transition(status, source=Vereinbarungsstatus.ANFRAGE, target=Vereinbarungsstatus.BEDARFSKLAERUNG)
    def klaeren(self) -> None:
        """The request has come in."""

    @transition(
        status,
        source=[Vereinbarungsstatus.BEDARFSKLAERUNG, Vereinbarungsstatus.ENTWURF],
        target=Vereinbarungsstatus.ABSTIMMUNG,
    )
    def abstimmen(self) -> None:
        """Every party is asked."""

    @transition(status, source=Vereinbarungsstatus.ABSTIMMUNG, target=Vereinbarungsstatus.ENTWURF)
    def entwerfen(self) -> None:
        """All parties have answered."""

    @transition(status, source=Vereinbarungsstatus.ENTWURF, target=Vereinbarungsstatus.FREIGEGEBEN)
    def freigeben(self) -> None:
        """The Leitung has released the text."""

    @transition(status, source=Vereinbarungsstatus.FREIGEGEBEN, target=Vereinbarungsstatus.ZEICHNUNG)
    def zeichnen_lassen(self) -> None:
        """The text is frozen; the parties sign."""

    @transition(
        status,
        source=[Vereinbarungsstatus.FREIGEGEBEN, Vereinbarungsstatus.ZEICHNUNG],
        target=Vereinbarungsstatus.ENTWURF,
    )
    def ueberarbeiten(self) -> None:
        """The text changes again; every signature is void."""

    @transition(status, source=Vereinbarungsstatus.ZEICHNUNG, target=Vereinbarungsstatus.GEZEICHNET)
    def zeichnen_beenden(self) -> None:
        """The last signature is in."""

    @transition(status, source=Vereinbarungsstatus.GEZEICHNET, target=Vereinbarungsstatus.AKTIV)
    def aktivieren(self) -> None:
        """The first day of the term has come."""

    @transition(
        status,
        source=[Vereinbarungsstatus.GEZEICHNET, Vereinbarungsstatus.AKTIV],
        target=Vereinbarungsstatus.GEKUENDIGT,
    )
    def kuendigen(self) -> None:
        """One party has given notice; it binds until the notice takes effect."""

    @transition(status, source=GELTENDE, target=Vereinbarungsstatus.BEENDET)
    def beenden(self) -> None:
        """The term is over, or a notice has taken effect."""

    @transition(status, source=Vereinbarungsstatus.BEENDET, target=Vereinbarungsstatus.EVALUIERT)
    def evaluieren(self) -> None:
        """Indicators and a short report are in."""

    @transition(
        status,
        source=[Vereinbarungsstatus.BEDARFSKLAERUNG, Vereinbarungsstatus.ENTWURF],
        target=Vereinbarungsstatus.ABGELEHNT,
    )
    def ablehnen(self) -> None:
        """The city does not take part."""

    @transition(
        status,
        source=[*VOR_DER_ZEICHNUNG, Vereinbarungsstatus.ZEICHNUNG],
        target=Vereinbarungsstatus.ABGEBROCHEN,
    )
    def abbrechen(self) -> None:
        """Who has asked does not want it any more."""


class Parteirolle(models.TextChoices):
    """What a party is in the cooperation."""

    SCHULE = "schule", "Schule"
    SCHULTRAEGER = "schultraeger", "Schulträger (Stadt)"
    TRAEGER = "traeger", "Träger"
    KITA = "kita", "Kita"
    JUGENDARBEIT = "jugendarbeit", "Einrichtung der Jugendarbeit"
    FACHBEREICH = "fachbereich", "Fachbereich der Stadt"
    PARTNER = "partner", "weiterer Bildungspartner"


class Partei(models.Model):
    """One party to an agreement, in the order in which it stands and signs."""

    vereinbarung = models.ForeignKey(Vereinbarung, models.PROTECT, related_name="parteien")
    nr = models.PositiveSmallIntegerField("Nummer")
    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="vereinbarungsparteien")
    rolle = models.CharField("Rolle", max_length=12, choices=Parteirolle)
    kuerzel = models.CharField("im Text genannt", max_length=80)
    vertreten_durch = models.CharField("vertreten durch", max_length=160, help_text="Die Funktion.")
    ansprechperson = models.CharField("Ansprechperson", max_length=160, blank=True)
    kontakt = models.CharField("Kontakt", max_length=160, blank=True)
    zeichnet = models.BooleanField("muss zeichnen", default=True)

    class Meta:
        verbose_name = "Partei"
        verbose_name_plural = "Parteien"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["vereinbarung", "nr"], name="partei_nr_einmal"),
            models.UniqueConstraint(fields=["vereinbarung", "stelle"], name="partei_stelle_einmal"),
            models.UniqueConstraint(fields=["vereinbarung", "kuerzel"], name="partei_kuerzel_einmal"),
            models.CheckConstraint(condition=Q(nr__gte=1, nr__lte=12), name="partei_hoechstens_zwoelf"),
        ]

    def __str__(self) -> str:
        return self.stelle.name
