"""Text blocks the city may change without a programmer, in versions that two people make count."""

from django.db import models
from django.db.models import F, Q

from antraege.dokumente.zeichen import kurz

MITGELIEFERT = Q(erfasst_von__isnull=True)
FREIGEGEBEN = MITGELIEFERT | Q(freigegeben_am__isnull=False)


class TextbausteinManager(models.Manager["Textbaustein"]):
    """Finds a text block by what people call it."""

    def get_by_natural_key(self, schluessel: str, version: int) -> "Textbaustein":
        """The one version of the one text."""
        return self.get(schluessel=schluessel, version=version)


class Textbaustein(models.Model):
    """One version of a text. A blank line begins a paragraph, `- ` or `1. ` a point; `{name}` is a value.

    What came with the product has no persons; everything later is written by one and released by another.
    """

    kette = "texte"  # of the trail, for all of them
    schluessel = models.CharField("Schlüssel", max_length=100)
    version = models.PositiveIntegerField("Version")
    text = models.TextField("Text", max_length=20_000)
    gueltig_von = models.DateField("gültig von")
    gueltig_bis = models.DateField("gültig bis", null=True, blank=True)
    quelle = models.CharField("Anlass", max_length=300, blank=True)
    erfasst_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    erfasst_am = models.DateTimeField(null=True, blank=True)
    freigegeben_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    freigegeben_am = models.DateTimeField(null=True, blank=True)

    objects = TextbausteinManager()

    class Meta:
        verbose_name = "Textbaustein"
        verbose_name_plural = "Textbausteine"
        default_permissions = ()
        ordering = ["schluessel", "version"]
        constraints = [
            models.UniqueConstraint(fields=("schluessel", "version"), name="textbaustein_version_einmalig"),
            models.UniqueConstraint(
                fields=("schluessel", "gueltig_von"), name="textbaustein_beginn_einmalig"
            ),
            models.UniqueConstraint(
                fields=("schluessel",),
                condition=Q(erfasst_von__isnull=False, freigegeben_am__isnull=True),
                name="textbaustein_ein_entwurf",
            ),
            models.CheckConstraint(
                condition=Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=F("gueltig_von")),
                name="textbaustein_gueltigkeit",
                violation_error_message="Das Ende der Gültigkeit liegt vor dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(freigegeben_von__isnull=True, freigegeben_am__isnull=True)
                | Q(erfasst_von__isnull=False, freigegeben_von__isnull=False, freigegeben_am__isnull=False)
                & ~Q(freigegeben_von=F("erfasst_von")),
                name="textbaustein_vier_augen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schluessel} (Version {self.version})"

    def natural_key(self) -> tuple[str, int]:
        """Key and version, as in the fixture."""
        return self.schluessel, self.version

    @property
    def protokollname(self) -> str:
        """How the trail calls it: by its key, for all versions."""
        return f"text/{self.schluessel}"

    @property
    def freigegeben(self) -> bool:
        """True for what letters may use from its first day on; such a version never changes."""
        return self.erfasst_von_id is None or self.freigegeben_am is not None

    @property
    def anfang(self) -> str:
        """The first words, for lists."""
        return kurz(self.text, 120)
