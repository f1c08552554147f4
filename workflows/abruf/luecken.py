"""The gaps of the Modulsystem: per site and topic what is free, what is booked, what is looked for."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
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
    frei = queries.geltende(uhr.heute()).filter(termine.hat_freie(uhr.heute())).order_by()
    ueberall = _zaehle(frei.exclude(ort=Angebotsort.STANDORTE), "themenfeld")
    dort = _zaehle(frei.filter(ort=Angebotsort.STANDORTE), "standorte", "themenfeld")
    am_ort = ("einrichtung__einrichtung__standort", "themenfeld")
    abrufe = _zaehle(Abruf.objects.order_by(), *am_ort)
    bedarfe = _zaehle(Bedarf.objects.filter(status=Bedarfsstand.OFFEN).order_by(), *am_ort)

    def zelle(standort: Standort, thema: Themenfeld) -> Zelle:
        ort = (standort.pk, thema.pk)
        return Zelle(
            standort, thema, Versorgung(ueberall[(thema.pk,)] + dort[ort], abrufe[ort], bedarfe[ort])
        )

    return [
        (standort, [zelle(standort, thema) for thema in themen])
        for standort in Standort.objects.select_related("stelle")
    ]


def _zaehle(zeilen: QuerySet[Any], *je: str) -> Counter[tuple[int, ...]]:
    """How many rows there are per value of these columns."""
    gezaehlt = zeilen.values(*je).annotate(anzahl=Count("pk", distinct=True))
    return Counter({tuple(z[name] for name in je): z["anzahl"] for z in gezaehlt})
