"""What may stop or end a claim: Stundung, Niederschlagung, Erlass (§ 27 KomHVO NRW), and remedies against it."""

from django.db import models
from django.db.models import F, Q

from antraege.foerderung.models.rueckforderung import Rueckforderung
from rollen import uhr


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
    antrag_vom = models.DateField("Antrag des Trägers vom", null=True, blank=True)
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
