"""Letters of a case: issued once, stored, never made again."""

import secrets

from django.db import models

from rollen import uhr


def ablageort(stueck: "Schriftstueck", _dateiname: str) -> str:
    """A random name outside the web root."""
    name = secrets.token_hex(16)
    return f"schriftstuecke/{name[:2]}/{name}"


class Schriftstueckart(models.TextChoices):
    """The letters of a case."""

    EINGANGSBESTAETIGUNG = "eingangsbestaetigung", "Eingangsbestätigung"
    NACHFORDERUNG = "nachforderung", "Nachforderung"
    ZUWENDUNGSBESCHEID = "zuwendungsbescheid", "Zuwendungsbescheid"
    MITTELZUWEISUNG = "mittelzuweisung", "Mittelzuweisung"
    ABLEHNUNGSBESCHEID = "ablehnungsbescheid", "Ablehnungsbescheid"
    AENDERUNGSBESCHEID = "aenderungsbescheid", "Änderungsbescheid"
    PRUEFVERMERK = "pruefvermerk", "Prüfvermerk"
    AUSZAHLUNGSANORDNUNG = "auszahlungsanordnung", "Auszahlungsanordnung"
    VERWENDUNGSNACHWEIS = "verwendungsnachweis", "Verwendungsnachweis"
    PRUEFVERMERK_NACHWEIS = "pruefvermerk_nachweis", "Prüfvermerk zum Verwendungsnachweis"
    ANHOERUNG = "anhoerung", "Anhörung"
    RUECKFORDERUNGSBESCHEID = "rueckforderungsbescheid", "Rückforderungsbescheid"
    FORDERUNGSENTSCHEIDUNG = "forderungsentscheidung", "Entscheidung über die Forderung"
    NIEDERSCHLAGUNG = "niederschlagung", "Niederschlagung (Vermerk)"
    MAHNUNG = "mahnung", "Mahnung"
    SCHLUSSMITTEILUNG = "schlussmitteilung", "Schlussmitteilung"
    KOOPERATIONSVEREINBARUNG = "kooperationsvereinbarung", "Kooperationsvereinbarung"
    NACHTRAG = "nachtrag", "Nachtrag"
    KUENDIGUNG = "kuendigung", "Kündigung"
    GREMIENVORLAGE = "gremienvorlage", "Gremienvorlage"
    GREMIENVORLAGE_INTERN = "gremienvorlage_intern", "Gremienvorlage (nicht öffentlich)"


# Only the office reads these; the applicant's side does not even know that they exist.
INTERNE = frozenset(
    {
        Schriftstueckart.PRUEFVERMERK,
        Schriftstueckart.AUSZAHLUNGSANORDNUNG,
        Schriftstueckart.PRUEFVERMERK_NACHWEIS,
        Schriftstueckart.NIEDERSCHLAGUNG,
        Schriftstueckart.GREMIENVORLAGE_INTERN,
    }
)


class Schriftstueck(models.Model):
    """An issued letter: its blocks, its file, its hash and the version of its texts."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="schriftstuecke")
    art = models.CharField(max_length=25, choices=Schriftstueckart)
    titel = models.CharField(max_length=200)
    kennung = models.CharField("Dokument-ID", max_length=40, unique=True)
    inhalt = models.JSONField()
    vorlagenversion = models.CharField(max_length=80)
    datei = models.FileField(upload_to=ablageort, max_length=120)
    sha256 = models.CharField(max_length=64)
    groesse = models.PositiveIntegerField()
    erlassen_am = models.DateTimeField(default=uhr.jetzt)
    erlassen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Schriftstück"
        verbose_name_plural = "Schriftstücke"
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["sha256"], name="schriftstueck_sha256")]

    def __str__(self) -> str:
        return self.titel
