"""What goes to the finance system and comes back: runs, their files, confirmations and what did not fit."""

import secrets

from django.db import models
from django.db.models import Q

from antraege.haushalt.felder import EuroField
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


def ablageort(_: models.Model, __: str) -> str:
    """A random name outside the web root."""
    name = secrets.token_hex(16)
    return f"zahlungen/{name[:2]}/{name}"


class Laufstatus(models.TextChoices):
    """Where a run stands; what was booked of it stands at its positions."""

    ERSTELLT = "erstellt", "übergeben"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


class Zahlungslauf(Maschine):
    """Ordered instalments handed over together; `schluessel` makes a form sent twice one run."""

    schluessel = models.UUIDField(unique=True)
    status = Statusfeld(default=Laufstatus.ERSTELLT.value, choices=Laufstatus.choices, max_length=14)
    ausfuehrung_am = models.DateField("Ausführung am")
    iban = models.CharField("IBAN der Stadt", max_length=34)
    bic = models.CharField("BIC der Stadt", max_length=11, blank=True)
    kontoinhaber = models.CharField("Kontoinhaber", max_length=140)
    anzahl = models.PositiveIntegerField("Anzahl")
    summe = EuroField("Summe")
    erstellt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    erstellt_am = models.DateTimeField("erstellt am", default=uhr.jetzt)
    zurueckgezogen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    zurueckgezogen_am = models.DateTimeField("zurückgezogen am", null=True)
    grund = models.TextField("Grund des Rückzugs", blank=True)

    class Meta:
        verbose_name = "Zahlungslauf"
        verbose_name_plural = "Zahlungsläufe"
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Zahlungslauf {self.kennung}"

    @property
    def kennung(self) -> str:
        """The name people and the payment file use."""
        return f"ZL-{self.erstellt_am:%Y}-{self.pk:06d}"

    @property
    def kette(self) -> str:
        """The name of this run's chain in the trail."""
        return f"zahlungslauf/{self.pk}"

    @transition(status, source=Laufstatus.ERSTELLT, target=Laufstatus.ZURUECKGEZOGEN)
    def zurueckziehen(self) -> None:
        """The file was not used; the orders stand again."""


class Zahlungsposition(models.Model):
    """One instalment in a run, as it was handed over."""

    lauf = models.ForeignKey(Zahlungslauf, models.PROTECT, related_name="positionen")
    mittelabruf = models.ForeignKey("foerderung.Mittelabruf", models.PROTECT, related_name="positionen")
    referenz = models.CharField("Referenz", max_length=35)
    betrag = EuroField("Betrag")
    iban = models.CharField("IBAN", max_length=34)
    kontoinhaber = models.CharField("Kontoinhaber", max_length=140)
    zweck = models.CharField("Verwendungszweck", max_length=140)
    entfallen_am = models.DateTimeField("entfallen am", null=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mittelabruf"],
                condition=Q(entfallen_am__isnull=True),
                name="zahlungsposition_in_einem_lauf",
            )
        ]

    def __str__(self) -> str:
        return f"{self.referenz}: {self.betrag}"


class Zahlungsdateiart(models.TextChoices):
    """The two files of a run."""

    PAIN = "pain", "SEPA-Überweisungen (pain.001.001.09)"
    CSV = "csv", "Buchungsliste für das Finanzverfahren (CSV)"


class Zahlungsdatei(models.Model):
    """A file of a run, written once."""

    lauf = models.ForeignKey(Zahlungslauf, models.PROTECT, related_name="dateien")
    art = models.CharField("Art", max_length=4, choices=Zahlungsdateiart)
    name = models.CharField("Dateiname", max_length=80)
    datei = models.FileField(upload_to=ablageort, max_length=120)
    sha256 = models.CharField(max_length=64)
    groesse = models.PositiveIntegerField("Größe in Byte")

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["lauf", "art"], name="zahlungsdatei_einmal")]

    def __str__(self) -> str:
        return self.name


class Buchungsdatei(models.Model):
    """Confirmations of the finance system; the same content is taken in once."""

    name = models.CharField("Dateiname", max_length=160)
    datei = models.FileField(upload_to=ablageort, max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    groesse = models.PositiveIntegerField("Größe in Byte")
    eingelesen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    eingelesen_am = models.DateTimeField("eingelesen am", default=uhr.jetzt)

    class Meta:
        verbose_name = "Buchungsdatei"
        verbose_name_plural = "Buchungsdateien"
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def kette(self) -> str:
        """The name of this file's chain in the trail."""
        return f"buchungsdatei/{self.pk}"


class Zeilenergebnis(models.TextChoices):
    """What became of a row."""

    OFFEN = "offen", "noch nicht verarbeitet"
    GEBUCHT = "gebucht", "gebucht"
    KLAERUNG = "klaerung", "zu klären"


class Buchungszeile(models.Model):
    """One row of such a file as it stood there, and what became of it."""

    datei = models.ForeignKey(Buchungsdatei, models.PROTECT, related_name="zeilen")
    nr = models.PositiveIntegerField("Zeile")
    roh = models.CharField("wie eingelesen", max_length=400)
    referenz = models.CharField("Referenz", max_length=40, blank=True)
    betrag = EuroField("Betrag", null=True)
    wertstellung = models.DateField("Wertstellung", null=True)
    belegnummer = models.CharField("Belegnummer", max_length=40, blank=True)
    ergebnis = models.CharField(max_length=8, choices=Zeilenergebnis, default=Zeilenergebnis.OFFEN)
    mittelabruf = models.ForeignKey(
        "foerderung.Mittelabruf", models.PROTECT, null=True, related_name="buchungszeilen"
    )

    class Meta:
        default_permissions = ()
        ordering = ["nr"]
        constraints = [models.UniqueConstraint(fields=["datei", "nr"], name="buchungszeile_einmal")]

    def __str__(self) -> str:
        return f"{self.datei} Zeile {self.nr}"


class Klaerungsgrund(models.TextChoices):
    """Why a row did not fit."""

    UNLESBAR = "unlesbar", "Zeile nicht lesbar"
    UNBEKANNT = "unbekannt", "Referenz unbekannt"
    DOPPELT = "doppelt", "schon gebucht"
    BETRAG = "betrag", "anderer Betrag"
    NICHT_UEBERGEBEN = "nicht_uebergeben", "nicht übergeben"
    ABGELEHNT = "abgelehnt", "Buchung nicht möglich"


class Klaerungsstatus(models.TextChoices):
    """Where a mismatch stands."""

    OFFEN = "offen", "offen"
    GEKLAERT = "geklaert", "geklärt"


class Zahlungsklaerung(Maschine):
    """A confirmation that did not fit: a task of the Kasse until a person writes down the solution."""

    zeile = models.OneToOneField(Buchungszeile, models.PROTECT, related_name="klaerung")
    art = models.CharField("Art", max_length=16, choices=Klaerungsgrund)
    text = models.CharField("Was nicht passt", max_length=300)
    status = Statusfeld(default=Klaerungsstatus.OFFEN.value, choices=Klaerungsstatus.choices, max_length=8)
    angelegt_am = models.DateTimeField(default=uhr.jetzt)
    loesung = models.TextField("Lösung", blank=True)
    geklaert_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    geklaert_am = models.DateTimeField("geklärt am", null=True)

    class Meta:
        verbose_name = "Zahlungsklärung"
        verbose_name_plural = "Zahlungsklärungen"
        default_permissions = ()
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "-id"], name="zahlungsklaerung_status")]

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.zeile.referenz}"

    @transition(status, source=Klaerungsstatus.OFFEN, target=Klaerungsstatus.GEKLAERT)
    def klaeren(self) -> None:
        """A person has found out what happened."""


class Zahlungsunterlagenart(models.TextChoices):
    """Signed papers without which nothing is paid."""

    VERZICHT = "verzicht", "Rechtsbehelfsverzicht"
    VEREINBARUNG = "vereinbarung", "gezeichnete Kooperationsvereinbarung"


class Zahlungsunterlage(models.Model):
    """A signed paper that the office has recorded; a later one of its kind replaces it."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="zahlungsunterlagen")
    art = models.CharField("Art", max_length=12, choices=Zahlungsunterlagenart)
    anlage = models.OneToOneField("antrag.Anlage", models.PROTECT, related_name="zahlungsunterlage")
    vom = models.DateField("unterschrieben am")
    erfasst_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    erfasst_am = models.DateTimeField("erfasst am", default=uhr.jetzt)
    ersetzt_am = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Zahlungsunterlage"
        verbose_name_plural = "Zahlungsunterlagen"
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["antrag", "art"],
                condition=Q(ersetzt_am__isnull=True),
                name="zahlungsunterlage_eine_gilt",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} vom {self.vom:%d.%m.%Y}"
