"""What belongs to a case: every file that hangs on it, and every row of every table that does.

Nothing is listed by hand: whatever points at a request, or at something that does, is found through the models.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import FileField, Model

from antraege.antrag.models import Antrag
from antraege.haushalt.models import Buchung
from rollen.models import Benutzer, Stelle

# A page of a model site names the paper it rests on; it is no part of the case.
FREMD = ("campus",)
# Where a table does not say it itself: which field tells what a file is called and when it came.
TITEL = ("titel", "bezeichnung", "scan_name", "name")
TAGE = ("erlassen_am", "hochgeladen_am", "erstellt_am", "gezeichnet_am", "verfasst_am")


@dataclass(frozen=True)
class Aktenstueck:
    """One stored file: what it is, its name and its hash as they were stored, its place."""

    tabelle: str
    schluessel: str
    titel: str
    name: str
    am: datetime | None
    sha256: str
    ablage: Any

    @property
    def endung(self) -> str:
        """What its name ends in; our own letters are PDF."""
        stamm, _, endung = self.name.rpartition(".")
        return endung.lower() if stamm and endung.isascii() and endung.isalnum() else "pdf"


@cache
def wege() -> dict[type[Model], str]:
    """Every table that hangs on a request, with the way from its row to it; the nearest way counts."""
    gefunden: dict[type[Model], str] = {Antrag: "pk"}
    offen: list[type[Model]] = [Antrag]
    while offen:
        ueber = offen.pop(0)
        for modell, feld in _kinder(ueber):
            if modell not in gefunden:
                gefunden[modell] = feld if ueber is Antrag else f"{feld}__{gefunden[ueber]}"
                offen.append(modell)
    return gefunden


def _kinder(modell: type[Model]) -> list[tuple[type[Model], str]]:
    """The tables that point here; what is called after it points first."""
    zeiger = [
        (kind, feld.name)
        for kind in apps.get_models(include_auto_created=True)
        if kind._meta.app_label not in FREMD
        for feld in kind._meta.concrete_fields
        if feld.is_relation and feld.related_model is modell
    ]
    return sorted(zeiger, key=lambda paar: paar[1] != modell._meta.model_name)


def dateifelder(modell: type[Model]) -> list[str]:
    """The names of its fields that hold a file."""
    return [feld.name for feld in modell._meta.concrete_fields if isinstance(feld, FileField)]


def dateien(antrag: Antrag) -> Iterator[Aktenstueck]:
    """Every file of the case, table by table, in the order in which they came; removed papers too."""
    for modell, weg in wege().items():
        for feld in dateifelder(modell):
            zeilen = modell._default_manager.filter(**{weg: antrag.pk}).order_by("pk")
            for zeile in zeilen.iterator(chunk_size=200):
                if ablage := getattr(zeile, feld):
                    yield _stueck(zeile, feld, ablage)


def _stueck(zeile: Model, feld: str, ablage: Any) -> Aktenstueck:
    def erstes(namen: tuple[str, ...]) -> Any:
        return next((wert for name in namen if (wert := getattr(zeile, name, None))), None)

    name = erstes(("scan_name", "name"))
    return Aktenstueck(
        tabelle=str(zeile._meta.verbose_name_plural),
        schluessel=f"{zeile._meta.model_name}/{zeile.pk}",
        titel=str(erstes(TITEL) or zeile),
        name=str(name or f"{getattr(zeile, 'kennung', zeile.pk)}.pdf"),
        am=erstes(TAGE),
        sha256=str(erstes(("sha256", f"{feld}_sha256")) or ""),
        ablage=ablage,
    )


@dataclass(frozen=True)
class Tafel:
    """The rows of one table that belong to the case, and what its columns are called."""

    name: str
    titel: str
    felder: dict[str, str]
    zeilen: Iterator[dict[str, Any]]


@dataclass
class Genannte:
    """Which people and Stellen the rows name by number."""

    personen: set[int]
    stellen: set[int]


def tafeln(antrag: Antrag, genannte: Genannte) -> Iterator[Tafel]:
    """Every table with what it holds of this case; the ledger last. Fills `genannte` while the rows are read."""
    for modell, weg in wege().items():
        yield _tafel(modell, {weg: antrag.pk}, genannte)
    yield _tafel(Buchung, {"aktenzeichen": antrag.aktenzeichen or "–"}, genannte)


def _tafel(modell: type[Model], auswahl: dict[str, Any], genannte: Genannte) -> Tafel:
    felder = [f for f in modell._meta.concrete_fields if not isinstance(f, FileField)]

    def lies() -> Iterator[dict[str, Any]]:
        for zeile in modell._default_manager.filter(**auswahl).order_by("pk").iterator(chunk_size=500):
            for feld in felder:
                ziel = genannte.personen if feld.related_model is Benutzer else genannte.stellen
                if feld.related_model in (Benutzer, Stelle) and (nummer := getattr(zeile, feld.attname)):
                    ziel.add(nummer)
            yield {feld.attname: getattr(zeile, feld.attname) for feld in felder}

    meta = modell._meta
    return Tafel(
        name=f"{meta.app_label}-{meta.model_name}",
        titel=str(meta.verbose_name_plural),
        felder={feld.attname: str(feld.verbose_name) for feld in felder},
        zeilen=lies(),
    )
