"""The budget: lines with running totals, and the append-only ledger that alone changes them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import KETTE, EuroField
from antraege.kern.geld import NULL
from rollen import uhr

SUMMEN = ("ansatz", "deckung", "vorgemerkt", "gebunden", "ausgezahlt", "erstattet")


class Bereich(models.TextChoices):
    """Which table of the council paper a line belongs to."""

    PERSONAL = "personal", "Personalaufwand"
    SACH = "sach", "Sachaufwand"
    BUERO = "buero", "Büroausstattung"
    DECKUNG = "deckung", "Deckung"


class Haushaltsstelle(models.Model):
    """One line of one year. Totals are in cents and change only by the trigger on Buchung.

    The key is (produkt, auftrag, kostenstelle, sachkonto, bezeichnung, jahr): Sachkonto 529100 occurs
    twice under one Auftrag in the council paper. Codes are text: they carry letters and underscores.
    """

    kette = KETTE
    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="haushaltsstellen")
    jahr = models.PositiveSmallIntegerField("Haushaltsjahr")
    bereich = models.CharField("Bereich", max_length=10, choices=Bereich)
    produkt = models.CharField("Produkt", max_length=40, blank=True)
    auftrag = models.CharField("Auftrag", max_length=40, blank=True)
    kostenstelle = models.CharField("Kostenstelle", max_length=40, blank=True)
    sachkonto = models.CharField("Sachkonto", max_length=20)
    bezeichnung = models.CharField("Bezeichnung", max_length=120)
    quelle = models.CharField("Quelle", max_length=200, blank=True)
    ansatz = EuroField("Ansatz", default=NULL)
    deckung = EuroField("Deckung (zu minus ab)", default=NULL)
    vorgemerkt = EuroField("vorgemerkt", default=NULL)
    gebunden = EuroField("gebunden", default=NULL)
    ausgezahlt = EuroField("ausgezahlt", default=NULL)
    erstattet = EuroField("erstattet", default=NULL, help_text="Ausgezahltes Geld, das zurückgekommen ist.")
    abgeschlossen_am = models.DateTimeField("abgeschlossen am", null=True, blank=True)
    letzte_buchung = models.BigIntegerField(
        default=0, editable=False, help_text="Die Buchung, die die Summen zuletzt geändert hat."
    )

    class Meta:
        verbose_name = "Haushaltsstelle"
        verbose_name_plural = "Haushaltsstellen"
        default_permissions = ()
        ordering = ["jahr", "auftrag", "kostenstelle", "sachkonto", "bezeichnung"]
        indexes = [models.Index(fields=["-jahr", "auftrag", "sachkonto", "id"], name="haushaltsstelle_liste")]
        constraints = [
            models.UniqueConstraint(
                fields=["produkt", "auftrag", "kostenstelle", "sachkonto", "bezeichnung", "jahr"],
                name="haushaltsstelle_einmal",
            ),
            models.CheckConstraint(
                condition=Q(
                    ansatz__gte=0, vorgemerkt__gte=0, gebunden__gte=0, ausgezahlt__gte=0, erstattet__gte=0
                ),
                name="haushaltsstelle_nicht_negativ",
            ),
            models.CheckConstraint(
                condition=Q(
                    ansatz__gte=F("vorgemerkt")
                    + F("gebunden")
                    + F("ausgezahlt")
                    - F("deckung")
                    - F("erstattet")
                ),
                name="haushaltsstelle_nicht_ueberbucht",
            ),
            models.CheckConstraint(
                condition=Q(erstattet__lte=F("ausgezahlt")),
                name="haushaltsstelle_erstattet_hoechstens_gezahlt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.konto} {self.bezeichnung} {self.jahr}"

    @property
    def konto(self) -> str:
        """Auftrag or Kostenstelle, and Sachkonto, as people write them."""
        return f"{self.auftrag or self.kostenstelle} / {self.sachkonto}"

    @property
    def frei(self) -> Decimal:
        """Euro that nobody has reserved, committed or spent; what came back is free again."""
        verwendet = self.vorgemerkt + self.gebunden + self.ausgezahlt
        return self.ansatz + self.deckung + self.erstattet - verwendet


class Buchungsart(models.TextChoices):
    """What a Buchung does; corrections are counter-entries of the same kinds."""

    ANSATZ = "ansatz", "Ansatz"
    DECKUNG = "deckung", "Deckung"
    VORMERKUNG = "vormerkung", "Vormerkung"
    BINDUNG = "bindung", "Bindung"
    AUSZAHLUNG = "auszahlung", "Auszahlung"
    FREIGABE = "freigabe", "Freigabe"
    ERSTATTUNG = "erstattung", "Erstattung"
    UMBUCHUNG = "umbuchung", "Umbuchung"
    VILV = "vilv", "Verwaltungsinterne Leistungsverrechnung"
    UEBERTRAG = "uebertrag", "Übertrag"
    UEBERNAHME = "uebernahme", "Übernahme"


class Weg(models.TextChoices):
    """How money gets from one line to another for an internal Mittelzuweisung."""

    UMSCHICHTUNG = "umschichtung", "Umschichtung im eigenen Haushalt"
    VILV = "vilv", "Verwaltungsinterne Leistungsverrechnung"

    @property
    def buchungsart(self) -> Buchungsart:
        """What the ledger calls it."""
        return Buchungsart.VILV if self is Weg.VILV else Buchungsart.UMBUCHUNG


class Buchung(models.Model):
    """One ledger entry: signed deltas in cents on the totals of one line. Never changed, never deleted."""

    haushaltsstelle = models.ForeignKey(Haushaltsstelle, models.PROTECT, related_name="buchungen")
    art = models.CharField(max_length=12, choices=Buchungsart)
    aktenzeichen = models.CharField("Aktenzeichen", max_length=40, blank=True, db_index=True)
    schluessel = models.CharField(
        max_length=120, unique=True, help_text="Gleicher Vorgang, gleicher Schlüssel: gebucht wird einmal."
    )
    ansatz = EuroField(default=NULL)
    deckung = EuroField(default=NULL)
    vorgemerkt = EuroField(default=NULL)
    gebunden = EuroField(default=NULL)
    ausgezahlt = EuroField(default=NULL)
    erstattet = EuroField(default=NULL)
    text = models.CharField(max_length=200, blank=True)
    zeitpunkt = models.DateTimeField(default=uhr.jetzt)
    gebucht_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Buchung"
        verbose_name_plural = "Buchungen"
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.aktenzeichen}"

    @property
    def wirkungen(self) -> list[tuple[str, Decimal]]:
        """Which totals it moves, and by how many euro."""
        return [(spalte, betrag) for spalte in SUMMEN if (betrag := getattr(self, spalte))]
