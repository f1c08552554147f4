"""Reads text blocks and turns them into document blocks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from antraege.dokumente.bloecke import Absatz, Block, Liste
from antraege.dokumente.textpflege.platzhalter import PlatzhalterFehler, TextbausteinFehlt, Wert, fuelle

PUNKT = re.compile(r"(- |\d+\. )")


@dataclass(frozen=True)
class Textquelle:
    """The texts valid on the day, and the values that are the same in the whole document."""

    texte: Mapping[str, str]
    werte: Mapping[str, Wert]

    def satz(self, schluessel: str, **werte: Wert) -> str:
        """One filled text; raises TextbausteinFehlt or PlatzhalterFehler, both naming the key."""
        if schluessel not in self.texte:
            raise TextbausteinFehlt(f"Es gilt kein Textbaustein „{schluessel}“.")
        try:
            return fuelle(self.texte[schluessel], werte={**self.werte, **werte})
        except PlatzhalterFehler as fehler:
            raise PlatzhalterFehler(f"Textbaustein „{schluessel}“: {fehler}") from fehler

    def bloecke(self, schluessel: str, **werte: Wert) -> tuple[Block, ...]:
        """The filled text as paragraphs and lists; raises as `satz` does."""
        return tuple(block(teil) for teil in self.satz(schluessel, **werte).split("\n\n"))

    def zeilen(self, schluessel: str) -> tuple[str, ...]:
        """The filled text line by line; raises as `satz` does."""
        return tuple(self.satz(schluessel).split("\n"))


def block(teil: str) -> Absatz | Liste:
    """A list when every line is a point, else a paragraph."""
    zeilen = teil.split("\n")
    if not all(PUNKT.match(zeile) for zeile in zeilen):
        return Absatz(teil)
    punkte = tuple(PUNKT.sub("", zeile, count=1) for zeile in zeilen)
    return Liste(punkte, nummeriert=not teil.startswith("- "))


def freitext(text: str) -> tuple[Absatz, ...]:
    """What a clerk wrote, one paragraph per blank line."""
    return tuple(Absatz(teil.strip()) for teil in re.split(r"\n\s*\n", text) if teil.strip())


def gegliedert(text: str) -> tuple[Absatz | Liste, ...]:
    """As `freitext`; lines that begin with "- " are the points of a list."""
    return tuple(block(a.text) if a.text.startswith("- ") else a for a in freitext(text))
