"""Rückforderung: from the hearing to the last cent, with its own machine."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from antraege.haushalt.felder import EuroField
from rollen import uhr

NULL = Decimal("0.00")


class Forderungsgrund(models.TextChoices):
    """Why money comes back."""

    MINDERUNG = "minderung", "Minderung nach dem Verwendungsnachweis"
    WIDERRUF = "widerruf", "Widerruf"
    TEILWIDERRUF = "teilwiderruf", "Teilwiderruf"
    RUECKNAHME = "ruecknahme", "Rücknahme"
    ZWISCHENZINSEN = "zwischenzinsen", "Zinsen wegen verspäteter Verwendung"


class Forderungsstatus(models.TextChoices):
    """Where the claim stands."""

    EINGELEITET = "eingeleitet", "eingeleitet"
    ANHOERUNG = "anhoerung", "Anhörung läuft"
    ANGEHOERT = "angehoert", "angehört"
    VORGESCHLAGEN = "vorgeschlagen", "zur Entscheidung"
    FESTGESETZT = "festgesetzt", "festgesetzt"
    GESTUNDET = "gestundet", "gestundet"
    BEZAHLT = "bezahlt", "bezahlt"
    NIEDERGESCHLAGEN = "niedergeschlagen", "niedergeschlagen"
    ERLASSEN = "erlassen", "erlassen"
    VERJAEHRT = "verjaehrt", "verjährt"
    EINGESTELLT = "eingestellt", "eingestellt"


BEENDETE_FORDERUNG = ("bezahlt", "niedergeschlagen", "erlassen", "verjaehrt", "eingestellt")
_OFFEN = ["festgesetzt", "gestundet"]


class Rueckforderung(ConcurrentTransitionMixin, models.Model):
    """One claim of the city against the recipient; principal, costs and interest in euro."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="rueckforderungen")
    nr = models.PositiveSmallIntegerField("Nummer")
    status = FSMField(
        default=Forderungsstatus.EINGELEITET.value,
        choices=Forderungsstatus.choices,
        protected=True,
        max_length=16,
    )
    grund = models.CharField("Grund", max_length=15, choices=Forderungsgrund)
    sachverhalt = models.TextField("Sachverhalt", blank=True)
    kenntnis_am = models.DateField("volle Kenntnis der Tatsachen am")
    betrag = EuroField("zu erstatten")
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
    anhoerung_abgelaufen_am = models.DateTimeField(null=True)
    ermessen = models.TextField("Ermessen und Vertrauensschutz", blank=True)
    begruendung = models.TextField("Begründung der Entscheidung", blank=True)
    faellig_am = models.DateField("fällig am", null=True, blank=True)
    bestandskraeftig_ab = models.DateField("bestandskräftig ab", null=True, blank=True)
    gestundet_bis = models.DateField("gestundet bis", null=True, blank=True)
    verjaehrt_am = models.DateField("verjährt mit Ablauf des", null=True, blank=True)
    gemahnt_am = models.DateField("zuletzt gemahnt am", null=True, blank=True)
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
    def rest(self) -> Decimal:
        """Open principal in euro, without interest and costs."""
        return self.betrag - self.getilgt

    @transition("status", source="eingeleitet", target="anhoerung")
    def anhoeren(self) -> None:
        """The recipient is heard (§ 28 VwVfG NRW, § 24 SGB X)."""

    @transition("status", source="anhoerung", target="angehoert")
    def stellung_nehmen(self) -> None:
        """The recipient has answered, or the deadline has passed."""

    @transition("status", source="angehoert", target="vorgeschlagen")
    def vorschlagen(self) -> None:
        """The first person proposes a decision."""

    @transition("status", source="vorgeschlagen", target="angehoert")
    def zurueckgeben(self) -> None:
        """The Leitung wants it worked on again."""

    @transition("status", source="vorgeschlagen", target="festgesetzt")
    def festsetzen(self) -> None:
        """The claim is set by written act (§ 49a Abs. 1 VwVfG NRW, § 50 Abs. 3 SGB X)."""

    @transition("status", source="vorgeschlagen", target="eingestellt")
    def einstellen(self) -> None:
        """No claim is made."""

    @transition("status", source="festgesetzt", target="gestundet")
    def stunden(self) -> None:
        """Payment is put off (§ 27 KomHVO NRW)."""

    @transition("status", source="gestundet", target="festgesetzt")
    def faellig_stellen(self) -> None:
        """The deferral has ended."""

    @transition("status", source=_OFFEN, target="bezahlt")
    def begleichen(self) -> None:
        """Costs, interest and principal are paid."""

    @transition("status", source=_OFFEN, target="niedergeschlagen")
    def niederschlagen(self) -> None:
        """Not pursued for now or for good (§ 27 KomHVO NRW)."""

    @transition("status", source="niedergeschlagen", target="festgesetzt")
    def wieder_aufnehmen(self) -> None:
        """A limited Niederschlagung has ended."""

    @transition("status", source=_OFFEN, target="erlassen")
    def erlassen(self) -> None:
        """Given up (§ 27 KomHVO NRW)."""

    @transition("status", source=[*_OFFEN, "niedergeschlagen"], target="verjaehrt")
    def verjaehren(self) -> None:
        """Too late."""


class Zahlungseingang(models.Model):
    """Money that came in on a claim, applied to costs, interest, principal (§ 367 BGB); euro."""

    rueckforderung = models.ForeignKey(Rueckforderung, models.PROTECT, related_name="eingaenge")
    nr = models.PositiveSmallIntegerField("Nummer")
    betrag = EuroField("Betrag")
    wertstellung = models.DateField("gutgeschrieben am")
    belegnummer = models.CharField("Belegnummer der Kasse", max_length=40)
    auf_kosten = EuroField("auf Kosten", default=NULL)
    auf_zinsen = EuroField("auf Zinsen", default=NULL)
    auf_hauptforderung = EuroField("auf die Hauptforderung", default=NULL)
    zinsrechnung = models.JSONField("Zinsabschnitte", default=list)
    gebucht_am = models.DateTimeField(default=uhr.jetzt)
    gebucht_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Zahlungseingang"
        verbose_name_plural = "Zahlungseingänge"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["rueckforderung", "nr"], name="zahlungseingang_nr_einmal"),
            models.UniqueConstraint(fields=["belegnummer"], name="zahlungseingang_beleg_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="zahlungseingang_positiv"),
            models.CheckConstraint(
                condition=Q(betrag=F("auf_kosten") + F("auf_zinsen") + F("auf_hauptforderung")),
                name="zahlungseingang_ganz_verrechnet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nr}. Zahlung"


class Massnahmenart(models.TextChoices):
    """What may be done with a claim that is not paid (§ 27 KomHVO NRW)."""

    STUNDUNG = "stundung", "Stundung"
    NIEDERSCHLAGUNG_BEFRISTET = "niederschlagung_befristet", "befristete Niederschlagung"
    NIEDERSCHLAGUNG = "niederschlagung", "unbefristete Niederschlagung"
    ERLASS = "erlass", "Erlass"
    ZINSVERZICHT = "zinsverzicht", "Verzicht auf Zinsen"


class Massnahme(models.Model):
    """Proposed by one person, decided by another; `entschieden_am` empty means open."""

    rueckforderung = models.ForeignKey(Rueckforderung, models.PROTECT, related_name="massnahmen")
    art = models.CharField("Maßnahme", max_length=30, choices=Massnahmenart)
    bis = models.DateField("bis", null=True, blank=True)
    grund = models.TextField("Begründung")
    vorgeschlagen_am = models.DateTimeField(default=uhr.jetzt)
    vorgeschlagen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    angenommen = models.BooleanField(null=True)
    entscheidung = models.TextField("Gründe der Entscheidung", blank=True)
    entschieden_am = models.DateTimeField(null=True)
    entschieden_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rueckforderung"],
                condition=Q(entschieden_am__isnull=True),
                name="massnahme_nur_eine_offene",
            ),
            models.CheckConstraint(
                condition=Q(entschieden_von__isnull=True) | ~Q(entschieden_von=F("vorgeschlagen_von")),
                name="massnahme_vier_augen",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_art_display())


class Rechtsbehelfsart(models.TextChoices):
    """Widerspruch exists for SGB X only; VwVfG decisions go to court at once (§ 110 JustG NRW)."""

    WIDERSPRUCH = "widerspruch", "Widerspruch"
    KLAGE = "klage", "Klage"


class Rechtsbehelfsausgang(models.TextChoices):
    """How it ended."""

    ABGEHOLFEN = "abgeholfen", "abgeholfen oder stattgegeben"
    ZURUECKGEWIESEN = "zurueckgewiesen", "zurückgewiesen oder abgewiesen"
    ZURUECKGENOMMEN = "zurueckgenommen", "zurückgenommen"


class Rechtsbehelf(models.Model):
    """A remedy against the claim: the duty to pay rests, interest goes on (§ 80 Abs. 1 VwGO)."""

    rueckforderung = models.ForeignKey(Rueckforderung, models.PROTECT, related_name="rechtsbehelfe")
    art = models.CharField(max_length=12, choices=Rechtsbehelfsart)
    eingegangen_am = models.DateField("eingegangen am")
    ausgang = models.CharField(max_length=16, choices=Rechtsbehelfsausgang, blank=True)
    beendet_am = models.DateField("beendet am", null=True, blank=True)
    vermerk = models.TextField("Vermerk", blank=True)
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Rechtsbehelf"
        verbose_name_plural = "Rechtsbehelfe"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rueckforderung"],
                condition=Q(beendet_am__isnull=True),
                name="rechtsbehelf_nur_ein_laufender",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} vom {self.eingegangen_am:%d.%m.%Y}"
