"""Programmes and their versioned rules: everything that differs between programmes is a row here."""

from decimal import Decimal

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import EuroField
from antraege.kern.aufrufe import Antragszeit
from antraege.kern.geld import zeige
from rollen import uhr
from rollen.models import Stellenart
from rollen.models.mitgliedschaft import Ebene


class Foerderprogramm(models.Model):
    """A programme under which requests are made; what it demands stands in its Richtlinie."""

    kuerzel = models.SlugField("Kürzel", max_length=40, unique=True)
    name = models.CharField("Name", max_length=160)
    beschreibung = models.TextField("Worum es geht", blank=True)
    stelle = models.ForeignKey(
        "rollen.Stelle", models.PROTECT, related_name="programme", verbose_name="federführende Stelle"
    )
    kooperation = models.BooleanField(
        "führt zu einer Kooperationsvereinbarung",
        default=False,
        help_text="Geld braucht einen eigenen Antrag.",
    )
    zeichen = models.CharField(
        "Zeichen im Aktenzeichen",
        max_length=4,
        default="FK",
        validators=[RegexValidator("^[A-Z]{2,4}$", "Zwei bis vier Großbuchstaben.")],
    )

    class Meta:
        verbose_name = "Förderprogramm"
        verbose_name_plural = "Förderprogramme"
        default_permissions = ()
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def kette(self) -> str:
        """The name of its chain in the trail."""
        return f"programm/{self.pk}"


class Rechtsregime(models.TextChoices):
    """Which law the decision follows; it drives the Rechtsbehelfsbelehrung."""

    VWVFG = "vwvfg", "VwVfG NRW"
    SGBX = "sgbx", "SGB X"


class Mittelherkunft(models.TextChoices):
    """Whose money the city gives on; passed-on money binds both to the rules of its giver (VV Nr. 12 zu § 44 LHO)."""

    STADT = "stadt", "Mittel der Stadt"
    LAND = "land", "Mittel des Landes, von der Stadt weitergeleitet"
    BUND = "bund", "Mittel des Bundes, von der Stadt weitergeleitet"
    EU = "eu", "Mittel der Europäischen Union, von der Stadt weitergeleitet"
    DRITTE = "dritte", "Mittel Dritter (Stiftung, Spende)"


class Finanzierungsart(models.TextChoices):
    """VV Nr. 2.2 zu § 44 LHO."""

    ANTEIL = "anteil", "Anteilfinanzierung"
    FEHLBEDARF = "fehlbedarf", "Fehlbedarfsfinanzierung"
    FESTBETRAG = "festbetrag", "Festbetragsfinanzierung"
    VOLL = "voll", "Vollfinanzierung"
    EINHEITEN = "einheiten", "Festbetrag je Einheit"


class Zinsmethode(models.TextChoices):
    """How interest days are counted (§ 49a VwVfG NRW says only »jährlich«)."""

    ACT_ACT = "ACT_ACT", "taggenau, Jahr mit 365 oder 366 Tagen"
    ACT_365 = "ACT_365", "taggenau, Jahr mit 365 Tagen"
    DREISSIG_360 = "30_360", "Monat mit 30, Jahr mit 360 Tagen"


class Auszahlungsart(models.TextChoices):
    """How money is called: by the Träger, or by the instalment plan of the Bescheid."""

    ABRUF = "abruf", "auf Abruf"
    RATEN = "raten", "in Raten nach dem Bescheid"


class Nachweisform(models.TextChoices):
    """Proof of use by sums, or with a list of vouchers."""

    EINFACH = "einfach", "einfacher Nachweis ohne Belege"
    REGULAER = "regulaer", "Nachweis mit Belegliste"


def erinnerungstage() -> list[int]:
    """Thirty and seven days before the proof is due, one and fourteen days after (fachdomaene T14)."""
    return [-30, -7, 1, 14]


class Richtlinie(models.Model):
    """One version of a programme's rules. Once a second person has released it, nothing in it changes."""

    programm = models.ForeignKey(Foerderprogramm, models.PROTECT, related_name="richtlinien")
    version = models.PositiveSmallIntegerField("Version")
    titel = models.CharField("Titel", max_length=200)
    rechtsgrundlage = models.CharField("Rechtsgrundlage", max_length=300)
    gueltig_von = models.DateField("gültig ab")
    gueltig_bis = models.DateField("gültig bis", null=True, blank=True)
    erstellt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    mitwirkende = models.ManyToManyField("rollen.Benutzer", related_name="+", blank=True)
    stand = models.PositiveIntegerField(
        default=0, help_text="Zählt jede Änderung; ein Formular mit altem Stand wird abgewiesen."
    )
    vorgelegt_am = models.DateTimeField(
        "vorgelegt am",
        null=True,
        blank=True,
        default=uhr.jetzt,
        help_text="Leer, solange jemand daran schreibt.",
    )
    freigegeben_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    freigegeben_am = models.DateTimeField(null=True, blank=True)

    mittelherkunft = models.CharField(
        "Herkunft der Mittel", max_length=6, choices=Mittelherkunft, default=Mittelherkunft.STADT
    )
    rechtsregime = models.CharField("Rechtsregime", max_length=10, choices=Rechtsregime)
    finanzierungsart = models.CharField("Finanzierungsart", max_length=12, choices=Finanzierungsart)
    antragsberechtigt = models.JSONField(
        "antragsberechtigt", default=list, blank=True, help_text="Arten von Stellen, die beantragen dürfen."
    )
    foerdersatz_max = models.DecimalField(
        "höchster Fördersatz in %", max_digits=5, decimal_places=2, null=True, blank=True
    )
    eigenanteil_min = models.DecimalField(
        "mindester Eigenanteil in %", max_digits=5, decimal_places=2, null=True, blank=True
    )
    mindestbetrag = EuroField("Mindestbetrag", null=True, blank=True)
    hoechstbetrag = EuroField("Höchstbetrag", null=True, blank=True)
    bagatelle = EuroField("Bagatellgrenze der Abrechnung", null=True, blank=True)
    tage_pruefung = models.PositiveSmallIntegerField("Werktage für die formale Prüfung", default=10)
    tage_fachlich = models.PositiveSmallIntegerField("Werktage für die fachliche Prüfung", default=15)
    tage_mitzeichnung = models.PositiveSmallIntegerField("Werktage für Mitzeichnungen", default=10)
    mitzeichnung_nach_vorschlag = models.BooleanField(
        "Mitzeichnung erst, wenn der Vorschlag steht",
        default=False,
        help_text="Sonst zeichnen die Stellen mit, während die Prüfung läuft.",
    )
    tage_mitzeichnung_gilt = models.PositiveSmallIntegerField(
        "Werktage nach der Frist, dann gilt eine Mitzeichnung als erteilt",
        null=True,
        blank=True,
        help_text="Leer lassen, wenn Schweigen nie als Ja gilt. Nach einem Nein oder Bedenken gilt es nie als Ja.",
    )
    tage_eskalation = models.PositiveSmallIntegerField(
        "Werktage nach einer versäumten Frist, dann erfährt es die Leitung",
        null=True,
        blank=True,
        help_text="Leer lassen, wenn niemand gemeldet wird. Gilt für jeden Schritt der Verwaltung.",
    )
    tage_entscheidung = models.PositiveSmallIntegerField("Werktage für die Entscheidung", default=10)
    tage_zahlung = models.PositiveSmallIntegerField("Werktage je Schritt der Auszahlung", default=5)
    tage_nachforderung = models.PositiveSmallIntegerField("Tage für Nachforderungen", default=14)
    monate_nachweis = models.PositiveSmallIntegerField("Monate bis zum Verwendungsnachweis", default=6)
    monate_verwendung = models.PositiveSmallIntegerField("Monate zur Verwendung gezahlter Mittel", default=2)
    bestandskraft_noetig = models.BooleanField("Auszahlung erst nach Bestandskraft", default=True)
    auszahlungsart = models.CharField(
        "Auszahlung", max_length=6, choices=Auszahlungsart, default=Auszahlungsart.ABRUF
    )
    vereinbarung_noetig = models.BooleanField(
        "Auszahlung erst nach gezeichneter Kooperationsvereinbarung", default=False
    )
    sperre_bei_saeumnis = models.BooleanField(
        "keine Auszahlung, solange ein früherer Nachweis überfällig ist", default=True
    )
    nachweisform = models.CharField(
        "Form des Verwendungsnachweises", max_length=8, choices=Nachweisform, default=Nachweisform.EINFACH
    )
    toleranz_prozent = models.DecimalField(
        "Überschreitung je Einzelansatz in %", max_digits=5, decimal_places=2, default=Decimal("20.00")
    )
    ueberfinanzierung_kuerzen = models.BooleanField("Überfinanzierung kürzen", default=True)
    gemeinkosten_max = models.DecimalField(
        "höchste Gemeinkosten in % der Ausgaben", max_digits=5, decimal_places=2, null=True, blank=True
    )
    einheit = models.CharField(
        "Einheit", max_length=60, blank=True, help_text="Zum Beispiel: Platz, Einheit."
    )
    einheitensatz = EuroField("Betrag je Einheit", null=True, blank=True)
    nachweis_erinnerungen = models.JSONField(
        "Erinnerungen an den Nachweis",
        default=erinnerungstage,
        blank=True,
        help_text="Tage ab der Fälligkeit; -30 heißt 30 Tage vorher.",
    )
    jahre_belege = models.PositiveSmallIntegerField("Jahre, die der Träger Belege aufbewahrt", default=5)
    stichprobe_prozent = models.PositiveSmallIntegerField("Stichprobe der Belege in %", default=20)
    stichprobe_ab = EuroField("jeder Beleg ab diesem Betrag wird geprüft", null=True, blank=True)
    zinsmethode = models.CharField(
        "Zinsrechnung", max_length=7, choices=Zinsmethode, default=Zinsmethode.ACT_ACT
    )
    tage_anhoerung = models.PositiveSmallIntegerField("Tage für die Anhörung", default=21)
    monate_zahlungsziel = models.PositiveSmallIntegerField(
        "Monate bis zur Fälligkeit einer Erstattung", default=1
    )
    kleinbetrag = EuroField("Erstattungen bis zu diesem Betrag entfallen", null=True, blank=True)
    deminimis = models.BooleanField("Förderung wird als De-minimis-Beihilfe geprüft", default=False)
    feststellung_eine_person = models.BooleanField(
        "sachlich und rechnerisch richtig darf eine Person feststellen", default=False
    )
    auftrag = models.CharField("Auftrag im Haushalt", max_length=40, blank=True)
    sachkonto = models.CharField("Sachkonto im Haushalt", max_length=20, blank=True)
    haushaltsbezeichnung = models.CharField("Bezeichnung im Haushalt", max_length=120, blank=True)

    class Meta:
        verbose_name = "Richtlinie"
        verbose_name_plural = "Richtlinien"
        default_permissions = ()
        ordering = ["programm", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["programm", "version"], name="richtlinie_version_einmal"),
            models.CheckConstraint(
                condition=Q(freigegeben_von__isnull=True) | ~Q(freigegeben_von=F("erstellt_von")),
                name="richtlinie_vier_augen",
            ),
            models.CheckConstraint(
                condition=Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=F("gueltig_von")),
                name="richtlinie_zeitraum",
                violation_error_message="Das Ende der Gültigkeit liegt vor dem Beginn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel}, Version {self.version}"

    @property
    def kette(self) -> str:
        """The name of the chain of its programme in the trail."""
        return f"programm/{self.programm_id}"

    @property
    def antragszeiten(self) -> list[Antragszeit]:
        """When requests are taken, in order; without calls at any time."""
        return [aufruf.als_zeit() for aufruf in self.aufrufe.all()]

    @property
    def arten_in_worten(self) -> list[str]:
        """Who may apply, in the words people use."""
        return [str(Stellenart(art).label) for art in self.antragsberechtigt]


class Aufruf(models.Model):
    """From when to when requests are taken, in words of its own; `budget` is for information and binds nobody."""

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="aufrufe")
    titel = models.CharField("Name des Aufrufs", max_length=120)
    von = models.DateField("Anträge ab")
    bis = models.DateField("Anträge bis", null=True, blank=True)
    worte = models.CharField("Was in diesem Aufruf gilt", max_length=600, blank=True)
    budget = EuroField("Geld in diesem Aufruf", null=True, blank=True)

    class Meta:
        verbose_name = "Aufruf"
        verbose_name_plural = "Aufrufe"
        default_permissions = ()
        ordering = ["von", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")),
                name="aufruf_zeitraum",
                violation_error_message="Der Aufruf endet, bevor er beginnt.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def als_zeit(self) -> Antragszeit:
        """Its days, as the rules take them."""
        return Antragszeit(self.von, self.bis, self.titel)


class Unterlage(models.Model):
    """A paper the applicant must or may add."""

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="unterlagen")
    nr = models.PositiveSmallIntegerField()
    schluessel = models.SlugField(max_length=40)
    bezeichnung = models.CharField("Unterlage", max_length=160)
    warum = models.CharField("Wozu wir sie brauchen", max_length=300, blank=True)
    pflicht = models.BooleanField("muss vorliegen", default=True)

    class Meta:
        default_permissions = ()
        ordering = ["nr"]
        constraints = [models.UniqueConstraint(fields=["richtlinie", "schluessel"], name="unterlage_einmal")]

    def __str__(self) -> str:
        return self.bezeichnung


class Nebenbestimmung(models.Model):
    """A condition that every Bescheid of this programme gets besides the general ones of the texts.

    Its words are its own; `herkunft` says from which text in which version they were taken, if from any. So a text
    that changes or ends later leaves them as they are.
    """

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="nebenbestimmungen")
    nr = models.PositiveSmallIntegerField()
    text = models.CharField("Nebenbestimmung", max_length=500)
    herkunft = models.CharField("aus dem Text", max_length=100, blank=True)
    herkunft_version = models.PositiveIntegerField("in Version", null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.CheckConstraint(
                condition=Q(herkunft="", herkunft_version__isnull=True)
                | ~Q(herkunft="") & Q(herkunft_version__isnull=False),
                name="nebenbestimmung_herkunft",
                violation_error_message="Ein Text wird mit seiner Version genannt.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Pruefart(models.TextChoices):
    """In which step a point of the check list is answered."""

    FORMAL = "formal", "formale Prüfung"
    FACHLICH = "fachlich", "fachliche Prüfung"
    NACHWEIS = "nachweis", "Prüfung des Verwendungsnachweises"


class Pruefpunkt(models.Model):
    """One point of a check list: a statement whose yes is right, so that every no speaks against the case."""

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="pruefpunkte")
    art = models.CharField(max_length=10, choices=Pruefart)
    nr = models.PositiveSmallIntegerField()
    schluessel = models.SlugField(max_length=40)
    text = models.CharField("Aussage, deren Ja in Ordnung ist", max_length=300)
    grundlage = models.CharField("Grundlage", max_length=160, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["art", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["richtlinie", "art", "schluessel"], name="pruefpunkt_einmal")
        ]

    def __str__(self) -> str:
        return self.text


class Mitzeichnungsstelle(models.Model):
    """A further Stelle that must co-sign before the decision."""

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="mitzeichnungsstellen")
    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, related_name="+", verbose_name="Stelle")

    class Meta:
        default_permissions = ()
        ordering = ["stelle__name"]
        constraints = [
            models.UniqueConstraint(fields=["richtlinie", "stelle"], name="mitzeichnungsstelle_einmal")
        ]

    def __str__(self) -> str:
        return str(self.stelle)


class Wertgrenze(models.Model):
    """Up to which amount in euro a level may decide or order; above the highest a Gremium decides."""

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="wertgrenzen")
    ebene = models.CharField("Ebene", max_length=25, choices=Ebene)
    bis_betrag = EuroField("bis einschließlich")

    class Meta:
        default_permissions = ()
        ordering = ["bis_betrag"]
        constraints = [models.UniqueConstraint(fields=["richtlinie", "ebene"], name="wertgrenze_einmal")]

    def __str__(self) -> str:
        return f"{self.get_ebene_display()} bis {zeige(self.bis_betrag)}"
