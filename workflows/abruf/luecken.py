"""The gaps of the Modulsystem: per site and topic what is free, what is booked, what is looked for."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.http import urlencode

from antraege.angebote import queries, termine
from antraege.angebote.models import Abruf, Angebotsort, Bedarf, Bedarfsstand, Standort, Themenfeld
from antraege.kern.luecken import Versorgung
from rollen import uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht


@dataclass(frozen=True)
class Zelle:
    """One topic at one site."""

    standort: Standort
    themenfeld: Themenfeld
    versorgung: Versorgung

    @property
    def adresse(self) -> str:
        """Topic and site as the lists read them from their address."""
        return urlencode({"themenfeld": self.themenfeld.pk, "standort": self.standort.pk})

    @property
    def art(self) -> str:
        """The colour beside the words."""
        if self.versorgung.luecke:
            return "danger" if self.versorgung.bedarfe else "warning"
        return "info" if self.versorgung.bedarfe else "success"


def uebersicht(benutzer: Benutzer) -> list[tuple[Standort, list[Zelle]]]:
    """Every site with the topics this person coordinates. Six queries, whatever there is."""
    themen = list(queries.themenfelder(benutzer, Recht.ABRUF_ZUORDNEN))
    standorte = list(Standort.objects.select_related("stelle"))
    zahl = _versorgung(Abruf.objects.all(), Bedarf.objects.all())
    return [(ort, [Zelle(ort, thema, zahl(ort, thema)) for thema in themen]) for ort in standorte]


def am_standort(standort: Standort) -> list[Zelle]:
    """One site with every topic. Five queries; only what belongs to the site is counted."""
    dort = Q(einrichtung__einrichtung__standort=standort)
    zahl = _versorgung(Abruf.objects.filter(dort), Bedarf.objects.filter(dort))
    return [Zelle(standort, thema, zahl(standort, thema)) for thema in Themenfeld.objects.all()]


def _versorgung(
    abrufe: QuerySet[Abruf], bedarfe: QuerySet[Bedarf]
) -> Callable[[Standort, Themenfeld], Versorgung]:
    """What there is at a site for a topic, counted once for all of them."""
    frei = queries.geltende(uhr.heute()).filter(termine.hat_freie(uhr.heute())).order_by()
    ueberall = _zaehle(frei.exclude(ort=Angebotsort.STANDORTE), "themenfeld")
    dort = _zaehle(frei.filter(ort=Angebotsort.STANDORTE), "standorte", "themenfeld")
    am_ort = ("einrichtung__einrichtung__standort", "themenfeld")
    abgerufen = _zaehle(abrufe.order_by(), *am_ort)
    gesucht = _zaehle(bedarfe.filter(status=Bedarfsstand.OFFEN).order_by(), *am_ort)

    def zahl(standort: Standort, thema: Themenfeld) -> Versorgung:
        ort = (standort.pk, thema.pk)
        return Versorgung(ueberall[(thema.pk,)] + dort[ort], abgerufen[ort], gesucht[ort])

    return zahl


def _zaehle(zeilen: QuerySet[Any], *je: str) -> Counter[tuple[int, ...]]:
    """How many rows there are per value of these columns."""
    gezaehlt = zeilen.values(*je).annotate(anzahl=Count("pk", distinct=True))
    return Counter({tuple(z[name] for name in je): z["anzahl"] for z in gezaehlt})
