"""Values that the law or the city sets for everybody, each from a day on, released by a second person."""

from django.db import models
from django.db.models import F, Q

from antraege.kern.geld import zeige_zahl
from rollen import uhr
from rollen.models.mitgliedschaft import Ebene


class Festwertart(models.TextChoices):
    """What is set."""

    BASISZINS = "basiszins", "Basiszinssatz in % (§ 247 BGB), je Halbjahr"
    AUFSCHLAG_VWVFG = "zinsaufschlag_vwvfg", "Zinsaufschlag VwVfG NRW in Prozentpunkten (§ 49a Abs. 3)"
    AUFSCHLAG_SGBX = "zinsaufschlag_sgbx", "Zinsaufschlag SGB X in Prozentpunkten (§ 50 Abs. 2a)"
    DEMINIMIS = "deminimis_grenze", "De-minimis-Grenze in Euro für drei Jahre"
    DEMINIMIS_DAWI = "deminimis_dawi", "De-minimis-Grenze für DAWI in Euro für drei Jahre"
    STUECKELUNG_AB = "stueckelung_ab", "Stückelung: ab wie viel % der Wertgrenze ein Antrag auffällt"
    STUECKELUNG_TAGE = "stueckelung_tage", "Stückelung: Tage zwischen zwei Anträgen"
    WEITERLEITUNG_TAGE = (
        "weiterleitung_tage",
        "Weiterleitung: Tage der Stadt zum Prüfen vor ihrem eigenen Nachweis",
    )
    TRAEGERPRUEFUNG_TAGE = "traegerpruefung_tage", "Prüfung einer Organisation: Tage bis zur Antwort"
    ERINNERUNG_TAGE = "erinnerung_tage", "Erinnerung an eine Frist: Tage vorher"
    ABRUF_RUHE_TAGE = (
        "abruf_ruhe_tage",
        "Abruf, der liegen bleibt: Tage bis zur Erinnerung, und bis zur nächsten",
    )
    MAHNUNG_TAGE = "mahnung_tage", "Mahnung: Tage nach der Zahlungserinnerung"
    MAHNFRIST_TAGE = "mahnfrist_tage", "Mahnung: Tage Zeit zum Zahlen"
    ZEICHNUNG_TAGE = "zeichnung_tage", "Vereinbarung: Tage Zeit zum Zeichnen"
    LAUFZEIT_MONATE_FRUEH = (
        "laufzeit_monate_frueh",
        "Ende einer Vereinbarung: Monate bis zur ersten Erinnerung",
    )
    LAUFZEIT_MONATE_SPAET = (
        "laufzeit_monate_spaet",
        "Ende einer Vereinbarung: Monate bis zur zweiten Erinnerung",
    )
    REVISION_NACHWEIS_TAGE = (
        "revision_nachweis_tage",
        "Prüfregel: Tage nach der Frist, ab denen ein fehlender Nachweis auffällt",
    )
    REVISION_FORDERUNG_TAGE = (
        "revision_forderung_tage",
        "Prüfregel: Tage nach der Fälligkeit, ab denen eine offene Forderung auffällt",
    )
    REVISION_VERWENDUNG_TAGE = (
        "revision_verwendung_tage",
        "Prüfregel: Tage nach der Verwendungsfrist, ab denen eine späte Verwendung auffällt",
    )
    REVISION_TEMPO_TAGE = (
        "revision_tempo_tage",
        "Prüfregel: Tage zwischen Eingang und Bewilligung, unter denen ein Fall auffällt",
    )
    REVISION_JAHRESENDE_PROZENT = (
        "revision_jahresende_prozent",
        "Prüfregel: ab wie viel % der Jahresauszahlungen der Dezember auffällt",
    )
    REVISION_ANTWORT_TAGE = "revision_antwort_tage", "Prüfungsfeststellung: Tage Zeit zur Antwort"
    WERTGRENZE_GRUPPENLEITUNG = "wertgrenze_gruppenleitung", "Wertgrenze der Gruppenleitung in Euro"
    WERTGRENZE_BEREICHSLEITUNG = "wertgrenze_bereichsleitung", "Wertgrenze der Bereichsleitung in Euro"
    WERTGRENZE_FACHBEREICHSLEITUNG = (
        "wertgrenze_fachbereichsleitung",
        "Wertgrenze der Fachbereichsleitung in Euro",
    )
    WERTGRENZE_DEZERNAT = "wertgrenze_dezernat", "Wertgrenze des Dezernats in Euro"


# What the city alone decides, in whole days, months or percent: until two people have set another value, this counts.
EINSTELLUNGEN = {  # partial: what a law or the Rat sets has no value that anybody may assume
    Festwertart.ERINNERUNG_TAGE: 7,
    Festwertart.ABRUF_RUHE_TAGE: 7,
    Festwertart.MAHNUNG_TAGE: 14,
    Festwertart.MAHNFRIST_TAGE: 14,
    Festwertart.ZEICHNUNG_TAGE: 21,
    Festwertart.LAUFZEIT_MONATE_FRUEH: 6,
    Festwertart.LAUFZEIT_MONATE_SPAET: 3,
    Festwertart.REVISION_NACHWEIS_TAGE: 90,
    Festwertart.REVISION_FORDERUNG_TAGE: 30,
    Festwertart.REVISION_VERWENDUNG_TAGE: 5,
    Festwertart.REVISION_TEMPO_TAGE: 2,
    Festwertart.REVISION_JAHRESENDE_PROZENT: 25,
    Festwertart.REVISION_ANTWORT_TAGE: 28,
}
# What a new programme starts with, the lowest level first; its own Richtlinie counts, and a city may set none.
WERTGRENZEN = {ebene: Festwertart(f"wertgrenze_{ebene.value}") for ebene in Ebene}
MEISTE_EINHEITEN = 366


class Festwert(models.Model):
    """One value from a day on. What came with the product has no persons; everything later has two."""

    kette = "festwerte"  # of the trail, for all of them
    schluessel = models.CharField("Wert", max_length=30, choices=Festwertart)
    wert = models.DecimalField("Höhe", max_digits=14, decimal_places=2)
    gueltig_ab = models.DateField("gültig ab")
    quelle = models.CharField("Quelle", max_length=200)
    erfasst_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    erfasst_am = models.DateTimeField(default=uhr.jetzt)
    freigegeben_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    freigegeben_am = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Festwert"
        verbose_name_plural = "Festwerte"
        default_permissions = ()
        ordering = ["schluessel", "-gueltig_ab"]
        constraints = [
            models.UniqueConstraint(fields=["schluessel", "gueltig_ab"], name="festwert_einmal"),
            models.CheckConstraint(
                condition=Q(freigegeben_von__isnull=True) | ~Q(freigegeben_von=F("erfasst_von")),
                name="festwert_vier_augen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_schluessel_display()} ab {self.gueltig_ab:%d.%m.%Y}: {self.hoehe}"

    @property
    def hoehe(self) -> str:
        """The value as people write it: `1,27`, `250.000,00`."""
        return zeige_zahl(self.wert)
