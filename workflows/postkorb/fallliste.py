"""The list of cases a person may see: parts that one index each gives in order, filter, search, export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from antraege.antrag.models import Antrag
from antraege.antrag.queries import Weg, auffindbar_fuer, sichtbar_fuer, wege_zu_faellen
from antraege.kern.fallsuche import Einblick, Suchfehler, anfrage
from antraege.kern.status import Status
from rollen.models import Benutzer
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.postkorb.keyset import Ordnung
from workflows.postkorb.vorrat import VIELE_TEILE
from workflows.suche.volltext import Trifft
from workflows.tuer.verzeichnis import SCHRITTE

BLOCK = 2000
BETRAEGE = ("bewilligt", "ausgezahlt", "entfallen")
_MIT = ("traeger", "programm", "stelle")
_ANZEIGE = (
    *("id", "art", "status", "aktenzeichen", "titel", "haushaltsjahr", *BETRAEGE),
    *("traeger__name", "programm__name", "stelle__name"),
)

SPALTEN = {
    "Aktenzeichen": "aktenzeichen",
    "Titel": "titel",
    "Träger": "traeger__name",
    "Programm": "programm__name",
    "Zuständige Stelle": "stelle__name",
    "Haushaltsjahr": "haushaltsjahr",
    "Status": "status",
    "beantragt": "beantragt",
    "bewilligt": "bewilligt",
    "ausgezahlt": "ausgezahlt",
    "entfallen": "entfallen",
}
KOPF = (*SPALTEN, "offen", "liegt bei", "bis")


@dataclass(frozen=True)
class Suche:
    """What the list is narrowed by; newest first unless `sort` is `alt`."""

    suche: str = ""
    status: str = ""
    programm: int | None = None
    stelle: int | None = None
    jahr: int | None = None
    traeger: int | None = None
    sort: str = "neu"

    @property
    def ordnung(self) -> Ordnung:
        """By id, which counts in the order of creation."""
        return Ordnung(("id",), absteigend=self.sort != "alt")

    @property
    def gefiltert(self) -> bool:
        """True when something narrows the list."""
        return bool(self.bedingung())

    def bedingung(self) -> Q:
        """The filter as a condition on Antrag."""
        felder = {"status": self.status, "programm": self.programm, "stelle": self.stelle}
        felder |= {"haushaltsjahr": self.jahr, "traeger": self.traeger}
        q = Q(**{feld: wert for feld, wert in felder.items() if wert})
        return q & _gesucht(self.suche) if self.suche else q


@dataclass(frozen=True)
class Ort:
    """With whom a case lies at present, and until when."""

    schritt: str
    bei: str
    bis: date | None


def zeilen() -> QuerySet[Antrag]:
    """Requests with everything a row of the list shows, and nothing more."""
    return Antrag.objects.select_related(*_MIT).only(*_ANZEIGE)


def teile(benutzer: Benutzer, *, auch_mitzeichnung: bool = True) -> list[QuerySet[Antrag]]:
    """What the person may see, one part per Stelle, Standort or Träger; one query at most."""
    wege = wege_zu_faellen(benutzer, auch_mitzeichnung=auch_mitzeichnung)
    if wege is None:
        return [Antrag.objects.all()]
    ohne_ziel = [Antrag.objects.filter(weg.bedingung) for weg in wege if weg.ziele is None]
    gezielte = [weg for weg in wege if weg.ziele is not None]
    paare = (
        list(reduce(lambda a, b: a.union(b, all=True), map(_ziele, enumerate(gezielte)))) if gezielte else []  # type: ignore[attr-defined]
    )
    if len(paare) + len(ohne_ziel) > VIELE_TEILE:
        return [auffindbar_fuer(benutzer) if auch_mitzeichnung else sichtbar_fuer(benutzer)]
    return ohne_ziel + [
        Antrag.objects.filter(gezielte[nr].bedingung, **{gezielte[nr].feld: ziel}) for nr, ziel in paare
    ]


def orte(antraege: Sequence[int]) -> dict[int, list[Ort]]:
    """Where these requests lie, by the request's id. One query."""
    gefunden: dict[int, list[Ort]] = {}
    offene = Aufgabe.objects.filter(OFFEN, antrag__in=antraege)
    werte = offene.order_by("id").values_list(
        "antrag", "schritt", "stelle__name", "owner__name", "faellig_am"
    )
    for antrag, schritt, stelle, person, bis in werte:
        bei = stelle if SCHRITTE[schritt].beim_traeger or not person else f"{person}, {stelle}"
        gefunden.setdefault(antrag, []).append(Ort(SCHRITTE[schritt].titel, bei, bis))
    return gefunden


def export(benutzer: Benutzer, suche: Suche) -> Iterator[tuple[Any, ...]]:
    """Every row of the list as cells under `KOPF`, in blocks: constant memory, one more query per block."""
    alle = auffindbar_fuer(benutzer).filter(suche.bedingung())
    reihe = alle.order_by(*suche.ordnung.felder_fuer(rueckwaerts=False))
    strom = reihe.values_list("pk", *SPALTEN.values()).iterator(chunk_size=BLOCK)
    while block := list(islice(strom, BLOCK)):
        wo = orte([zeile[0] for zeile in block])
        for pk, *zellen in block:
            hier = wo.get(pk, [])
            *vorn, status, beantragt, bewilligt, ausgezahlt, entfallen = zellen
            bis = min((ort.bis for ort in hier if ort.bis), default=None)
            bei = "; ".join(f"{ort.schritt}: {ort.bei}" for ort in hier)
            wort = Status(status).bezeichnung
            offen = bewilligt - ausgezahlt - entfallen
            yield (*vorn, wort, beantragt, bewilligt, ausgezahlt, entfallen, offen, bei, bis)


def _ziele(weg_mit_nr: tuple[int, Weg]) -> QuerySet[Any]:
    """Number of the reason and the targets that have requests at all."""
    nr, weg = weg_mit_nr
    assert weg.ziele is not None
    vorhanden = Exists(Antrag.objects.filter(**{weg.feld: OuterRef("pk")}))
    return weg.ziele.order_by().filter(vorhanden).values_list(Value(nr), "pk")


def _gesucht(suche: str) -> Q:
    """By what everybody knows of a request who sees it; nothing where nothing can be looked for."""
    try:
        return Q(Trifft(anfrage(suche), Einblick.ANTRAG))
    except Suchfehler:
        return Q(pk__in=[])
