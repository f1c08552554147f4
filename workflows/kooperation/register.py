"""The register of agreements a person may see: parts in the order of an index, filter, rows, export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from antraege.antrag.models import Antrag, Antragsart
from antraege.antrag.queries import mit_zeichen, wege_zu_faellen
from antraege.antrag.queries import sichtbar_fuer as sichtbare_antraege
from antraege.kern.fristen import fristende
from antraege.kooperation import queries
from antraege.kooperation.models import GEENDETE, GELTENDE, Partei, Vereinbarung, Vereinbarungsstatus
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from workflows.akte.sicht import AKTENRECHTE
from workflows.postkorb import fallliste, keyset
from workflows.postkorb.keyset import Blatt, Ordnung, Ziel

BLOCK = 1000
WENIGE = 1000  # so many agreements of the own organisations are named one by one
REGISTERRECHTE = (*AKTENRECHTE, Recht.VEREINBARUNG_ABSTIMMEN, Recht.VEREINBARUNG_ZEICHNEN)
GEPLANTE = tuple(s.value for s in Vereinbarungsstatus if s.value not in (*GELTENDE, *GEENDETE))
STAENDE: dict[str, tuple[str, tuple[str, ...]]] = {
    "geplant": ("in Vorbereitung", GEPLANTE),
    "geltend": ("abgeschlossen und in Kraft", GELTENDE),
    "geendet": ("beendet oder nicht zustande gekommen", GEENDETE),
}
MONATE = (3, 6, 12)
_MIT = ("themenfeld", "antrag__standort", "antrag__stelle", "antrag__traeger")
KOPF = (
    *("Aktenzeichen", "Titel", "Thema", "Standort", "Parteien", "Zuständige Stelle"),
    *("Laufzeit von", "Laufzeit bis", "Stand"),
)


@dataclass(frozen=True)
class Suche:
    """What the register is narrowed by; with `auslauf` (months) what ends first comes first."""

    suche: str = ""
    stand: str = ""
    themenfeld: int | None = None
    standort: int | None = None
    auslauf: int | None = None
    sort: str = "neu"

    @property
    def ordnung(self) -> Ordnung:
        """By the request's id, which counts in the order of creation; or by the end of the term."""
        if self.auslauf:
            return Ordnung(("laufzeit_bis", "id"))
        return Ordnung(("id",), absteigend=self.sort != "alt")

    @property
    def gefiltert(self) -> bool:
        """True when something narrows the register."""
        return bool(self.bedingung())

    def bedingung(self) -> Q:
        """The filter as a condition on Vereinbarung."""
        q = Q(**{"themenfeld": self.themenfeld} if self.themenfeld else {})
        if self.standort:
            q &= Q(antrag__standort=self.standort)
        if self.stand in STAENDE:
            q &= Q(status__in=STAENDE[self.stand][1])
        if self.auslauf:
            q &= Q(status__in=GELTENDE, laufzeit_bis__gte=uhr.heute(), laufzeit_bis__lte=self.bis)
        return q & _gesucht(self.suche) if self.suche else q

    @property
    def bis(self) -> date:
        """The last day of the months ahead."""
        return fristende(uhr.heute(), monate=self.auslauf or MONATE[-1], verschieben=False)


@dataclass(frozen=True)
class Zeile:
    """One agreement as the register shows it."""

    vereinbarung: Vereinbarung
    parteien: list[Stelle]


def blatt(benutzer: Benutzer, suche: Suche, ziel: Ziel) -> Blatt[Any]:
    """One page of the register: of requests, or of agreements when the end of the term orders it."""
    if suche.auslauf:
        voll = Vereinbarung.objects.select_related(*_MIT)
        sicht = Q() if sieht_alles(benutzer) else _sichtbar(benutzer)
        grund = Vereinbarung.objects.filter(suche.bedingung(), sicht)
        teile: list[QuerySet[Any]] = [grund.filter(status=status) for status in GELTENDE]
        return keyset.blatt(voll, teile, ordnung=suche.ordnung, ziel=ziel)
    antraege = Antrag.objects.select_related(
        "vereinbarung__themenfeld", "standort", "stelle", "traeger"
    ).filter(vereinbarung__isnull=False)
    q = suche.bedingung()  # the same filter as a condition on Antrag, asked row by row
    wie = Q(Exists(Vereinbarung.objects.order_by().filter(q, antrag=OuterRef("pk")))) if q else Q()
    teile = [teil.filter(wie) for teil in _teile(benutzer)]
    return keyset.blatt(antraege, teile, ordnung=suche.ordnung, ziel=ziel)


def zeilen(gezeigt: Sequence[Any]) -> list[Zeile]:
    """The rows of a page with their parties. One query."""
    vereinbarungen = [_vereinbarung(zeile) for zeile in gezeigt]
    wer = parteien([v.pk for v in vereinbarungen])
    return [Zeile(v, wer.get(v.pk, [])) for v in vereinbarungen]


def parteien(vereinbarungen: Sequence[int]) -> dict[int, list[Stelle]]:
    """The parties of these agreements in their order, by the agreement's id. One query."""
    gefunden: dict[int, list[Stelle]] = {}
    for partei in Partei.objects.filter(vereinbarung__in=vereinbarungen).select_related("stelle"):
        gefunden.setdefault(partei.vereinbarung_id, []).append(partei.stelle)
    return gefunden


def sieht_alles(benutzer: Benutzer) -> bool:
    """True for the auditor."""
    return rechte.ueberall(benutzer, Recht.FALL_SEHEN)


def sichtbare(benutzer: Benutzer) -> QuerySet[Vereinbarung]:
    """Every agreement this person may see, asked row by row, so that an order by an index holds."""
    alle = Vereinbarung.objects.select_related(*_MIT)
    return alle if sieht_alles(benutzer) else alle.filter(_sichtbar(benutzer))


def export(benutzer: Benutzer, suche: Suche) -> Iterator[tuple[Any, ...]]:
    """Every row as cells under `KOPF`, in blocks: constant memory, one more query per block."""
    reihe = ("laufzeit_bis", "id") if suche.auslauf else ("-antrag_id",)
    strom = sichtbare(benutzer).filter(suche.bedingung()).order_by(*reihe).iterator(chunk_size=BLOCK)
    while block := list(islice(strom, BLOCK)):
        wer = parteien([v.pk for v in block])
        for v in block:
            antrag = v.antrag
            thema = v.themenfeld.name if v.themenfeld else ""
            ort = antrag.standort.name if antrag.standort else ""
            namen = "; ".join(stelle.name for stelle in wer.get(v.pk, []))
            stand = Vereinbarungsstatus(v.status).label
            tage = (v.laufzeit_von, v.laufzeit_bis)
            yield (antrag.aktenzeichen, antrag.titel, thema, ort, namen, antrag.stelle.name, *tage, stand)


def _vereinbarung(zeile: Any) -> Vereinbarung:
    if isinstance(zeile, Vereinbarung):
        return zeile
    vereinbarung: Vereinbarung = zeile.vereinbarung
    vereinbarung.antrag = zeile
    return vereinbarung


def _teile(benutzer: Benutzer) -> list[QuerySet[Antrag]]:
    """The requests behind the agreements, one part per reason to see them; two queries at most."""
    kooperation = Q(art=Antragsart.KOOPERATION, vereinbarung__isnull=False)
    teile = [teil.filter(kooperation) for teil in fallliste.teile(benutzer, auch_mitzeichnung=False)]
    if wege_zu_faellen(benutzer) is None:
        return teile
    stellen = rechte.stellen_mit(benutzer, *queries.PARTEIRECHTE)
    eigene = Partei.objects.filter(stelle__in=stellen).order_by()
    wenige = list(eigene.values_list("vereinbarung__antrag", flat=True)[: WENIGE + 1])
    if len(wenige) <= WENIGE:
        return [*teile, Antrag.objects.filter(kooperation, pk__in=wenige)] if wenige else teile
    dabei = Exists(eigene.filter(vereinbarung__antrag=OuterRef("pk")))
    return [*teile, Antrag.objects.filter(kooperation, dabei)]


def _sichtbar(benutzer: Benutzer) -> Q:
    stellen = rechte.stellen_mit(benutzer, *queries.PARTEIRECHTE)
    faelle = sichtbare_antraege(benutzer).order_by().filter(pk=OuterRef("antrag"))
    dabei = Partei.objects.filter(vereinbarung=OuterRef("pk"), stelle__in=stellen).order_by()
    return Q(Exists(faelle)) | Q(Exists(dabei))


def _gesucht(suche: str) -> Q:
    """An Aktenzeichen here begins with a digit; anything else is looked for in titles and names of parties."""
    if suche[0].isdigit():
        return mit_zeichen(suche, weg="antrag__")
    benannte = Stelle.objects.order_by().filter(name__icontains=suche)
    dabei = Partei.objects.filter(stelle__in=benannte).order_by().values("vereinbarung")
    return Q(antrag__titel__icontains=suche) | Q(pk__in=dabei) | mit_zeichen(suche, weg="antrag__")
