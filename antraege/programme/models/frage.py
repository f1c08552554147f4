"""Questions of the application and of the report, as rows of a Richtlinie."""

from django.db import models
from django.db.models import Q

from antraege.programme.models.richtlinie import Richtlinie


class Frageart(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", "kurzer Text"
    LANGTEXT = "langtext", "langer Text"
    ZAHL = "zahl", "Anzahl"
    BETRAG = "betrag", "Betrag in Euro"
    DATUM = "datum", "Datum"
    JA_NEIN = "ja_nein", "Ja oder Nein"
    AUSWAHL = "auswahl", "Auswahl"
    TABELLE = "tabelle", "Tabelle"
    DATEI = "datei", "Datei"
    ERKLAERUNG = "erklaerung", "Erklärung (muss bestätigt werden)"


# What the answer to another question may be for this one to be asked.
BEDINGEND = (Frageart.JA_NEIN, Frageart.AUSWAHL)
JA, NEIN = "ja", "nein"


class Fragebasis(models.Model):
    """A question with the reason why it is asked; `art` says how it is answered.

    With `wenn_frage` it is asked only of who has given the answer `wenn_antwort` (ja, nein or a key) there.
    """

    nr = models.PositiveSmallIntegerField()
    schluessel = models.SlugField(max_length=40)
    text = models.CharField("Frage", max_length=300)
    warum = models.CharField("Warum wir das fragen", max_length=300, blank=True)
    hilfe = models.CharField("Hilfe beim Ausfüllen", max_length=300, blank=True)
    grundlage = models.CharField("Rechtsgrundlage", max_length=160, blank=True)
    art = models.CharField("Art der Antwort", max_length=12, choices=Frageart)
    auswahl = models.JSONField(
        "Antworten oder Spalten",
        default=list,
        blank=True,
        help_text="Paare aus Schlüssel und Text: Antworten einer Auswahl, Spalten einer Tabelle.",
    )
    pflicht = models.BooleanField("muss beantwortet werden", default=True)
    max_zeichen = models.PositiveIntegerField("höchstens so viele Zeichen", default=2000)
    wenn_frage = models.SlugField("nur fragen, wenn bei", max_length=40, blank=True)
    wenn_antwort = models.CharField("so geantwortet wurde", max_length=40, blank=True)

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ["nr"]

    def __str__(self) -> str:
        return self.text


class Frage(Fragebasis):
    """One question of the application."""

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="fragen")
    abschnitt = models.CharField("Abschnitt", max_length=80)

    class Meta(Fragebasis.Meta):
        constraints = [models.UniqueConstraint(fields=["richtlinie", "schluessel"], name="frage_einmal")]


class Berichtsfrage(Fragebasis):
    """One guided question of the Sachbericht: words, counts and choices, never names of children.

    Files belong to the vouchers.
    """

    richtlinie = models.ForeignKey(Richtlinie, models.CASCADE, related_name="berichtsfragen")

    class Meta(Fragebasis.Meta):
        constraints = [
            models.UniqueConstraint(fields=["richtlinie", "schluessel"], name="berichtsfrage_einmal"),
            models.CheckConstraint(
                condition=~Q(art__in=("erklaerung", "datei")), name="berichtsfrage_ohne_erklaerung"
            ),
        ]
