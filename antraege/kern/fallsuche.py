"""What a case is found by: the stored words of its facts, and what a search looks for in them. Pure.

Every stored word begins with the letter of its circle, and a search looks only in the circles that its person sees:
what somebody types never reaches a word of a circle that is closed to them. Words are ASCII letters and digits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from antraege.kern.geld import GeldFehler, lies_betrag
from antraege.kern.suchworte import KURZER_STAMM, MEISTE_ZEICHEN, stamm, woerter
from antraege.kern.suchworte import index as wortindex

LAENGSTE = 200
MEISTE = 8
KUERZESTES_STUECK = 5  # characters of a fragment of an Aktenzeichen that may begin anywhere
_KURZE_ZAHL = 4  # digits; a longer number is looked for from its beginning on
_KONTOENDEN = (4, 10)  # the last characters of an IBAN that people know it by
_ZU_LANG = f"Die Suche nimmt höchstens {LAENGSTE} Zeichen. Bitte kürzen Sie Ihre Eingabe."
_ZU_VIELE = f"Die Suche nimmt höchstens {MEISTE} Wörter. Bitte lassen Sie einige weg."
_KEIN_WORT = "Bitte geben Sie ein Wort, ein Aktenzeichen, eine Nummer oder einen Betrag ein."
_UNLESBAR = "Die Eingabe enthält ein Zeichen, das niemand lesen kann. Bitte geben Sie sie neu ein."
_IBAN = re.compile(r"[a-z]{2}[0-9]{2}[a-z0-9]{4,30}")


class Kreis(StrEnum):
    """Who may find a case by a fact: everybody who sees the request; who sees its money; the office only."""

    ANTRAG = "o"
    AKTE = "a"
    INNEN = "i"


class Einblick(StrEnum):
    """How deep a reason to see a case opens it: the letters of its circles."""

    ANTRAG = "o"
    AKTE = "oa"
    INNEN = "oai"


class Art(StrEnum):
    """How a fact is taken apart."""

    TEXT = "text"
    ZEICHEN = "zeichen"  # an Aktenzeichen or a reference: also by a fragment
    NUMMER = "nummer"  # a voucher: as a whole, or from its beginning on
    CENT = "cent"
    IBAN = "iban"


class Suchfehler(ValueError):
    """Nothing can be looked for; the German sentence says how to mend it."""


class Glied(NamedTuple):
    """A word to look for: any that begins so, or only this one."""

    wort: str
    anfang: bool


@dataclass(frozen=True)
class Anfrage:
    """All of `teile` must be there; of each one of its ways; of a way all its words."""

    teile: tuple[tuple[tuple[Glied, ...], ...], ...]
    iban: bool = False  # then nobody shows again what was typed

    @property
    def mit_anfang(self) -> bool:
        """True when a word is looked for by its beginning."""
        return any(glied.anfang for wege in self.teile for weg in wege for glied in weg)


def index(fakten: Iterable[tuple[str, str, str]]) -> str:
    """What is stored of (circle, kind, text), each word once, divided by spaces."""
    gefunden: dict[str, None] = {}
    for kreis, art, text in fakten:
        gefunden |= dict.fromkeys(f"{kreis}{_schlicht(wort)}" for wort in _zerlegt(Art(art), text))
    return " ".join(gefunden)


def anfrage(text: str) -> Anfrage:
    """What somebody looks for. Raises Suchfehler."""
    if len(text) > LAENGSTE:
        raise Suchfehler(_ZU_LANG)
    if not all(zeichen.isprintable() or zeichen.isspace() for zeichen in text):
        raise Suchfehler(_UNLESBAR)
    ganz = _verdichtet(text)
    if _IBAN.fullmatch(ganz):
        return Anfrage((tuple(_wege(ganz)),), iban=True)
    stuecke = text.split()
    if len(stuecke) > MEISTE:
        raise Suchfehler(_ZU_VIELE)
    teile = tuple(wege for stueck in stuecke if (wege := tuple(_wege(stueck))))
    if not teile:
        raise Suchfehler(_KEIN_WORT)
    return Anfrage(teile)


def lesbar(text: str) -> str:
    """What was typed as a page may show it again: without control characters, not longer than a search is."""
    return "".join(zeichen for zeichen in text if zeichen.isprintable())[:LAENGSTE]


def _zerlegt(art: Art, text: str) -> Iterator[str]:
    if art == Art.CENT:
        yield f"geld{text}"
    elif art == Art.IBAN:
        yield f"iban{_verdichtet(text)}"
        yield from (f"konto{_verdichtet(text)[-ende:]}" for ende in _KONTOENDEN)
    elif art == Art.TEXT:
        yield from wortindex(text).split()
    else:
        ganz = _verdichtet(text)
        yield ganz
        for teil in woerter(text):
            yield teil
            yield from (teil[ab:] for ab in range(1, len(teil) - 1) if teil.isdigit())
        if art == Art.ZEICHEN:
            yield from (ganz[ab:] for ab in range(1, len(ganz) - KUERZESTES_STUECK + 1))


def _wege(stueck: str) -> Iterator[tuple[Glied, ...]]:
    """The ways in which one piece of what was typed can be meant."""
    ganz = _verdichtet(stueck)
    if worte := woerter(stueck):
        yield tuple(_glied(wort) for wort in worte)
        if len(worte) == 1 and len(worte[0]) == KURZER_STAMM and not worte[0].isdigit():
            yield (Glied(_schlicht(worte[0]), anfang=True),)  # its stem is too short to begin another word
    if len(ganz) >= KUERZESTES_STUECK and any(z.isdigit() for z in ganz):
        yield (Glied(ganz, anfang=True),)
    if _IBAN.fullmatch(ganz):
        yield (Glied(f"iban{ganz}"[:MEISTE_ZEICHEN], anfang=True),)
    if ganz.isdigit() and len(ganz) in _KONTOENDEN:
        yield (Glied(f"konto{ganz}", anfang=False),)
    try:
        yield (Glied(f"geld{int(lies_betrag(stueck) * 100)}", anfang=False),)
    except GeldFehler:
        return


def _glied(wort: str) -> Glied:
    if wort.isdigit():
        return Glied(_schlicht(wort), anfang=len(wort) > _KURZE_ZAHL)
    kurz = stamm(wort)
    return Glied(_schlicht(kurz), anfang=len(kurz) >= KURZER_STAMM)


def _verdichtet(text: str) -> str:
    return _schlicht("".join(woerter(text)))


def _schlicht(wort: str) -> str:
    """In ASCII letters and digits: no database takes a word apart or folds it once more."""
    return "".join(z if z.isascii() else f"x{ord(z):x}" for z in wort)[:MEISTE_ZEICHEN]
