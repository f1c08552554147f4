"""The facts a condition may ask for, and comparisons with them: typed, without any code in the text."""

import operator
import re
import types
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from antraege.dokumente.zeichen import einzeilig
from antraege.kern.geld import GeldFehler, lies_betrag

Wert = str | bool | int | Decimal | date
RAHMENFELDER = ("rahmen.datum", "rahmen.absender.fachbereich", "rahmen.empfaenger.ist_stadt")
ZEICHEN = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
GLEICHHEIT = ("=", "!=")
JA_NEIN = {"ja": True, "nein": False}
EIN_VERGLEICH = r'\s*([a-z_]+)\s*(<=|>=|!=|=|<|>)\s*("[^"\n]*"|„[^“\n]*“|[^\s"„]+)\s*'
VERGLEICH = re.compile(EIN_VERGLEICH)
BEDINGUNG = re.compile(rf"{EIN_VERGLEICH}(?:und\s{EIN_VERGLEICH})*")


class Feldart(StrEnum):
    """How a field is compared."""

    WAHL = "Auswahl"
    JA_NEIN = "ja oder nein"
    BETRAG = "Zahl oder Betrag"
    ANZAHL = "Anzahl"
    TAG = "Tag"
    TEXT = "Text in Anführungszeichen"


class BedingungFehler(ValueError):
    """A condition that cannot be read; the message says why."""


@dataclass(frozen=True)
class Feld:
    """One fact: name in conditions, kind, the values of a choice, and where the facts hold it."""

    name: str
    art: Feldart
    weg: str
    wahl: tuple[str, ...] = ()

    @property
    def geordnet(self) -> bool:
        """True when more and less make sense."""
        return self.art in (Feldart.BETRAG, Feldart.ANZAHL, Feldart.TAG)

    @property
    def beispiel(self) -> str:
        """A condition as one would write it."""
        werte = {  # partial: a choice shows one of its own words
            Feldart.JA_NEIN: "= ja",
            Feldart.BETRAG: "> 50.000,00",
            Feldart.ANZAHL: ">= 2",
            Feldart.TAG: ">= 01.01.2027",
            Feldart.TEXT: '= "…"',
        }
        return f"{self.name} {werte.get(self.art) or f'= {self.wahl[0]}'}"


@dataclass(frozen=True)
class Vergleich:
    """One comparison: a field, a sign, a typed value."""

    feld: Feld
    zeichen: str
    wert: Wert

    def gilt(self, fakten: object) -> bool:
        """Whether the facts fulfil it; a fact that is missing is unequal to everything."""
        ist: Any = fakten
        for name in self.feld.weg.split("."):
            ist = getattr(ist, name)
        if ist is None:
            return self.zeichen == "!="
        if self.feld.art is Feldart.TEXT:
            ist = einzeilig(ist)
        return bool(ZEICHEN[self.zeichen](ist, self.wert))


def felder(faktentyp: type[Any]) -> dict[str, Feld]:
    """What conditions may ask of facts of this class, by name."""
    hinweise = get_type_hints(faktentyp)
    wege = {f.name: f.name for f in fields(faktentyp) if f.name != "rahmen"}
    if "rahmen" in hinweise:
        wege |= {weg.rpartition(".")[2]: weg for weg in RAHMENFELDER}
    gefunden: dict[str, Feld] = {}
    for name, weg in sorted(wege.items()):
        typ: Any = faktentyp
        for stufe in weg.split("."):
            typ = get_type_hints(typ)[stufe]
        if feld := vergleichbares_feld(name, typ, weg):
            gefunden[name] = feld
    return gefunden


def lies(worte: str, *, bekannt: Mapping[str, Feld]) -> tuple[Vergleich, ...]:
    """The comparisons of a condition; all must hold. Raises BedingungFehler."""
    if not BEDINGUNG.fullmatch(worte):
        raise BedingungFehler("Eine Bedingung besteht aus Feld, Zeichen und Wert: nachweisart = regulaer.")
    ohne_und = re.sub(r'("[^"]*"|„[^“]*“)|\bund\s', lambda t: t[1] or " ", worte)  # inside quotes it stays
    return tuple(vergleich(*t.groups(), bekannt=bekannt) for t in VERGLEICH.finditer(ohne_und))


def vergleich(name: str, zeichen: str, text: str, *, bekannt: Mapping[str, Feld]) -> Vergleich:
    """One comparison with its typed value. Raises BedingungFehler."""
    feld = bekannt.get(name)
    if feld is None:
        raise BedingungFehler(f"Das Feld „{name}“ gibt es in den Schreiben mit diesem Text nicht.")
    if zeichen not in GLEICHHEIT and not feld.geordnet:
        raise BedingungFehler(f"Das Feld „{name}“ lässt sich nur mit = und != vergleichen.")
    return Vergleich(feld, zeichen, _wert(feld, text))


def _wert(feld: Feld, text: str) -> Wert:
    match feld.art:
        case Feldart.WAHL if text in feld.wahl:
            return text
        case Feldart.JA_NEIN if text in JA_NEIN:
            return JA_NEIN[text]
        case Feldart.ANZAHL if text.isascii() and text.isdigit():
            return int(text)
        case Feldart.TEXT if text[0] in '"„' and einzeilig(text[1:-1]):
            return einzeilig(text[1:-1])
        case Feldart.BETRAG:
            with suppress(GeldFehler):
                return lies_betrag(text)
        case Feldart.TAG:
            with suppress(ValueError):
                return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 - a day, not a moment
    erlaubt = ", ".join(feld.wahl) if feld.wahl else feld.beispiel
    raise BedingungFehler(f"Der Wert „{text}“ passt nicht zum Feld „{feld.name}“. Möglich: {erlaubt}.")


def vergleichbares_feld(name: str, typ: Any, weg: str) -> Feld | None:
    """The field for one attribute of the facts; None for what cannot be compared."""
    arten = [t for t in get_args(typ) if t is not type(None)] if isinstance(typ, types.UnionType) else [typ]
    typ = arten[0]
    if len(arten) != 1 or not isinstance(typ, type):
        return None
    if issubclass(typ, StrEnum):
        return Feld(name, Feldart.WAHL, weg, tuple(wert.value for wert in typ))
    art = {
        bool: Feldart.JA_NEIN,
        Decimal: Feldart.BETRAG,
        int: Feldart.ANZAHL,
        date: Feldart.TAG,
        str: Feldart.TEXT,
    }.get(typ)
    return Feld(name, art, weg) if art else None
