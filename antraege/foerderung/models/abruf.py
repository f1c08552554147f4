"""Mittelabruf: one instalment on its way from request to booking, with its own machine."""

from django.db import models
from django.db.models import F, Q

from antraege.antrag.bedingungen import FALL_UEBERNOMMEN
from antraege.haushalt.felder import EuroField
from antraege.maschine import Maschine, transition
from rollen import uhr
from rollen.felder import Statusfeld


class Abrufstatus(models.TextChoices):
    """Where an instalment stands."""

    ANGEFORDERT = "angefordert", "angefordert"
    SACHLICH_RICHTIG = "sachlich_richtig", "sachlich richtig"
    RECHNERISCH_RICHTIG = "rechnerisch_richtig", "rechnerisch richtig"
    ANGEORDNET = "angeordnet", "angeordnet"
    UEBERGEBEN = "uebergeben", "an das Finanzverfahren übergeben"
    GEBUCHT = "gebucht", "gebucht"
    ZURUECKGEWIESEN = "zurueckgewiesen", "zurückgewiesen"


class Abrufart(models.TextChoices):
    """Why an instalment is paid: called by the Träger, promised by the Bescheid, or left after the proof."""

    ABRUF = "abruf", "Mittelabruf"
    RATE = "rate", "Rate"
    REST = "rest", "Restzahlung"


class Mittelabruf(Maschine):
    """One payment to the recipient; what is called must be due within the next two months."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="mittelabrufe")
    nr = models.PositiveSmallIntegerField("Nummer")
    art = models.CharField("Art", max_length=5, choices=Abrufart, default=Abrufart.ABRUF)
    rate = models.OneToOneField(
        "foerderung.Rate", models.PROTECT, null=True, blank=True, related_name="mittelabruf"
    )
    faellig_am = models.DateField("fällig am", null=True, blank=True)
    status = Statusfeld(default=Abrufstatus.ANGEFORDERT.value, choices=Abrufstatus.choices, max_length=20)
    betrag = EuroField("Betrag")
    zweck = models.CharField("Verwendung in den nächsten zwei Monaten", max_length=300)
    angefordert_am = models.DateTimeField(default=uhr.jetzt)
    angefordert_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    iban = models.CharField("IBAN bei der Anordnung", max_length=34, blank=True)
    kontoinhaber = models.CharField("Kontoinhaber bei der Anordnung", max_length=140, blank=True)
    bezahlt_am = models.DateField("bezahlt am", null=True, blank=True, help_text="Tag der Wertstellung.")
    verwendet_am = models.DateField("verwendet bis", null=True, blank=True, help_text="Erklärt der Träger.")
    verwendung_erklaert_von = models.ForeignKey(
        "rollen.Benutzer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verwendung_erklaert_am = models.DateTimeField(null=True, blank=True)
    verwendung_erinnert_am = models.DateField(null=True, blank=True)
    sachlich_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    sachlich_am = models.DateTimeField(null=True)
    rechnerisch_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    rechnerisch_am = models.DateTimeField(null=True)
    angeordnet_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    angeordnet_am = models.DateTimeField(null=True)
    gebucht_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    gebucht_am = models.DateTimeField(null=True)
    belegnummer = models.CharField("Belegnummer der Kasse", max_length=40, blank=True)
    grund = models.TextField(
        "Grund der letzten Rückgabe",
        blank=True,
        help_text="Der Träger liest ihn nur, wenn er neu abrufen muss.",
    )
    zurueckgegeben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    zurueckgegeben_am = models.DateTimeField("zuletzt zurückgegeben am", null=True)

    class Meta:
        verbose_name = "Mittelabruf"
        verbose_name_plural = "Mittelabrufe"
        default_permissions = ()
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["antrag", "nr"], name="mittelabruf_nr_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="mittelabruf_positiv"),
            models.CheckConstraint(
                condition=Q(verwendet_am__isnull=True) | Q(verwendet_am__gte=F("bezahlt_am")),
                name="mittelabruf_verwendet_nach_zahlung",
            ),
            models.UniqueConstraint(
                fields=["antrag"],
                condition=~Q(status__in=[Abrufstatus.GEBUCHT, Abrufstatus.ZURUECKGEWIESEN]),
                name="mittelabruf_nur_ein_laufender",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nr}. {self.get_art_display()}"

    @transition(status, source=Abrufstatus.ANGEFORDERT, target=Abrufstatus.SACHLICH_RICHTIG)
    def sachlich_feststellen(self) -> None:
        """The facts are right."""

    @transition(
        status,
        source=[Abrufstatus.ANGEFORDERT, Abrufstatus.SACHLICH_RICHTIG],
        target=Abrufstatus.ZURUECKGEWIESEN,
    )
    def zurueckweisen(self) -> None:
        """The request is not right; the Träger may ask again."""

    @transition(
        status,
        source=[Abrufstatus.SACHLICH_RICHTIG, Abrufstatus.RECHNERISCH_RICHTIG],
        target=Abrufstatus.ANGEFORDERT,
    )
    def zur_sachlichen_feststellung(self) -> None:
        """The facts have to be looked at again; both certificates are void."""

    @transition(status, source=Abrufstatus.RECHNERISCH_RICHTIG, target=Abrufstatus.SACHLICH_RICHTIG)
    def zur_rechnerischen_feststellung(self) -> None:
        """The arithmetic has to be looked at again; its certificate is void."""

    @transition(status, source=Abrufstatus.SACHLICH_RICHTIG, target=Abrufstatus.RECHNERISCH_RICHTIG)
    def rechnerisch_feststellen(self) -> None:
        """The arithmetic is right."""

    @transition(status, source=Abrufstatus.RECHNERISCH_RICHTIG, target=Abrufstatus.ANGEORDNET)
    def anordnen(self) -> None:
        """The Kasse is ordered to pay."""

    @transition(status, source=Abrufstatus.ANGEORDNET, target=Abrufstatus.RECHNERISCH_RICHTIG)
    def anordnung_aufheben(self) -> None:
        """The order no longer holds (e.g. another account); it has to be given anew."""

    @transition(status, source=Abrufstatus.ANGEORDNET, target=Abrufstatus.UEBERGEBEN)
    def uebergeben(self) -> None:
        """The order has gone to the finance system in a Zahlungslauf."""

    @transition(status, source=Abrufstatus.UEBERGEBEN, target=Abrufstatus.ANGEORDNET)
    def zurueckholen(self) -> None:
        """The finance system did not pay; the order stands again."""

    @transition(status, source=[Abrufstatus.ANGEORDNET, Abrufstatus.UEBERGEBEN], target=Abrufstatus.GEBUCHT)
    def buchen(self) -> None:
        """The Kasse has paid."""

    @transition(
        status, source=Abrufstatus.ANGEFORDERT, target=Abrufstatus.GEBUCHT, conditions=[FALL_UEBERNOMMEN]
    )
    def uebernehmen(self) -> None:
        """It was paid elsewhere, before the case was taken over; nobody here has certified it."""
