"""Agreements that run out, and modules that were called, per topic; each against the year before."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from antraege.angebote import abrufe
from antraege.angebote.abrufe import ZAEHLT
from antraege.angebote.models import Abruf, Abrufstand, Themenfeld
from rollen.models import Benutzer
from workflows.auswertung.faelle import zeitraum
from workflows.kooperation import register
from workflows.kooperation.register import MONATE

STATTGEFUNDEN = (Abrufstand.DURCHGEFUEHRT, Abrufstand.RUECKGEMELDET)
STAENDE = {"zugesagt": ("zugesagte", ZAEHLT), "stattgefunden": ("durchgeführte", STATTGEFUNDEN)}


@dataclass(frozen=True)
class Auslauf:
    """How many agreements end within so many months."""

    monate: int
    anzahl: int
    ziel: str


@dataclass(frozen=True)
class Auswahl:
    """Which Abrufe: asked for in a year, of one topic, or only what has taken place."""

    jahr: int
    themenfeld: int | None = None
    stand: str = ""

    def bedingung(self) -> Q:
        """The condition on Abruf."""
        q = zeitraum("angefragt_am", self.jahr)
        if self.themenfeld:
            q &= Q(themenfeld=self.themenfeld)
        return q & Q(status__in=STAENDE[self.stand][1]) if self.stand else q

    @property
    def adresse(self) -> str:
        """The list behind the figure."""
        return f"{reverse('auswertung_abrufe')}?{urlencode({n: w for n, w in vars(self).items() if w})}"


@dataclass(frozen=True)
class Thema:
    """The Abrufe of one topic: asked for, promised or more, taken place, children reached; the year before."""

    name: str
    anzahl: int
    zugesagt: int
    stattgefunden: int
    kinder: int
    vorher: int
    ziel: str
    ziel_zugesagt: str
    ziel_stattgefunden: str
    ziel_vorher: str


def auslaufende(benutzer: Benutzer) -> list[Auslauf]:
    """As the register counts them; one query each."""
    alle, ziel = register.sichtbare(benutzer), reverse("register")
    return [
        Auslauf(m, alle.filter(register.Suche(auslauf=m).bedingung()).count(), f"{ziel}?auslauf={m}")
        for m in MONATE
    ]


def sichtbare(benutzer: Benutzer) -> QuerySet[Abruf]:
    """The Abrufe of the topics that the person's Stelle coordinates; the auditors see all."""
    return abrufe.zu_koordinieren(benutzer)


def themen(benutzer: Benutzer, jahr: int) -> list[Thema]:
    """The topics with Abrufen in the year or the one before; three queries."""
    je, davor = (_je_thema(benutzer, j) for j in (jahr, jahr - 1))
    leer = (0, 0, 0, 0)
    return [
        Thema(
            thema.name,
            *je.get(thema.pk, leer),
            davor.get(thema.pk, leer)[0],
            Auswahl(jahr, thema.pk).adresse,
            Auswahl(jahr, thema.pk, "zugesagt").adresse,
            Auswahl(jahr, thema.pk, "stattgefunden").adresse,
            Auswahl(jahr - 1, thema.pk).adresse,
        )
        for thema in Themenfeld.objects.filter(pk__in=[*je, *davor])
    ]


def _je_thema(benutzer: Benutzer, jahr: int) -> dict[int, tuple[int, int, int, int]]:
    zeilen = sichtbare(benutzer).filter(Auswahl(jahr).bedingung()).order_by().values_list("themenfeld")
    gezaehlt = zeilen.annotate(
        alle=Count("pk"),
        zugesagt=Count("pk", filter=Q(status__in=ZAEHLT)),
        war=Count("pk", filter=Q(status__in=STATTGEFUNDEN)),
        kinder=Sum("kinder_erreicht", default=0),
    )
    return {thema: (alle, zugesagt, war, kinder) for thema, alle, zugesagt, war, kinder in gezaehlt}
