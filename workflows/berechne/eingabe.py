"""Reads one line of JSON strictly: exact amounts, ISO dates, no unknown key; every refusal is a German sentence."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from antraege.kern.geld import GeldFehler, euro
from antraege.kern.prozent import prozent

Leser = Callable[[Any], Any]
Schema = Mapping[str, "Leser | Schema"]

JAHRE = range(1900, 2200)
MEISTE_EINHEITEN = 10**9
MEISTE_TEILE = 1000
_BETRAG = re.compile(r"-?[0-9]+\.[0-9]{2}")
_TAG = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BRUCH = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_MEISTE_ZEICHEN = 60
_MEISTE_ZIFFERN = 40


class EingabeFehler(ValueError):
    """A line cannot be taken as it is; the German sentence says why."""


def als_objekt(zeile: str) -> Any:
    """Parse one line. Raises EingabeFehler for anything but JSON without repeated keys, NaN or Infinity."""
    try:
        return json.loads(zeile, object_pairs_hook=_einmal, parse_constant=_keine_zahl)
    except EingabeFehler:
        raise
    except (ValueError, RecursionError) as fehler:
        raise EingabeFehler("Die Zeile ist kein gültiges JSON.") from fehler


def lies(werte: Any, schema: Schema, *, pfad: str = "") -> dict[str, Any]:
    """Read an object by its schema; keys may be missing (see ``verlange``), null stays None.

    Raises EingabeFehler for an unknown key at any depth and for a value that is not what its key says.
    """
    if not isinstance(werte, dict):
        raise EingabeFehler(f"{_name(pfad) if pfad else 'Die Zeile'} muss ein JSON-Objekt sein.")
    if unbekannt := [_name(pfad + schluessel) for schluessel in werte if schluessel not in schema]:
        raise EingabeFehler(f"Unbekannter Schlüssel: {', '.join(unbekannt[:5])}.")
    return {name: _lies_wert(wert, schema[name], pfad=pfad + name) for name, wert in werte.items()}


def verlange(daten: Mapping[str, Any], *pfade: str, leer: Iterable[str] = ()) -> None:
    """Raise EingabeFehler naming every path that is missing or null; those in ``leer`` may be null."""
    darf_leer = set(leer)
    fehlend = [pfad for pfad in (*pfade, *darf_leer) if _fehlt(daten, pfad, darf_leer=pfad in darf_leer)]
    if fehlend:
        raise EingabeFehler(f"Es fehlt: {', '.join(sorted(fehlend))}.")


def betrag(wert: Any) -> Decimal:
    """Euro from 0, a text with exactly two decimals."""
    if not isinstance(wert, str) or not _BETRAG.fullmatch(wert) or len(wert) > _MEISTE_ZIFFERN:
        raise EingabeFehler("Ein Betrag ist ein Text mit genau zwei Nachkommastellen, zum Beispiel 1234.56")
    if wert.startswith("-"):
        raise EingabeFehler("Ein Betrag darf hier nicht negativ sein")
    return euro(wert)


def satz(wert: Any) -> Decimal:
    """Percent from 0 to 100, a text with exactly two decimals."""
    return prozent(betrag(wert))


def tag(wert: Any) -> date:
    """A day as ``2026-01-31``."""
    if not isinstance(wert, str) or not _TAG.fullmatch(wert):
        raise EingabeFehler("Ein Datum ist ein Text wie 2026-01-31")
    try:
        gelesen = date.fromisoformat(wert)
    except ValueError as fehler:
        raise EingabeFehler("Diesen Tag gibt es nicht") from fehler
    if gelesen.year not in JAHRE:
        raise EingabeFehler("Gerechnet wird von 1900 bis 2199")
    return gelesen


def text(wert: Any) -> str:
    """Any text."""
    if not isinstance(wert, str):
        raise EingabeFehler("Hier steht ein Text")
    return wert


def wahr(wert: Any) -> bool:
    """True or false, as JSON writes it."""
    if not isinstance(wert, bool):
        raise EingabeFehler("Hier steht true oder false")
    return wert


def anzahl(wert: Any) -> int:
    """A whole number from 0 to 10^9, as JSON writes it."""
    if not isinstance(wert, int) or isinstance(wert, bool) or not 0 <= wert <= MEISTE_EINHEITEN:
        raise EingabeFehler("Hier steht eine ganze Zahl von 0 bis 1000000000")
    return wert


def anteile(wert: Any) -> list[Fraction]:
    """Fractions as texts like ``5/12``."""
    teile = _liste(wert)
    treffer = [_BRUCH.fullmatch(teil) if isinstance(teil, str) else None for teil in teile]
    brueche = [Fraction(int(t[1]), int(t[2])) for t in treffer if t and int(t[2])]
    if len(brueche) != len(teile):
        raise EingabeFehler("Ein Teil ist ein Text wie 5/12")
    return brueche


def betraege(wert: Any) -> dict[str, Decimal]:
    """Euro by name."""
    if not isinstance(wert, dict):
        raise EingabeFehler("Hier steht ein JSON-Objekt mit Beträgen")
    return {name: betrag(eintrag) for name, eintrag in wert.items()}


def jahr(wert: Any) -> int:
    """A Haushaltsjahr from 1900 to 2199, as JSON writes a number."""
    if not isinstance(wert, int) or isinstance(wert, bool) or wert not in JAHRE:
        raise EingabeFehler("Hier steht ein Jahr von 1900 bis 2199")
    return wert


def je_jahr(wert: Any) -> dict[int, Decimal]:
    """Euro by Haushaltsjahr, its name a text like ``2026``."""
    gelesen = betraege(wert)
    if any(not (len(name) == 4 and name.isascii() and name.isdecimal()) for name in gelesen):
        raise EingabeFehler("Jedes Jahr ist ein Text wie 2026")
    return {jahr(int(name)): euro_des_jahres for name, euro_des_jahres in gelesen.items()}


def eine_von(*moegliche: str) -> Leser:
    """One of these texts."""

    def leser(wert: Any) -> str:
        if not isinstance(wert, str) or wert not in moegliche:
            raise EingabeFehler(f"Möglich sind: {', '.join(moegliche)}")
        return wert

    return leser


def jede(schema: Schema, *pflicht: str) -> Leser:
    """A list of objects of one schema, all of whose keys named are there."""

    def leser(wert: Any) -> list[dict[str, Any]]:
        gelesen = [lies(eintrag, schema) for eintrag in _liste(wert)]
        for eintrag in gelesen:
            verlange(eintrag, *pflicht)
        return gelesen

    return leser


def _lies_wert(wert: Any, leser: "Leser | Schema", *, pfad: str) -> Any:
    if wert is None:
        return None
    if isinstance(leser, Mapping):
        return lies(wert, leser, pfad=f"{pfad}.")
    try:
        return leser(wert)
    except (EingabeFehler, GeldFehler) as fehler:
        raise EingabeFehler(f"{_name(pfad)}: {str(fehler).rstrip('.')}.") from fehler


def _fehlt(daten: Mapping[str, Any], pfad: str, *, darf_leer: bool) -> bool:
    stelle: Any = daten
    for schluessel in pfad.split("."):
        if not isinstance(stelle, Mapping) or schluessel not in stelle:
            return True
        stelle = stelle[schluessel]
    return stelle is None and not darf_leer


def _liste(wert: Any) -> list[Any]:
    if not isinstance(wert, list) or len(wert) > MEISTE_TEILE:
        raise EingabeFehler(f"Hier steht eine Liste mit höchstens {MEISTE_TEILE} Einträgen")
    return wert


def _name(pfad: str) -> str:
    kurz = pfad.rstrip(".")
    return kurz if len(kurz) <= _MEISTE_ZEICHEN else f"{kurz[:_MEISTE_ZEICHEN]}…"


def _einmal(paare: list[tuple[str, Any]]) -> dict[str, Any]:
    objekt = dict(paare)
    if len(objekt) != len(paare):
        raise EingabeFehler("Ein Schlüssel kommt in demselben Objekt mehrfach vor.")
    return objekt


def _keine_zahl(wort: str) -> Any:
    raise EingabeFehler(f"{wort} ist keine Zahl.")
