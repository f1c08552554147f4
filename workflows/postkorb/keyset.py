"""Keyset pages over several indexed parts: every page costs the same, whatever lies before it.

A list is made of parts, each of which one index gives in order. Every part gives at most one page, the
parts are united and cut to one page, and only these rows are read with all that they show.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connections
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from antraege.kern.geld import GeldFehler

M = TypeVar("M", bound=Model)
LAENGEN = (25, 50, 100)
_STUECK_HOECHSTENS = 15  # characters of one value of a mark: a day, an amount, an id
_STELLUNG = ("nach", "vor", "seite")


class Danach(Func):
    """`(a, b) > (x, y)`: a row comparison, which both databases answer from an index on (a, b)."""

    output_field = BooleanField()

    def __init__(self, *ausdruecke: Any, zeichen: str = ">") -> None:
        super().__init__(*ausdruecke)
        self.zeichen = zeichen

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The first half of the expressions stands left, the second half right."""
        stuecke = [compiler.compile(ausdruck) for ausdruck in self.source_expressions]
        haelfte = len(stuecke) // 2
        links, rechts = (", ".join(sql for sql, _ in teil) for teil in (stuecke[:haelfte], stuecke[haelfte:]))
        return f"({links}) {self.zeichen} ({rechts})", [wert for _, werte in stuecke for wert in werte]


@dataclass(frozen=True)
class Ordnung:
    """The columns that order a list, the last one its id; none of them may be empty."""

    felder: tuple[str, ...]
    absteigend: bool = False

    def felder_fuer(self, *, rueckwaerts: bool) -> list[str]:
        """What order_by() takes."""
        zeichen = "-" if self.absteigend != rueckwaerts else ""
        return [f"{zeichen}{feld}" for feld in self.felder]

    def danach(self, modell: type[Model], marke: Sequence[Any], *, rueckwaerts: bool) -> Danach:
        """The condition for the rows after (or before) the one that the mark names."""
        werte = [Value(w, output_field=_feld(modell, f)) for f, w in zip(self.felder, marke, strict=True)]
        spalten = [F(feld) for feld in self.felder]
        return Danach(*spalten, *werte, zeichen="<" if self.absteigend != rueckwaerts else ">")

    def marke(self, zeile: Model) -> str:
        """The place of a row, as it stands in an address: `2023-01-30_17`."""
        return "_".join(str(getattr(zeile, feld)) for feld in self.felder)

    def lies(self, modell: type[Model], text: str) -> tuple[Any, ...] | None:
        """The values of a mark; None when it does not fit this order."""
        stuecke = text.split("_")
        if len(stuecke) != len(self.felder) or any(len(s) > _STUECK_HOECHSTENS for s in stuecke):
            return None
        try:
            werte = [_feld(modell, f).to_python(s) for f, s in zip(self.felder, stuecke, strict=True)]
        except (ValidationError, GeldFehler):
            return None
        return None if None in werte else tuple(werte)


@dataclass(frozen=True)
class Ziel:
    """Which page of a list is asked for: the first, the one after or before a row, or the last."""

    nach: str = ""
    vor: str = ""
    letzte: bool = False
    laenge: int = LAENGEN[0]

    @classmethod
    def aus(cls, request: HttpRequest) -> "Ziel":
        """Read it from the address; what makes no sense leads to the first page."""
        werte, laenge = request.GET, request.GET.get("laenge", "")
        return cls(
            nach=werte.get("nach", ""),
            vor=werte.get("vor", ""),
            letzte=werte.get("seite") == "letzte",
            laenge=int(laenge) if laenge in map(str, LAENGEN) else LAENGEN[0],
        )


@dataclass(frozen=True)
class Blatt(Generic[M]):
    """One page, and whether there are rows before and after it."""

    zeilen: list[M] = field(default_factory=list)
    davor: bool = False
    danach: bool = False


def blatt(voll: QuerySet[M], teile: Sequence[QuerySet[M]], *, ordnung: Ordnung, ziel: Ziel) -> Blatt[M]:
    """One page of the united parts in order; `voll` says what is read of each row. One query."""
    vor, nach = ordnung.lies(voll.model, ziel.vor), ordnung.lies(voll.model, ziel.nach)
    rueckwaerts = vor is not None or ziel.letzte
    marke = vor if rueckwaerts else nach
    if marke is not None:
        grenze = ordnung.danach(voll.model, marke, rueckwaerts=rueckwaerts)
        teile = [teil.filter(grenze) for teil in teile]
    zeilen = _lies(voll, teile, ordnung.felder_fuer(rueckwaerts=rueckwaerts), ziel.laenge + 1)
    mehr, zeilen = len(zeilen) > ziel.laenge, zeilen[: ziel.laenge]
    if rueckwaerts:
        return Blatt(zeilen[::-1], davor=mehr, danach=vor is not None)
    return Blatt(zeilen, davor=nach is not None, danach=mehr)


def vereine(teile: Sequence[QuerySet[Any]], *, grenze: int) -> tuple[str, list[Any]]:
    """SQL and values of the parts without doubles, each cut to `grenze` rows; empty without any part.

    Written out because SQLite takes a limited part of a union only as a subselect.
    """
    stuecke: list[str] = []
    werte: list[Any] = []
    for nr, teil in enumerate(teile):
        try:
            sql, parameter = teil[:grenze].query.get_compiler(connection=connections[teil.db]).as_sql()
        except EmptyResultSet:
            continue
        stuecke.append(f"SELECT * FROM ({sql}) AS teil{nr}")  # noqa: S608 - compiled by Django
        werte += parameter
    return " UNION ".join(stuecke), werte


def seiten(request: HttpRequest, blatt: Blatt[Any], ordnung: Ordnung) -> dict[str, str]:
    """The links for templates/teile/seiten.html; the rest of the address stays as it is."""
    anzahl = len(blatt.zeilen)
    links = {"text": f"{anzahl} Zeilen auf dieser Seite" if anzahl != 1 else "1 Zeile auf dieser Seite"}
    if blatt.davor:
        links["erste"] = adresse(request)
        if blatt.zeilen:
            links["vorherige"] = adresse(request, vor=ordnung.marke(blatt.zeilen[0]))
    if blatt.danach:
        links["letzte"] = adresse(request, seite="letzte")
        if blatt.zeilen:
            links["naechste"] = adresse(request, nach=ordnung.marke(blatt.zeilen[-1]))
    return links


def laengen(request: HttpRequest, ziel: Ziel) -> list[dict[str, Any]]:
    """The page sizes and their links; the present one has none."""
    return [
        {"zahl": zahl, "url": adresse(request, laenge=str(zahl)) if zahl != ziel.laenge else ""}
        for zahl in LAENGEN
    ]


def adresse(request: HttpRequest, **anders: str) -> str:
    """The address of this list with some parts changed (empty: left out), on its first page unless told otherwise."""
    werte = request.GET.copy()
    for name in (*_STELLUNG, "format", *anders):
        werte.pop(name, None)
    for name, wert in anders.items():
        if wert:
            werte[name] = wert
    return f"?{werte.urlencode()}"


def _feld(modell: type[Model], name: str) -> Any:
    feld = modell._meta.get_field(name)
    return getattr(feld, "target_field", None) or getattr(feld, "output_field", feld)


def _lies(voll: QuerySet[M], teile: Sequence[QuerySet[M]], ordnung: list[str], grenze: int) -> list[M]:
    felder = [name.removeprefix("-") for name in ordnung]
    sql, werte = vereine([teil.order_by(*ordnung).values_list(*felder) for teil in teile], grenze=grenze)
    if not sql:
        return []
    richtung = " DESC" if ordnung[0].startswith("-") else ""
    reihe = ", ".join(f"{nr}{richtung}" for nr in range(1, len(felder) + 1))
    auswahl = f"SELECT id FROM ({sql} ORDER BY {reihe} LIMIT {grenze}) AS seite"  # noqa: S608 - compiled by Django
    return list(voll.filter(pk__in=RawSQL(auswahl, werte)).order_by(*ordnung)[:grenze])  # noqa: S611
