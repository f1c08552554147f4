"""German words as a search compares them: one spelling of umlauts, the stem, the parts of long words. Pure.

`index` says what is stored of a text, `anfrage` what a search looks for in it. Both fold in the same way, so
Übung, Uebung and ubung are one word; a word is looked for by its stem (Snowball), from its beginning on.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MEISTE_WOERTER = 6
LANGES_WORT = 9  # letters; in shorter words a part is seldom a word of its own (Spiel in Beispiel)
KUERZESTER_TEIL = 5
KURZER_STAMM = 4  # a shorter stem is compared as a whole: Rad does not find Radio
MEISTE_ZEICHEN = 40  # of one word; what is longer is no German word

_WORT = re.compile(r"[^\W_]+")
_UMLAUT = re.compile(r"(?<![aeq])(a|o|u)e")  # not in Dauer, neue, Quelle


@dataclass(frozen=True)
class Suchwort:
    """One word to look for: any word of the text that begins so, or only this one."""

    wort: str
    anfang: bool


def falte(text: str) -> str:
    """Lower case without umlauts and accents: ß as ss, ä, ae and a alike."""
    klein = unicodedata.normalize("NFKD", text.casefold())
    ohne = "".join(zeichen for zeichen in klein if not unicodedata.combining(zeichen))
    return _UMLAUT.sub(r"\1", ohne)


def woerter(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [wort[:MEISTE_ZEICHEN] for wort in _WORT.findall(falte(text))]


@lru_cache(maxsize=20_000)
def stamm(wort: str) -> str:
    """The stem of a folded word: projekte and projekt, forscher and forschen."""
    return str(snowballstemmer.stemmer("german").stemWord(wort))  # one each: it is not made for threads


def index(text: str) -> str:
    """What is stored of a text: each word once, its stem, and the ends of long words, divided by spaces."""
    gefunden: dict[str, None] = {}
    for wort in woerter(text):
        gefunden |= dict.fromkeys((wort, stamm(wort), *_teile(wort)))
    return " ".join(gefunden)


def _teile(wort: str) -> Iterator[str]:
    """The ends of a long word, so that Werkstatt is found in Forscherwerkstatt."""
    if len(wort) >= LANGES_WORT:
        yield from (wort[ab:] for ab in range(1, len(wort) - KUERZESTER_TEIL + 1))


def anfrage(text: str) -> list[Suchwort]:
    """The words somebody looks for; all of them have to be there."""
    staemme = dict.fromkeys(map(stamm, woerter(text)))
    return [Suchwort(wort, len(wort) >= KURZER_STAMM) for wort in staemme][:MEISTE_WOERTER]


def trifft(suchwort: Suchwort, gespeichert: str) -> bool:
    """Whether what `index` stored has this word."""
    return any(
        wort.startswith(suchwort.wort) if suchwort.anfang else wort == suchwort.wort
        for wort in gespeichert.split()
    )
