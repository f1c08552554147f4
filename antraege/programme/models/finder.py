"""What the finder knows beyond the Richtlinie: what a programme is for, and what other funders give."""

from django.db import models
from django.db.models import F, Q

from antraege.haushalt.felder import EuroField
from antraege.kern.aufrufe import Antragszeit
from antraege.kern.foerdersuche import Foerderung, Gruppe, Weg, Zweck
from antraege.kern.status import als_choices
from antraege.programme.models.richtlinie import Foerderprogramm
from rollen import uhr

ZWECKE = als_choices(Zweck)
GRUPPEN = als_choices(Gruppe)
EXTERNE_WEGE = [(weg.value, weg.bezeichnung) for weg in (Weg.BEIM_GEBER, Weg.UEBER_STADT, Weg.EINZELANSPRUCH)]
# What is told of another funder's programme; the trail keeps it.
EXTERNE_FELDER = (
    *("name", "geber", "geberart", "programm", "beschreibung", "weg", "gruppen", "zwecke", "hoehe"),
    *("mindestbetrag", "hoechstbetrag", "eigenanteil_min", "antrag_von", "antrag_bis"),
    *("gueltig_von", "gueltig_bis", "unterlagen", "ansprechstelle", "link", "quelle", "annahme"),
)


class Programmzwecke(models.Model):
    """What a programme of the city is for, so that it is found; its rules stand in the Richtlinie."""

    programm = models.OneToOneField(Foerderprogramm, models.CASCADE, related_name="finder")
    zwecke = models.JSONField("Wofür", default=list)
    stand = models.PositiveIntegerField(default=0, help_text="Zählt jede Änderung.")

    class Meta:
        verbose_name = "Zwecke eines Programms"
        verbose_name_plural = "Zwecke der Programme"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Zwecke: {self.programm}"

    @property
    def kette(self) -> str:
        """The name of the chain of its programme in the trail."""
        return f"programm/{self.programm_id}"


class Geberart(models.TextChoices):
    """What another funder is."""

    LAND = "land", "Land"
    BUND = "bund", "Bund und Land"
    STADT = "stadt", "Stadt, außerhalb dieses Portals"
    STIFTUNG = "stiftung", "Stiftung oder Hilfswerk"
    VERBAND = "verband", "Verband"


class ExternesProgramm(models.Model):
    """A funding of somebody else: information with its source, shown once a person has checked it."""

    kette = "externe-programme"  # of the trail, for all of them
    kuerzel = models.SlugField("Kürzel", max_length=40, unique=True, editable=False)
    name = models.CharField("Name", max_length=160)
    geber = models.CharField("Geber", max_length=160)
    geberart = models.CharField("Art des Gebers", max_length=10, choices=Geberart)
    programm = models.ForeignKey(
        Foerderprogramm,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="externe",
        verbose_name="Programm der Stadt",
        help_text="Wenn die Stadt dieses Geld auch selbst ausgibt: Beide stehen dann als ein Eintrag im Finder.",
    )
    beschreibung = models.TextField("Worum es geht", max_length=1000)
    weg = models.CharField("Weg zum Geld", max_length=16, choices=EXTERNE_WEGE)
    gruppen = models.JSONField("Für wen", default=list)
    zwecke = models.JSONField("Wofür", default=list)
    hoehe = models.CharField("Wie viel es gibt, in Worten", max_length=400, blank=True)
    mindestbetrag = EuroField("Mindestbetrag", null=True, blank=True)
    hoechstbetrag = EuroField("Höchstbetrag", null=True, blank=True)
    eigenanteil_min = models.DecimalField(
        "mindester Eigenanteil in %", max_digits=5, decimal_places=2, null=True, blank=True
    )
    antrag_von = models.DateField("Anträge ab", null=True, blank=True)
    antrag_bis = models.DateField("Anträge bis", null=True, blank=True)
    gueltig_von = models.DateField("Förderzeitraum ab", null=True, blank=True)
    gueltig_bis = models.DateField("Förderzeitraum bis", null=True, blank=True)
    unterlagen = models.CharField("Welche Unterlagen", max_length=400, blank=True)
    ansprechstelle = models.CharField("Wen man fragt", max_length=200, help_text="Eine Stelle, kein Name.")
    link = models.URLField("Link", max_length=300)
    quelle = models.CharField("Quelle", max_length=300)
    annahme = models.CharField("Was angenommen ist", max_length=300, blank=True)
    geprueft_am = models.DateField("zuletzt geprüft am", null=True, editable=False)
    geprueft_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, editable=False, related_name="+"
    )
    beendet_am = models.DateField("beendet am", null=True, editable=False)
    erfasst_am = models.DateTimeField(default=uhr.jetzt, editable=False)
    stand = models.PositiveIntegerField(default=0, editable=False, help_text="Zählt jede Änderung.")

    class Meta:
        verbose_name = "Programm eines anderen Gebers"
        verbose_name_plural = "Programme anderer Geber"
        default_permissions = ()
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(link__startswith="https://"), name="extern_link_https"),
            models.CheckConstraint(
                condition=Q(antrag_bis__isnull=True)
                | Q(antrag_von__isnull=True)
                | Q(antrag_bis__gte=F("antrag_von")),
                name="extern_antragszeit",
            ),
            models.CheckConstraint(
                condition=Q(gueltig_bis__isnull=True)
                | Q(gueltig_von__isnull=True)
                | Q(gueltig_bis__gte=F("gueltig_von")),
                name="extern_zeitraum",
            ),
            models.CheckConstraint(
                condition=Q(geprueft_am__isnull=True, geprueft_von__isnull=True)
                | Q(geprueft_am__isnull=False, geprueft_von__isnull=False),
                name="extern_geprueft_von_jemandem",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def weg_in_worten(self) -> str:
        """Where this way begins, beside the one over the city."""
        return f"Direkt bei: {self.geber}" if self.weg == Weg.BEIM_GEBER else f"Beim Geber: {self.geber}"

    @property
    def einzelanspruch(self) -> bool:
        """True when it is a claim of single children, not a funding of organisations."""
        return self.weg == Weg.EINZELANSPRUCH

    def als_foerderung(self) -> Foerderung:
        """What the verdict needs."""
        return Foerderung(
            weg=Weg(self.weg),
            gruppen=frozenset(map(Gruppe, self.gruppen)),
            zwecke=frozenset(map(Zweck, self.zwecke)),
            mindestens=self.mindestbetrag,
            hoechstens=self.hoechstbetrag,
            eigenanteil=self.eigenanteil_min,
            zeiten=(Antragszeit(self.antrag_von, self.antrag_bis),),
            zeitraum_von=self.gueltig_von,
            zeitraum_bis=self.gueltig_bis,
        )
