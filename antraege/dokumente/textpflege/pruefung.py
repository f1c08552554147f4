"""What is wrong with a text before anybody releases it, and where: line, column, word."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from antraege.dokumente.textpflege.katalog import Angebot
from antraege.dokumente.textpflege.klauseln import KlauselFehler, kuerzeste, zerlege
from antraege.dokumente.textpflege.platzhalter import MUSTER, PLATZHALTER
from antraege.dokumente.zeichen import benannt, sichtbar

GEKLAMMERT = re.compile(r"\{([^{}\n]*)\}")
HOECHSTENS = 20_000
EIN_ABSATZ = 500
Fund = tuple[int, str, str]  # position, word, sentence


@dataclass(frozen=True)
class Textmangel:
    """One fault: line and column count from 1; `wort` is what stands there."""

    zeile: int
    spalte: int
    wort: str
    text: str

    def __str__(self) -> str:
        return f"Zeile {self.zeile}, Spalte {self.spalte}: {self.text}"


def geglaettet(text: str) -> str:
    """The text as it is stored: line feeds only, no space at the end of lines, none around the text."""
    zeilen = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(zeile.rstrip() for zeile in zeilen).strip()


def maengel(text: str, *, angebot: Angebot) -> list[Textmangel]:
    """Every fault of the text in the order of its places; an empty list lets it be released."""
    if not text.strip():
        return [Textmangel(1, 1, "", "Der Text ist leer.")]
    if len(text) > HOECHSTENS:
        return [Textmangel(1, 1, "", f"Der Text ist länger als {HOECHSTENS} Zeichen.")]
    if angebot.ein_absatz and ("\n" in text or len(text) > EIN_ABSATZ):
        satz = f"Eine Nebenbestimmung ist ein Absatz mit höchstens {EIN_ABSATZ} Zeichen."
        return [Textmangel(1, 1, "", satz)]
    unsichtbar = [
        (position, benannt(zeichen), f"Das Zeichen {benannt(zeichen)} ist unsichtbar. Löschen Sie es.")
        for position, zeichen in enumerate(text)
        if zeichen != "\n" and sichtbar(zeichen) not in (zeichen, " ")
    ]
    gefunden = [*unsichtbar, *_platzhalter(text, angebot), *_klauseln(text, angebot)]
    return [
        Textmangel(text.count("\n", 0, ort) + 1, ort - text.rfind("\n", 0, ort), wort, satz)
        for ort, wort, satz in sorted(gefunden)
    ]


def _platzhalter(text: str, angebot: Angebot) -> Iterator[Fund]:
    erlaubt = [p.name for p in angebot.platzhalter]
    for treffer in GEKLAMMERT.finditer(text):
        satz = _urteil(treffer[1], erlaubt)
        if satz:
            yield treffer.start(), treffer[0], satz
    ohne = GEKLAMMERT.sub(lambda t: " " * len(t[0]), text)
    for streu in re.finditer(r"[{}]", ohne):
        yield streu.start(), streu[0], "Diese geschweifte Klammer gehört zu keinem Platzhalter."


def _urteil(name: str, erlaubt: list[str]) -> str:
    if not name.strip():
        return "Der Platzhalter ist leer. Schreiben Sie einen Namen zwischen die Klammern."
    if name in erlaubt:
        return ""
    nah = difflib.get_close_matches(name.strip().lower(), erlaubt, n=1)
    rat = f" Meinen Sie {{{nah[0]}}}?" if nah else " Die Liste der Platzhalter steht unter dem Text."
    if name in PLATZHALTER and MUSTER.fullmatch(f"{{{name}}}"):
        return f"Der Platzhalter {{{name}}} hat in diesem Text keinen Wert.{rat}"
    return f"Der Platzhalter {{{name}}} ist unbekannt.{rat}"


def _klauseln(text: str, angebot: Angebot) -> Iterator[Fund]:
    try:
        teile = zerlege(text, bekannt={feld.name: feld for feld in angebot.felder})
    except KlauselFehler as fehler:
        yield fehler.position, fehler.wort, str(fehler)
        return
    if not kuerzeste(teile):
        satz = (
            "Der Text kann leer werden. Lassen Sie einen Satz außerhalb stehen oder ergänzen Sie [[sonst]]."
        )
        yield 0, "", satz


def mit_beispielen(text: str, *, angebot: Angebot) -> str:
    """A text without faults, every placeholder filled with its example, conditions in words."""
    return MUSTER.sub(lambda treffer: angebot.beispiele[treffer[1]], text)
