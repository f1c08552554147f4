"""Concluded and planned agreements with recognised Träger, school by school (BASS 11-02 Nr. 19 Nr. 4 c)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from antraege.kooperation.models import GELTENDE, Partei
from rollen.models import Benutzer, Stelle, Stellenart
from workflows.kooperation import register
from workflows.kooperation.register import BLOCK, GEPLANTE
from workflows.postkorb import keyset
from workflows.postkorb.keyset import Blatt, Ordnung, Ziel

ORDNUNG = Ordnung(("stelle_id", "id"))
STAENDE = {"geplant": ("geplant", GEPLANTE), "abgeschlossen": ("abgeschlossen", GELTENDE)}
KOPF = (
    "Schule",
    "Anerkannter Träger der Jugendhilfe",
    "Aktenzeichen",
    "Stand",
    "Laufzeit von",
    "Laufzeit bis",
)


@dataclass(frozen=True)
class Suche:
    """What the list is narrowed by: a word in the name of the school, planned or concluded, Ganztag only."""

    suche: str = ""
    stand: str = ""
    ganztag: bool = False

    @property
    def gefiltert(self) -> bool:
        """True when something narrows the list."""
        return bool(self.suche or self.stand or self.ganztag)


@dataclass(frozen=True)
class Zeile:
    """One school, one agreement, and the recognised Träger in it."""

    partei: Partei
    traeger: list[Stelle]
    stand: str


def blatt(benutzer: Benutzer, suche: Suche, ziel: Ziel) -> Blatt[Partei]:
    """One page, the agreements of a school together. One query."""
    return keyset.blatt(_voll(), [_schulen(benutzer, suche)], ordnung=ORDNUNG, ziel=ziel)


def zeilen(gezeigt: Sequence[Partei]) -> list[Zeile]:
    """The rows of a page with their Träger. One query."""
    traeger: dict[int, list[Stelle]] = {}
    anerkannte = _anerkannt().filter(vereinbarung__in=[p.vereinbarung_id for p in gezeigt])
    for partei in anerkannte.select_related("stelle").order_by("nr"):
        traeger.setdefault(partei.vereinbarung_id, []).append(partei.stelle)
    return [Zeile(p, traeger.get(p.vereinbarung_id, []), stand_von(p)) for p in gezeigt]


def export(benutzer: Benutzer, suche: Suche) -> Iterator[tuple[Any, ...]]:
    """Every row as cells under `KOPF`, by the name of the school, one row per Träger; in blocks."""
    alle = _voll().filter(pk__in=_schulen(benutzer, suche).values("pk"))
    strom = alle.order_by("stelle__name", "stelle_id", "id").iterator(chunk_size=BLOCK)
    while block := list(islice(strom, BLOCK)):
        for zeile in zeilen(block):
            v = zeile.partei.vereinbarung
            rest = (v.antrag.aktenzeichen, zeile.stand, v.laufzeit_von, v.laufzeit_bis)
            for traeger in zeile.traeger:
                yield (zeile.partei.stelle.name, traeger.name, *rest)


def stand_von(partei: Partei) -> str:
    """Planned or concluded, in one word."""
    return "abgeschlossen" if partei.vereinbarung.status in GELTENDE else "geplant"


def _voll() -> QuerySet[Partei]:
    return Partei.objects.select_related("stelle", "vereinbarung__antrag")


def _anerkannt() -> QuerySet[Partei]:
    return Partei.objects.filter(stelle__traeger__anerkannt_jugendhilfe=True)


def _schulen(benutzer: Benutzer, suche: Suche) -> QuerySet[Partei]:
    stand = STAENDE[suche.stand][1] if suche.stand in STAENDE else (*GEPLANTE, *GELTENDE)
    schulen = Stelle.objects.order_by().filter(art=Stellenart.SCHULE)
    if suche.suche:
        schulen = schulen.filter(name__icontains=suche.suche)
    q = Q(stelle__in=schulen, vereinbarung__status__in=stand)
    if suche.ganztag:
        q &= Q(vereinbarung__ganztag=True)
    anerkannt = Exists(_anerkannt().order_by().filter(vereinbarung=OuterRef("vereinbarung")))
    gefunden = Partei.objects.filter(q, anerkannt)
    if register.sieht_alles(benutzer):
        return gefunden
    eigene = register.sichtbare(benutzer).select_related(None).order_by()
    return gefunden.filter(Exists(eigene.filter(pk=OuterRef("vereinbarung"))))
