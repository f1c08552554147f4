"""The adoption of running cases: a list that was read, and its rows; a row that became a case is its key for ever."""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from antraege.antrag.models.anlage import Hochgeladenes
from rollen import uhr

if TYPE_CHECKING:
    from antraege.antrag.models import Antrag
    from antraege.foerderung.models import Rueckforderung


def ablageort(_: "Uebernahmelauf", __: str) -> str:
    """A random name outside the web root."""
    name = secrets.token_hex(16)
    return f"uebernahmen/{name[:2]}/{name}"


class Uebernahmelauf(Hochgeladenes):
    """One list of running cases from one source; adopted once a second person has released it."""

    quelle = models.CharField(
        "Quelle",
        max_length=80,
        help_text="Das bisherige Verfahren; mit dem alten Aktenzeichen der Schlüssel.",
    )
    stand_vom = models.DateField("Stand der Liste vom")
    datei = models.FileField(upload_to=ablageort, max_length=120)
    freigegeben_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    freigegeben_am = models.DateTimeField(null=True)
    verworfen_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    verworfen_am = models.DateTimeField(null=True)
    grund = models.CharField(
        "Grund", max_length=300, blank=True, help_text="Warum sie verworfen ist oder anhielt."
    )
    beendet_am = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Übernahme"
        verbose_name_plural = "Übernahmen"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(freigegeben_von__isnull=True) | ~Q(freigegeben_von=F("hochgeladen_von")),
                name="uebernahme_vier_augen",
            ),
            models.CheckConstraint(
                condition=Q(freigegeben_am__isnull=True) | Q(verworfen_am__isnull=True),
                name="uebernahme_frei_oder_verworfen",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(freigegeben_am__isnull=False, beendet_am__isnull=True),
                name="uebernahme_laufend",
            )
        ]

    @property
    def kette(self) -> str:
        """The name of this run's chain in the trail."""
        return f"uebernahme/{self.pk}"

    @property
    def wartet(self) -> bool:
        """True while somebody may release or drop it."""
        return self.freigegeben_am is None and self.verworfen_am is None

    @property
    def laeuft(self) -> bool:
        """True while rows are being adopted."""
        return self.freigegeben_am is not None and self.beendet_am is None

    @property
    def stand(self) -> str:
        """Where it stands, in words."""
        if self.verworfen_am:
            return "verworfen"
        if self.freigegeben_am is None:
            return "wartet auf Freigabe"
        return "wird übernommen" if self.beendet_am is None else "beendet"


class Zeilenstand(models.TextChoices):
    """What becomes or became of a row."""

    OFFEN = "offen", "kann übernommen werden"
    FEHLER = "fehler", "fehlerhaft"
    SCHON_DA = "schon_da", "schon übernommen"
    UEBERNOMMEN = "uebernommen", "übernommen"


class Zeilenart(models.TextChoices):
    """What a row tells of, as the sheets are called; cases come before the claims in them."""

    FALL = "fall", "Fälle"
    FORDERUNG = "forderung", "Rückforderungen"
    VEREINBARUNG = "vereinbarung", "Vereinbarungen"


class Uebernahmezeile(models.Model):
    """One row as it stood in the list, its faults in words, and the case or the claim it became."""

    lauf = models.ForeignKey(Uebernahmelauf, models.PROTECT, related_name="zeilen")
    art = models.CharField("Blatt", max_length=12, choices=Zeilenart, default=Zeilenart.FALL)
    nr = models.PositiveIntegerField("Zeile")
    quelle = models.CharField(max_length=80)
    fremdzeichen = models.CharField("altes Aktenzeichen", max_length=60, blank=True)
    zellen = models.JSONField(default=dict)
    ergebnis = models.CharField(max_length=12, choices=Zeilenstand, default=Zeilenstand.OFFEN)
    fehler = models.JSONField(default=list, help_text="Paare aus Spalte und Satz.")
    antrag = models.OneToOneField("antrag.Antrag", models.PROTECT, null=True, related_name="uebernahme")
    forderung = models.OneToOneField(
        "foerderung.Rueckforderung", models.PROTECT, null=True, related_name="uebernahme"
    )
    uebernommen_am = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Zeile einer Übernahme"
        verbose_name_plural = "Zeilen von Übernahmen"
        default_permissions = ()
        ordering = ["art", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["lauf", "art", "nr"], name="uebernahmezeile_einmal"),
            models.UniqueConstraint(
                fields=["quelle", "art", "fremdzeichen"],
                condition=Q(ergebnis=Zeilenstand.UEBERNOMMEN),
                name="fremdzeichen_einmal_uebernommen",
            ),
            models.CheckConstraint(
                condition=Q(ergebnis=Zeilenstand.UEBERNOMMEN)
                & (
                    Q(art=Zeilenart.FORDERUNG, forderung__isnull=False, antrag__isnull=True)
                    | (~Q(art=Zeilenart.FORDERUNG) & Q(antrag__isnull=False, forderung__isnull=True))
                )
                | (~Q(ergebnis=Zeilenstand.UEBERNOMMEN) & Q(antrag__isnull=True, forderung__isnull=True)),
                name="uebernommen_heisst_mit_fall",
            ),
        ]
        indexes = [models.Index(fields=["lauf", "ergebnis", "art", "nr"], name="uebernahmezeile_ergebnis")]

    def __str__(self) -> str:
        return f"{self.lauf} Zeile {self.nr}"

    @property
    def blatt(self) -> str:
        """The name of its sheet."""
        return Zeilenart(self.art).label

    @property
    def worum(self) -> tuple[str, str]:
        """What the row is about and whose it is, as it says itself."""
        if self.art == Zeilenart.FORDERUNG:
            return self.zellen.get("hauptforderung", "–"), f"Fall {self.zellen.get('fall', '')}"
        wer = "partei_1" if self.art == Zeilenart.VEREINBARUNG else "traeger"
        return self.zellen.get("titel", "–"), self.zellen.get(wer, "")

    @property
    def fall(self) -> "Antrag | None":
        """The case it became, or whose claim it is."""
        return self.forderung.antrag if self.forderung else self.antrag

    def wird(self, was: "Antrag | Rueckforderung") -> None:
        """The row has become this case or this claim."""
        setattr(self, "forderung" if self.art == Zeilenart.FORDERUNG else "antrag", was)
        self.ergebnis, self.uebernommen_am, self.fehler = Zeilenstand.UEBERNOMMEN, uhr.jetzt(), []
