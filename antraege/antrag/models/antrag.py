"""Antrag: every request, with the one state machine all requests share."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from antraege.antrag.bedingungen import (
    ABGERECHNET,
    AKTENZEICHEN,
    BETRAG_BEWILLIGT,
    BETRAG_GEPRUEFT,
    GRUND,
    HAT_AUSGEZAHLT,
    OHNE_GELD_ODER_AUSGEZAHLT,
    UEBERNOMMEN,
    ZEITRAUM,
)
from antraege.haushalt.felder import EuroField
from antraege.kern.geld import NULL
from antraege.kern.status import Status, als_choices
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld

_MIT_ZEICHEN = Q(aktenzeichen__isnull=False)
_KOOPERATION = Q(art="kooperation")  # the register of agreements skips all other cases


class Antragsart(models.TextChoices):
    """What is asked for; what differs per kind is data and conditions, never a second machine."""

    FOERDERUNG = "foerderung", "Förderantrag"
    MITTELZUWEISUNG = "mittelzuweisung", "Interne Mittelzuweisung"
    KOOPERATION = "kooperation", "Kooperation"


class Antrag(Maschine):
    """A request and where it stands. Only the door in `workflows` calls its transitions."""

    art = models.CharField("Art", max_length=20, choices=Antragsart, default=Antragsart.FOERDERUNG)
    status = Statusfeld("Status", default=Status.ENTWURF.value, choices=als_choices(Status), max_length=20)
    stand = models.PositiveIntegerField(
        default=0, help_text="Zählt jede Änderung; ein Formular mit altem Stand wird abgewiesen."
    )
    aktenzeichen = models.CharField("Aktenzeichen", max_length=40, unique=True, null=True, blank=True)
    programm = models.ForeignKey("programme.Foerderprogramm", models.PROTECT, related_name="antraege")
    richtlinie = models.ForeignKey("programme.Richtlinie", models.PROTECT, related_name="antraege")
    stelle = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, related_name="faelle", verbose_name="zuständige Stelle"
    )
    traeger = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, related_name="antraege", verbose_name="Antragsteller"
    )
    standort = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, null=True, blank=True, related_name="standortfaelle"
    )
    titel = models.CharField("Titel des Vorhabens", max_length=160)
    antworten = models.JSONField(default=dict, blank=True)
    beginn = models.DateField("Beginn des Vorhabens", null=True, blank=True)
    ende = models.DateField("Ende des Vorhabens", null=True, blank=True)
    haushaltsjahr = models.PositiveSmallIntegerField("Haushaltsjahr", null=True, blank=True)
    beantragt = EuroField("beantragt", default=NULL)
    vorgeschlagen = EuroField("vorgeschlagen", default=NULL)
    bewilligt = EuroField("bewilligt", default=NULL)
    ausgezahlt = EuroField("ausgezahlt", default=NULL)
    entfallen = EuroField(
        "entfallen",
        default=NULL,
        help_text="Teil der Bewilligung, der nicht mehr ausgezahlt wird: Verzicht, Abrechnung oder Widerruf.",
    )
    erstattet = EuroField("erstattet", default=NULL)
    abgerechnet = EuroField("endgültige Zuwendung", null=True, blank=True)
    einheiten = models.PositiveIntegerField("Zahl der Einheiten", null=True, blank=True)
    abruf_beendet = models.BooleanField("keine weiteren Abrufe", default=False)
    begruendung = models.TextField("Begründung der letzten Entscheidung", blank=True)
    angelegt_am = models.DateTimeField("angelegt am", default=uhr.jetzt)
    angelegt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    uebernommen_am = models.DateTimeField(
        "übernommen am",
        null=True,
        blank=True,
        help_text="Nur bei Fällen, die anderswo begonnen haben; ihr Weg dorthin steht in der alten Akte.",
    )
    fremdzeichen = models.CharField(  # noqa: DJ001 - most cases have none, and the index holds no empty ones
        "altes Aktenzeichen",
        max_length=60,
        null=True,
        blank=True,
        db_index=True,
        help_text="Unter dem der übernommene Fall anderswo geführt wurde; die Suche findet ihn auch so.",
    )
    im_auftrag = models.BooleanField("von der Servicestelle im Auftrag entworfen", default=False)
    im_auftrag_von = models.CharField(
        "im Auftrag erstellt von", max_length=360, blank=True, help_text="Funktion und Stelle, kein Name."
    )
    papiereingang_am = models.DateField(
        "auf Papier eingegangen am",
        null=True,
        blank=True,
        help_text="Ein Fakt: Eingereicht ist der Antrag, wenn der Antragsteller ihn abschickt.",
    )
    im_gremium = models.BooleanField(
        "liegt oder lag Rat oder Ausschüssen vor",
        default=False,
        help_text="Nur solche Fälle sieht die Gremiengeschäftsführung.",
    )
    sachbearbeitung = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="faelle"
    )
    eingereicht_am = models.DateTimeField("eingereicht am", null=True, blank=True)
    entschieden_am = models.DateTimeField("entschieden am", null=True, blank=True)
    abgeschlossen_am = models.DateTimeField("abgeschlossen am", null=True, blank=True)
    nachweis_faellig_am = models.DateField("Verwendungsnachweis fällig am", null=True, blank=True)

    class Meta:
        verbose_name = "Antrag"
        verbose_name_plural = "Anträge"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]), name="antrag_status_bekannt"
            ),
            models.CheckConstraint(
                condition=Q(beantragt__gte=0, bewilligt__gte=0, ausgezahlt__gte=0)
                & Q(ausgezahlt__lte=models.F("bewilligt")),
                name="antrag_nie_mehr_gezahlt_als_bewilligt",
            ),
            models.CheckConstraint(
                condition=Q(entfallen__gte=0, bewilligt__gte=models.F("ausgezahlt") + models.F("entfallen")),
                name="antrag_bewilligt_deckt_alles",
            ),
            models.CheckConstraint(
                condition=Q(erstattet__gte=0, erstattet__lte=models.F("ausgezahlt")),
                name="antrag_nie_mehr_erstattet_als_gezahlt",
            ),
            models.CheckConstraint(
                condition=Q(aktenzeichen__isnull=False)
                | Q(status__in=[Status.ENTWURF, Status.ZURUECKGEZOGEN]),
                name="antrag_mit_aktenzeichen",
            ),
        ]
        indexes = [
            models.Index(fields=["stelle", "-id"], name="antrag_stelle"),
            models.Index(fields=["stelle", "status", "-id"], name="antrag_stelle_status"),
            models.Index(fields=["stelle", "haushaltsjahr", "-id"], name="antrag_stelle_jahr"),
            models.Index(fields=["status", "-id"], name="antrag_status"),
            models.Index(fields=["haushaltsjahr", "-id"], name="antrag_jahr"),
            models.Index(fields=["richtlinie", "-id"], name="antrag_richtlinie"),
            models.Index(fields=["richtlinie", "status", "-id"], name="antrag_richtlinie_status"),
            models.Index(fields=["richtlinie", "haushaltsjahr", "-id"], name="antrag_richtlinie_jahr"),
            models.Index(fields=["-id"], condition=Q(im_auftrag=True), name="antrag_im_auftrag"),
            models.Index(fields=["-id"], condition=Q(im_gremium=True), name="antrag_im_gremium"),
            models.Index(fields=["programm", "-id"], name="antrag_programm"),
            models.Index(fields=["traeger", "-id"], name="antrag_traeger"),
            models.Index(fields=["standort", "-id"], name="antrag_standort"),
            # what two cases of one organisation have in common, for the rules over all cases
            models.Index(fields=["traeger", "titel"], name="antrag_traeger_titel"),
            models.Index(fields=["traeger", "programm", "eingereicht_am"], name="antrag_traeger_eingang"),
            models.Index(fields=["-id"], condition=_KOOPERATION, name="kooperation_alle"),
            models.Index(fields=["stelle", "-id"], condition=_KOOPERATION, name="kooperation_stelle"),
            models.Index(fields=["traeger", "-id"], condition=_KOOPERATION, name="kooperation_traeger"),
            models.Index(fields=["standort", "-id"], condition=_KOOPERATION, name="kooperation_standort"),
            # What evaluations count and add up, read from the index alone.
            models.Index(
                fields=[
                    *("haushaltsjahr", "art", "stelle", "programm", "traeger", "standort"),
                    *("beantragt", "bewilligt", "ausgezahlt", "erstattet"),
                ],
                condition=_MIT_ZEICHEN,
                name="antrag_geld",
            ),
            models.Index(
                fields=["eingereicht_am", "art", "status", "stelle"],
                condition=_MIT_ZEICHEN,
                name="antrag_eingang",
            ),
            models.Index(
                fields=["entschieden_am", "art", "status", "stelle"],
                condition=_MIT_ZEICHEN,
                name="antrag_entschieden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aktenzeichen or 'Entwurf'} – {self.titel}"

    @property
    def zustand(self) -> Status:
        """The status as the enum of the core."""
        return Status(self.status)

    @property
    def intern(self) -> bool:
        """True when the recipient is the city itself: no Bescheid, but an internal Mittelzuweisung."""
        return self.art == Antragsart.MITTELZUWEISUNG

    @property
    def kooperation(self) -> bool:
        """True when an agreement is asked for; money has a case of its own."""
        return self.art == Antragsart.KOOPERATION

    @property
    def offen(self) -> Decimal:
        """Euro approved that can still be paid: bewilligt = ausgezahlt + offen + entfallen."""
        return self.bewilligt - self.ausgezahlt - self.entfallen

    @property
    def kette(self) -> str:
        """The name of this case's chain in the trail."""
        return f"antrag/{self.pk}"

    @transition(status, source=Status.ENTWURF, target=Status.EINGEREICHT, conditions=[AKTENZEICHEN, ZEITRAUM])
    def einreichen(self) -> None:
        """The Träger has signed and sent the request."""

    @transition(status, source=Status.EINGEREICHT, target=Status.NACHFORDERUNG)
    def nachfordern(self) -> None:
        """Something is missing; the Träger is asked for it."""

    @transition(status, source=Status.NACHFORDERUNG, target=Status.EINGEREICHT)
    def nachreichen(self) -> None:
        """The Träger has answered, or the deadline has passed and the file decides."""

    @transition(status, source=Status.EINGEREICHT, target=Status.GEPRUEFT, conditions=[BETRAG_GEPRUEFT])
    def pruefen(self) -> None:
        """Formal and expert check and every Mitzeichnung are done."""

    @transition(status, source=Status.GEPRUEFT, target=Status.EINGEREICHT, conditions=[GRUND])
    def zurueckgeben(self) -> None:
        """The Leitung wants it checked again."""

    @transition(status, source=Status.GEPRUEFT, target=Status.BEWILLIGT, conditions=[BETRAG_BEWILLIGT])
    def bewilligen(self) -> None:
        """Approved, in full or in part."""

    @transition(status, source=Status.GEPRUEFT, target=Status.ABGELEHNT, conditions=[GRUND])
    def ablehnen(self) -> None:
        """Refused, with reasons (§ 39 VwVfG NRW)."""

    @transition(
        status,
        source=[Status.BEWILLIGT, Status.AUSGEZAHLT],
        target=Status.AUSGEZAHLT,
        conditions=[HAT_AUSGEZAHLT],
    )
    def auszahlen(self) -> None:
        """An instalment was booked."""

    @transition(
        status,
        source=[Status.BEWILLIGT, Status.AUSGEZAHLT],
        target=Status.KONTROLLIERT,
        conditions=[OHNE_GELD_ODER_AUSGEZAHLT, ABGERECHNET],
    )
    def kontrollieren(self) -> None:
        """The proof of use was checked by one and signed by another person."""

    @transition(
        status, source=[Status.BEWILLIGT, Status.AUSGEZAHLT], target=Status.WIDERRUFEN, conditions=[GRUND]
    )
    def widerrufen(self) -> None:
        """The whole approval is revoked or taken back (§§ 48, 49 VwVfG NRW; §§ 45, 47 SGB X)."""

    @transition(status, source=[Status.KONTROLLIERT, Status.WIDERRUFEN], target=Status.ABGESCHLOSSEN)
    def abschliessen(self) -> None:
        """Nothing is open any more."""

    @transition(
        status,
        source=[Status.ENTWURF, Status.EINGEREICHT, Status.NACHFORDERUNG, Status.GEPRUEFT],
        target=Status.ZURUECKGEZOGEN,
    )
    def zurueckziehen(self) -> None:
        """The Träger no longer wants it; possible until the decision."""

    # Cases that began elsewhere enter the machine where they stand; nothing before is pretended.
    @transition(
        status,
        source=Status.ENTWURF,
        target=Status.EINGEREICHT,
        conditions=[UEBERNOMMEN, AKTENZEICHEN, ZEITRAUM],
    )
    def uebernimm_beantragt(self) -> None:
        """Asked for elsewhere; the check begins anew here."""

    @transition(
        status,
        source=Status.ENTWURF,
        target=Status.BEWILLIGT,
        conditions=[UEBERNOMMEN, AKTENZEICHEN, ZEITRAUM, BETRAG_BEWILLIGT],
    )
    def uebernimm_bewilligt(self) -> None:
        """Approved elsewhere, nothing paid."""

    @transition(
        status,
        source=Status.ENTWURF,
        target=Status.AUSGEZAHLT,
        conditions=[UEBERNOMMEN, AKTENZEICHEN, ZEITRAUM, BETRAG_BEWILLIGT, HAT_AUSGEZAHLT],
    )
    def uebernimm_ausgezahlt(self) -> None:
        """Approved elsewhere, paid in part or wholly."""

    @transition(
        status,
        source=Status.ENTWURF,
        target=Status.ABGESCHLOSSEN,
        conditions=[UEBERNOMMEN, AKTENZEICHEN, ZEITRAUM, BETRAG_BEWILLIGT, ABGERECHNET],
    )
    def uebernimm_abgeschlossen(self) -> None:
        """Closed elsewhere; kept for the budget and the guards, an agreement for the register."""

    @transition(
        status,
        source=Status.ENTWURF,
        target=Status.KONTROLLIERT,
        conditions=[UEBERNOMMEN, AKTENZEICHEN, ZEITRAUM, BETRAG_BEWILLIGT, ABGERECHNET],
    )
    def uebernimm_kontrolliert(self) -> None:
        """Its proof was checked elsewhere; what is claimed back is still open."""


class Momentaufnahme(models.Model):
    """What the request said at one moment: written once, never changed (trigger)."""

    antrag = models.ForeignKey(Antrag, models.PROTECT, related_name="momentaufnahmen")
    nr = models.PositiveSmallIntegerField()
    anlass = models.CharField(max_length=40)
    inhalt = models.JSONField()
    sha256 = models.CharField(max_length=64)
    erstellt_am = models.DateTimeField(default=uhr.jetzt)

    class Meta:
        default_permissions = ()
        ordering = ["nr"]
        constraints = [models.UniqueConstraint(fields=["antrag", "nr"], name="momentaufnahme_einmal")]

    def __str__(self) -> str:
        return f"{self.antrag} Stand {self.nr}"


class Aktenzeichenkreis(models.Model):
    """The counter that makes Aktenzeichen gapless per Stelle, sign of the programme and year."""

    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="+")
    zeichen = models.CharField(max_length=4, default="FK")
    jahr = models.PositiveSmallIntegerField()
    letzte_nr = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["stelle", "zeichen", "jahr"], name="aktenzeichenkreis_einmal")
        ]

    def __str__(self) -> str:
        return f"{self.stelle} {self.zeichen} {self.jahr}: {self.letzte_nr}"
