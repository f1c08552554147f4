"""Every unit and organisation in one tree, and what is only true of a Träger."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from guardian.models.models import GroupObjectPermissionBase, UserObjectPermissionBase

from rollen import uhr
from rollen.tabelle import Recht

if TYPE_CHECKING:
    from rollen.models.bankverbindung import Bankverbindung

# On Traeger: somebody has proved that the registration is theirs and has not taken it back.
VORGELEGT = Q(vorgelegt_am__isnull=False, zurueckgezogen_am__isnull=True)


class Stellenart(models.TextChoices):
    """What a Stelle is; municipal kinds belong to the city itself."""

    STADT = "stadt", "Stadt"
    DEZERNAT = "dezernat", "Dezernat"
    FACHBEREICH = "fachbereich", "Fachbereich"
    BEREICH = "bereich", "Bereich"
    EIGENBETRIEB = "eigenbetrieb", "Eigenbetrieb"
    SERVICESTELLE = "servicestelle", "Servicestelle"
    RECHNUNGSPRUEFUNG = "rechnungspruefung", "Rechnungsprüfungsamt"
    KASSE = "kasse", "Stadtkasse"
    STANDORT = "standort", "Standort"
    SCHULE = "schule", "Schule"
    KITA = "kita", "Kindertageseinrichtung"
    JUGENDFREIZEIT = "jugendfreizeit", "Jugendfreizeitstätte"
    TRAEGER = "traeger", "Träger"


EINRICHTUNGEN = (Stellenart.SCHULE, Stellenart.KITA, Stellenart.JUGENDFREIZEIT)


class Stelle(models.Model):
    """A unit, a municipal institution or an organisation; rights on it cover all Stellen below it.

    `pfad` is the chain of ids from the root, e.g. `1.4.17.`; it is kept by `rollen.stellen.speichere`.
    """

    kuerzel = models.SlugField("Kürzel", max_length=40, unique=True)
    name = models.CharField("Name", max_length=200)
    art = models.CharField("Art", max_length=20, choices=Stellenart)
    eltern = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="kinder", verbose_name="gehört zu"
    )
    pfad = models.CharField(max_length=200, editable=False, default="", db_index=True)
    staedtisch = models.BooleanField(
        "gehört zur Stadt",
        default=False,
        help_text="Die Stadt kann sich selbst keinen Bescheid geben (§ 6 Abs. 3 SchulG, Eigenbetrieb).",
    )
    aktenzeichen = models.CharField("Kürzel im Aktenzeichen", max_length=20, blank=True)
    nummer = models.CharField(
        "Schul- oder Einrichtungsnummer",
        max_length=20,
        blank=True,
        help_text="Wie das Verzeichnis des Landes sie nennt.",
    )
    anschrift = models.CharField("Anschrift", max_length=300, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    aktiv = models.BooleanField(default=True)

    class Meta:
        verbose_name = "Stelle"
        verbose_name_plural = "Stellen"
        ordering = ["name"]
        default_permissions = ()
        permissions = [(recht.value, recht.bezeichnung) for recht in Recht]
        indexes = [models.Index(fields=["name", "id"], name="stelle_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["art", "nummer"], condition=Q(nummer__gt=""), name="stelle_nummer_einmal_je_art"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kette(self) -> str:
        """The name of its chain in the trail."""
        return f"stelle/{self.pk}"

    @property
    def vorfahren(self) -> list[int]:
        """The ids from the root down to this Stelle itself."""
        return [int(teil) for teil in self.pfad.split(".") if teil]


class StelleGroupObjectPermission(GroupObjectPermissionBase):
    """guardian's table for roles: a group holds a right on a Stelle."""

    content_object = models.ForeignKey(Stelle, models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        default_permissions = ()


class StelleUserObjectPermission(UserObjectPermissionBase):
    """guardian's table for single people; stays empty, for rights come from roles."""

    content_object = models.ForeignKey(Stelle, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        default_permissions = ()


class Traeger(models.Model):
    """What the city must know of an organisation before it may apply."""

    stelle = models.OneToOneField(Stelle, models.CASCADE, related_name="traeger")
    rechtsform = models.CharField("Rechtsform", max_length=60)
    register = models.CharField("Register und Nummer", max_length=120, blank=True)
    gemeinnuetzig = models.BooleanField("gemeinnützig", default=False)
    anerkannt_jugendhilfe = models.BooleanField("anerkannt nach § 75 SGB VIII", default=False)
    verbund = models.CharField(
        "Unternehmensverbund",
        max_length=200,
        blank=True,
        help_text="Organisationen mit demselben Verbund gelten beihilferechtlich als ein Unternehmen.",
    )
    registriert_am = models.DateTimeField(default=uhr.jetzt)
    registriert_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, related_name="+")
    vorgelegt_am = models.DateTimeField(
        "vorgelegt am",
        null=True,
        default=uhr.jetzt,
        help_text="Leer, solange niemand unter dieser Adresse die Registrierung bestätigt hat.",
    )
    pruefung_bis = models.DateField("Prüfung bis", null=True, blank=True)
    zurueckgezogen_am = models.DateTimeField("zurückgezogen am", null=True, blank=True)
    verifiziert_am = models.DateTimeField("verifiziert am", null=True, blank=True)
    verifiziert_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ablehnungsgrund = models.TextField("Grund der Ablehnung", blank=True)

    class Meta:
        verbose_name = "Träger"
        verbose_name_plural = "Träger"
        default_permissions = ()

    def __str__(self) -> str:
        return self.stelle.name

    @property
    def kette(self) -> str:
        """The name of the chain of its Stelle in the trail."""
        return f"stelle/{self.stelle_id}"

    @property
    def konto(self) -> "Bankverbindung | None":
        """The account entered last, whatever became of it; lists prefetch `stelle__bankverbindungen`."""
        return next(iter(self.stelle.bankverbindungen.all()), None)
