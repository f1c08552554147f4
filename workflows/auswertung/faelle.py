"""Which cases a figure counts: one condition makes the figure and the list behind it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum, TextChoices
from django.urls import reverse
from django.utils import timezone

from antraege.antrag.models import Antrag, Antragsart
from antraege.foerderung.models.nachweis import Nachweisstatus
from antraege.kern.geld import NULL
from antraege.kern.status import Status
from antraege.programme.models import Foerderprogramm
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht

GELD = ("beantragt", "bewilligt", "ausgezahlt", "erstattet")
GRUPPEN = {"programm": "Programm", "traeger": "Antragsteller", "standort": "Standort", "stelle": "Stelle"}
OHNE = 0  # stands for „none“ in an address
ALTER = (30, 60, 90)  # days since a proof came in


class Was(TextChoices):
    """What a case has to be to be counted in a year."""

    EINGANG = "eingang", "eingegangen"
    BEWILLIGT = "bewilligt", "bewilligt"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"
    UNENTSCHIEDEN = "unentschieden", "eingegangen und noch nicht entschieden"
    HAUSHALTSJAHR = "haushaltsjahr", "des Haushaltsjahrs"
    UNGEPRUEFT = "ungeprueft", "mit eingereichtem, ungeprüftem Nachweis"


ENTSCHEIDUNGEN = (Was.EINGANG, Was.BEWILLIGT, Was.ABGELEHNT, Was.ZURUECKGEZOGEN, Was.UNENTSCHIEDEN)


@dataclass(frozen=True)
class Auswahl:
    """One figure: what, of which year, of which group; for proofs the days since they came in, from and below."""

    jahr: int
    was: str = Was.HAUSHALTSJAHR.value
    programm: int | None = None
    traeger: int | None = None
    standort: int | None = None
    stelle: int | None = None
    ab: int | None = None
    unter: int | None = None

    def bedingung(self) -> Q:
        """The condition on Antrag."""
        q = _was(Was(self.was), self.jahr)
        for feld in GRUPPEN:
            if (wert := getattr(self, feld)) is not None:
                q &= Q(**{feld: wert}) if wert != OHNE else Q(**{f"{feld}__isnull": True})
        jetzt = uhr.jetzt()
        if self.ab is not None:
            q &= Q(nachweis__eingereicht_am__lte=jetzt - timedelta(days=self.ab))
        if self.unter is not None:
            q &= Q(nachweis__eingereicht_am__gt=jetzt - timedelta(days=self.unter))
        return q

    @property
    def adresse(self) -> str:
        """The list behind the figure."""
        werte = {name: wert for name, wert in vars(self).items() if wert is not None}
        return f"{reverse('auswertung_faelle')}?{urlencode(werte)}"


@dataclass(frozen=True)
class Zahl:
    """A figure of a year and of the year before, each with the list behind it."""

    name: str
    jetzt: int
    vorher: int
    ziel: str
    ziel_vorher: str

    @property
    def mehr(self) -> int:
        """By how many more than in the year before."""
        return self.jetzt - self.vorher


@dataclass(frozen=True)
class Gruppe:
    """The grants of one group in a budget year: how many, euro per column, the sum approved in the year before."""

    name: str
    anzahl: int
    geld: dict[str, Decimal]
    vorher: Decimal
    ziel: str
    ziel_vorher: str


def sichtbare(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The requests for money handed in at a Stelle whose evaluations the person may see; agreements are none."""
    alle = Antrag.objects.filter(aktenzeichen__isnull=False).exclude(art=Antragsart.KOOPERATION)
    if rechte.ueberall(benutzer, Recht.AUSWERTUNGEN_SEHEN):
        return alle
    return alle.filter(stelle__in=rechte.stellen_mit(benutzer, Recht.AUSWERTUNGEN_SEHEN))


def zahl(benutzer: Benutzer, was: Was, jahr: int) -> Zahl:
    """Cases of the year and of the year before; two queries."""
    hier, davor = Auswahl(jahr, was.value), Auswahl(jahr - 1, was.value)
    alle = sichtbare(benutzer)
    jetzt, vorher = (alle.filter(auswahl.bedingung()).count() for auswahl in (hier, davor))
    return Zahl(was.label, jetzt, vorher, hier.adresse, davor.adresse)


def ungepruefte(benutzer: Benutzer, jahr: int) -> list[tuple[str, int, str]]:
    """Proofs that came in and wait for their check, by age: the span in words, how many, the list behind it."""
    grenzen = (None, *ALTER, None)
    gefunden = []
    for ab, unter in pairwise(grenzen):
        wahl = Auswahl(jahr, Was.UNGEPRUEFT.value, ab=ab, unter=unter)
        name = f"ab {ab} Tagen" if unter is None else f"{ab or 0} bis {unter - 1} Tage"
        gefunden.append((name, sichtbare(benutzer).filter(wahl.bedingung()).count(), wahl.adresse))
    return gefunden


def gruppen(benutzer: Benutzer, *, jahr: int, feld: str) -> list[Gruppe]:
    """The grants of a budget year per value of one field, the largest first; three queries."""
    je, davor = (_je_wert(benutzer, Auswahl(j), feld) for j in (jahr, jahr - 1))
    namen = _namen(feld, [w for w in je | davor if w is not None])
    leer = (0, dict.fromkeys(GELD, NULL))
    gefunden = [
        Gruppe(
            namen.get(wert, "ohne Standort"),
            *je.get(wert, leer),
            davor.get(wert, leer)[1]["bewilligt"],
            _einer(jahr, feld, wert).adresse,
            _einer(jahr - 1, feld, wert).adresse,
        )
        for wert in je | davor
    ]
    return sorted(gefunden, key=lambda g: (-g.geld["bewilligt"], -g.vorher, g.name))


def summen(zeilen: QuerySet[Antrag]) -> tuple[int, dict[str, Decimal]]:
    """How many cases and euro per column; one query."""
    gefunden = zeilen.order_by().aggregate(anzahl=Count("pk"), **{f"s_{feld}": Sum(feld) for feld in GELD})
    return gefunden["anzahl"], {feld: gefunden[f"s_{feld}"] or NULL for feld in GELD}


def zeitraum(feld: str, jahr: int) -> Q:
    """The moment lies in this year, as clocks in the city show it."""
    von, bis = (timezone.make_aware(datetime(j, 1, 1)) for j in (jahr, jahr + 1))
    return Q(**{f"{feld}__gte": von, f"{feld}__lt": bis})


def _was(was: Was, jahr: int) -> Q:
    eingang, entschieden = zeitraum("eingereicht_am", jahr), zeitraum("entschieden_am", jahr)
    return {
        Was.EINGANG: eingang,
        Was.BEWILLIGT: entschieden & ~Q(status=Status.ABGELEHNT),
        Was.ABGELEHNT: entschieden & Q(status=Status.ABGELEHNT),
        Was.ZURUECKGEZOGEN: eingang & Q(status=Status.ZURUECKGEZOGEN),
        Was.UNENTSCHIEDEN: eingang
        & Q(status__in=[Status.EINGEREICHT, Status.NACHFORDERUNG, Status.GEPRUEFT]),
        Was.HAUSHALTSJAHR: Q(haushaltsjahr=jahr),
        Was.UNGEPRUEFT: Q(nachweis__status=Nachweisstatus.EINGEREICHT),
    }[was]


def _einer(jahr: int, feld: str, wert: int | None) -> Auswahl:
    werte: dict[str, Any] = {feld: OHNE if wert is None else wert}
    return Auswahl(jahr, **werte)


def _je_wert(benutzer: Benutzer, auswahl: Auswahl, feld: str) -> dict[Any, tuple[int, dict[str, Decimal]]]:
    zeilen = sichtbare(benutzer).filter(auswahl.bedingung()).order_by().values_list(feld)
    gezaehlt = zeilen.annotate(anzahl=Count("pk"), **{f"s_{spalte}": Sum(spalte) for spalte in GELD})
    return {wert: (n, dict(zip(GELD, geld, strict=True))) for wert, n, *geld in gezaehlt}


def _namen(feld: str, werte: list[int]) -> dict[int, str]:
    modell: Any = Foerderprogramm if feld == "programm" else Stelle
    return dict(modell.objects.order_by().filter(pk__in=werte).values_list("pk", "name"))
