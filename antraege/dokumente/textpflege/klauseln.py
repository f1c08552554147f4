"""Conditional clauses: parts of a text that stand only in letters whose facts fulfil a condition.

`[[wenn nachweisart = regulaer]] … [[sonst]] … [[ende]]`; `und` joins comparisons. A mark alone on its line
takes the line with it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from antraege.dokumente.textpflege.klauselfelder import BedingungFehler, Feld, Vergleich, felder, lies

MARKE = re.compile(
    r"(?P<rand>^[ \t]*)(?P<ganz>\[\[(?P<zeile>[^\[\]\n]*)\]\])[ \t]*\n|(?P<marke>\[\[(?P<worte>[^\[\]\n]*)\]\])",
    re.MULTILINE,
)
STREU = re.compile(r"\[\[|\]\]")
LEERZEILEN = re.compile(r"\n{3,}")


class KlauselFehler(ValueError):
    """A condition is broken: where it stands in the text, the words in question, what is wrong."""

    def __init__(self, text: str, *, position: int, wort: str) -> None:
        super().__init__(text)
        self.position, self.wort = position, wort


@dataclass(frozen=True)
class Klausel:
    """Comparisons that must all hold, the text for then and the text for otherwise."""

    bedingung: tuple[Vergleich, ...]
    dann: str
    sonst: str


@dataclass(frozen=True)
class _Marke:
    worte: str
    ganz: str
    position: int

    def fehler(self, text: str) -> KlauselFehler:
        return KlauselFehler(text, position=self.position, wort=self.ganz)


@dataclass
class _Offen:
    """A clause that is being read; dann is None until [[sonst]]."""

    marke: _Marke
    bedingung: tuple[Vergleich, ...]
    dann: str | None = None


class _Leser:
    """Puts the parts together mark by mark."""

    def __init__(self, bekannt: Mapping[str, Feld]) -> None:
        self.bekannt = bekannt
        self.teile: list[str | Klausel] = []
        self.offen: _Offen | None = None

    def nimm(self, marke: _Marke, davor: str) -> None:
        """One mark with the plain text before it. Raises KlauselFehler."""
        worte = marke.worte.strip()
        if worte.startswith("wenn "):
            self._oeffne(marke, davor, worte.removeprefix("wenn "))
        elif worte not in ("sonst", "ende"):
            raise marke.fehler("Erlaubt sind [[wenn …]], [[sonst]] und [[ende]].")
        elif self.offen is None:
            raise marke.fehler(f"Vor [[{worte}]] steht keine Bedingung.")
        elif worte == "ende":
            dann, sonst = (davor, "") if self.offen.dann is None else (self.offen.dann, davor)
            self.teile.append(Klausel(self.offen.bedingung, dann, sonst))
            self.offen = None
        elif self.offen.dann is not None:
            raise marke.fehler("Eine Bedingung hat nur ein [[sonst]].")
        else:
            self.offen.dann = davor

    def _oeffne(self, marke: _Marke, davor: str, bedingung: str) -> None:
        if self.offen:
            raise marke.fehler("Eine Bedingung steht in einer anderen. Schließen Sie die erste mit [[ende]].")
        try:
            vergleiche = lies(bedingung, bekannt=self.bekannt)
        except BedingungFehler as fehler:
            raise marke.fehler(str(fehler)) from fehler
        self.teile.append(davor)
        self.offen = _Offen(marke, vergleiche)


def zerlege(text: str, *, bekannt: Mapping[str, Feld]) -> list[str | Klausel]:
    """Plain text and clauses in order; `bekannt` are the fields by name. Raises KlauselFehler at the first fault."""
    leser, ende = _Leser(bekannt), 0
    for treffer in MARKE.finditer(text):
        ganz, worte = ("marke", "worte") if treffer["ganz"] is None else ("ganz", "zeile")
        marke = _Marke(treffer[worte], treffer[ganz], treffer.start(ganz))
        leser.nimm(marke, _glatt(text, ende, treffer.start()))
        ende = treffer.end()
    if leser.offen:
        raise leser.offen.marke.fehler("Zu dieser Bedingung fehlt [[ende]].")
    return [*leser.teile, _glatt(text, ende, len(text))]


def waehle(text: str, *, fakten: object) -> str:
    """The text as these facts want it. Raises KlauselFehler for a broken condition."""
    if not STREU.search(text):
        return text
    teile = zerlege(text, bekannt=felder(type(fakten)))
    return _zusammen(teile, lambda k: all(v.gilt(fakten) for v in k.bedingung))


def kuerzeste(teile: list[str | Klausel]) -> str:
    """The text of a letter for which every condition chooses the emptier part."""
    return _zusammen(teile, lambda k: len(k.dann.strip()) <= len(k.sonst.strip()))


def _zusammen(teile: list[str | Klausel], dann: Any) -> str:
    worte = (t if isinstance(t, str) else (t.dann if dann(t) else t.sonst) for t in teile)
    return LEERZEILEN.sub("\n\n", "".join(worte)).strip()


def _glatt(text: str, von: int, bis: int) -> str:
    streu = STREU.search(text, von, bis)
    if streu:
        satz = "Zwei eckige Klammern gehören zu keiner Bedingung."
        raise KlauselFehler(satz, position=streu.start(), wort=streu[0])
    return text[von:bis]


class Klauseltexte(Mapping[str, str]):
    """Texts by key, each with the clauses that the facts of one letter choose."""

    def __init__(self, texte: Mapping[str, str], fakten: object) -> None:
        self.texte, self.fakten = texte, fakten

    def __getitem__(self, schluessel: str) -> str:
        return waehle(self.texte[schluessel], fakten=self.fakten)

    def __iter__(self) -> Iterator[str]:
        return iter(self.texte)

    def __len__(self) -> int:
        return len(self.texte)
