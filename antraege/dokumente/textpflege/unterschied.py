"""What differs between two texts, word by word, and between two documents, passage by passage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, zip_longest
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from antraege.dokumente.bloecke import Dokument
from antraege.dokumente.html import als_html_kontext

ZEILE = re.compile(r"[^\n]*\n|[^\n]+")
WORT = re.compile(r"\S+[^\S\n]*|\n\s*|[^\S\n]+")  # a word carries the spaces after it
# Beyond this many comparisons everything between what both sides share at their ends counts as changed.
HOECHSTENS = 2_000_000


class Wandel(StrEnum):
    """What became of a piece."""

    GLEICH = "gleich"
    NEU = "neu"
    WEG = "weg"


@dataclass(frozen=True)
class Stueck:
    """Some words that stayed, came or went."""

    wandel: Wandel
    text: str

    @property
    def als_html(self) -> SafeString:
        """Escaped; what came or went says so to who hears the page."""
        if self.wandel is Wandel.GLEICH:
            return conditional_escape(self.text)
        tag, wort = ("ins", "neu") if self.wandel is Wandel.NEU else ("del", "gestrichen")
        muster = '<{0}><span class="kern-sr-only">[{1}: </span>{2}<span class="kern-sr-only">]</span></{0}>'
        return format_html(muster, tag, wort, self.text)


def unterschied(alt: str, neu: str) -> list[Stueck]:
    """The words of both texts in reading order: what went stands before what came."""
    a, b = ZEILE.findall(alt), ZEILE.findall(neu)
    stuecke: list[Stueck] = []
    for gleich, weg, hinzu in _schritte(a, b, a, b):
        if gleich:
            stuecke.append(Stueck(Wandel.GLEICH, hinzu))
            continue
        alte, neue = WORT.findall(weg), WORT.findall(hinzu)
        kerne = ([wort.rstrip(" \t") for wort in worte] for worte in (alte, neue))
        for bleibt, geht, kommt in _schritte(alte, neue, *kerne):
            if bleibt:
                stuecke.append(Stueck(Wandel.GLEICH, kommt))
            else:
                stuecke += [Stueck(Wandel.WEG, geht), Stueck(Wandel.NEU, kommt)]
    nicht_leer = (stueck for stueck in stuecke if stueck.text)
    gruppen = groupby(nicht_leer, key=lambda stueck: stueck.wandel)  # neighbours of one kind become one
    return [Stueck(wandel, "".join(s.text for s in gruppe)) for wandel, gruppe in gruppen]


def _schritte(
    a: list[str], b: list[str], kern_a: list[str], kern_b: list[str]
) -> Iterator[tuple[bool, str, str]]:
    """Runs of both lists in order: equal or not, the old, the new; compared by their cores."""
    vorn = _gemeinsam(kern_a, kern_b)
    hinten = _gemeinsam(kern_a[vorn:][::-1], kern_b[vorn:][::-1])
    bis_a, bis_b = len(a) - hinten, len(b) - hinten
    mitte_a, mitte_b = kern_a[vorn:bis_a], kern_b[vorn:bis_b]
    if len(mitte_a) * len(mitte_b) > HOECHSTENS:
        mitte: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(mitte_a), 0, len(mitte_b))]
    else:
        mitte = SequenceMatcher(a=mitte_a, b=mitte_b, autojunk=False).get_opcodes()
    yield True, "".join(a[:vorn]), "".join(b[:vorn])
    for tat, von, bis, ab, ende in mitte:
        yield tat == "equal", "".join(a[vorn + von : vorn + bis]), "".join(b[vorn + ab : vorn + ende])
    yield True, "".join(a[bis_a:]), "".join(b[bis_b:])


def _gemeinsam(a: list[str], b: list[str]) -> int:
    """How many pieces both lists begin with."""
    return next((nr for nr, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def als_html(stuecke: list[Stueck]) -> SafeString:
    """The pieces as escaped HTML: <ins> and <del>, and in words for who hears the page."""
    return format_html_join("", "{}", ((stueck.als_html,) for stueck in stuecke))


def als_vergleich(alt: Dokument, neu: Dokument, *, ebene: int = 2) -> tuple[dict[str, Any], int]:
    """Context of `dokumente/dokument.html` for the new document with its changes marked, and their number."""
    vorher, kontext = (als_html_kontext(d, ebene=ebene)["dokument"] for d in (alt, neu))
    zaehler = _Zaehler()
    for name in ("titel", "bezug"):
        kontext[name] = zaehler.vergleiche(vorher[name], kontext[name])
    kopf = vorher["kopf"]
    kontext["kopf"] = {n: zaehler.vergleiche(kopf[n], wert) for n, wert in kontext["kopf"].items()}
    kontext["bloecke"] = list(_bloecke(vorher["bloecke"], kontext["bloecke"], zaehler))
    return {"dokument": kontext}, zaehler.anzahl


class _Zaehler:
    """Marks texts and counts those that changed."""

    def __init__(self) -> None:
        self.anzahl = 0

    def vergleiche(self, alt: Any, neu: Any) -> Any:
        """Text marked where it differs; a list line by line; anything else as it is."""
        if isinstance(neu, list) and all(isinstance(zeile, str) for zeile in neu):
            paare = zip_longest(alt if isinstance(alt, list) else [], neu, fillvalue="")
            return [self.vergleiche(a, n) for a, n in paare]
        if not isinstance(neu, str) or alt == neu:
            return neu
        self.anzahl += 1
        return als_html(unterschied(alt if isinstance(alt, str) else "", neu))


def _bloecke(
    alt: list[dict[str, Any]], neu: list[dict[str, Any]], zaehler: _Zaehler
) -> Iterator[dict[str, Any]]:
    abdruck_alt, abdruck_neu = ([repr(block) for block in seite] for seite in (alt, neu))
    for tat, a, b, c, d in SequenceMatcher(a=abdruck_alt, b=abdruck_neu, autojunk=False).get_opcodes():
        if tat == "equal":
            yield from neu[c:d]
            continue
        leer: dict[str, Any] = {}
        for vorher, nachher in zip_longest(alt[a:b], neu[c:d], fillvalue=leer):
            vergleichbar = vorher and nachher and vorher["typ"] == nachher["typ"]
            if vorher and not vergleichbar:
                yield {n: w if n == "typ" else _gestrichen(w, zaehler) for n, w in vorher.items()}
            if nachher:
                bisher = vorher if vergleichbar else leer
                yield {
                    n: w if n == "typ" else zaehler.vergleiche(bisher.get(n), w) for n, w in nachher.items()
                }


def _gestrichen(wert: Any, zaehler: _Zaehler) -> Any:
    if isinstance(wert, list) and all(isinstance(zeile, str) for zeile in wert):
        return [zaehler.vergleiche(zeile, "") for zeile in wert]
    return zaehler.vergleiche(wert, "") if isinstance(wert, str) else wert
