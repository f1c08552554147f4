"""Blocks become flowables, and the structure tree grows beside them."""

from collections.abc import Callable, Iterable
from typing import Any

from reportlab.platypus import CondPageBreak, PageBreak, Spacer

from antraege.dokumente.bloecke import (
    Absatz,
    Block,
    Dokument,
    Kasten,
    Liste,
    Seitenumbruch,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    Unterschriftsfeld,
)
from antraege.dokumente.pdf import stile
from antraege.dokumente.pdf.bausteine import Punkt, Strich, Text, Titel
from antraege.dokumente.pdf.struktur import Knoten
from antraege.dokumente.pdf.tabelle import Raster, raster


def setze(dokument: Dokument, *, wurzel: Knoten) -> list[Any]:
    """The body of the letter: subject, lines under it, blocks."""
    betreff = Titel.mit(dokument.titel, stil=stile.BETREFF, knoten=wurzel.kind("H1"), stufe=0)
    zeilen = ("Entwurf – noch nicht bekannt gegeben", *dokument.bezug) if dokument.entwurf else dokument.bezug
    bezug = [Text.aus(zeile, stil=stile.BEZUG, knoten=wurzel.kind("P")) for zeile in zeilen]
    return _vor_tabellen([betreff, *bezug, Spacer(0, 12), *_alle(dokument.bloecke, wurzel=wurzel)])


def _alle(bloecke: Iterable[Block], *, wurzel: Knoten) -> list[Any]:
    satz: list[Any] = []
    for block in bloecke:
        if isinstance(block, Unterschrift) and satz:
            satz[-1].keepWithNext = 1  # a signature never stands alone on a page
        satz += SETZER[type(block)](block, wurzel=wurzel)
    return satz


def _vor_tabellen(satz: list[Any]) -> list[Any]:
    """Keep what stands above a table with its first rows only; reportlab would move the whole table."""
    fertig: list[Any] = []
    kette: list[Any] = []
    for teil in satz:
        if isinstance(teil, Raster) and kette:
            platz = sum(map(_platz, kette)) + teil.mindesthoehe
            fertig += [CondPageBreak(min(platz, stile.SATZHOEHE)), *kette]
            for davor in kette:
                davor.keepWithNext = 0
            kette = []
        if teil.getKeepWithNext():
            kette.append(teil)
        else:
            fertig += [*kette, teil]
            kette = []
    return fertig + kette


def _platz(teil: Any) -> float:
    return float(teil.getSpaceBefore() + teil.wrap(stile.SATZBREITE, 0)[1] + teil.getSpaceAfter())


def _ueberschrift(block: Ueberschrift, *, wurzel: Knoten) -> list[Any]:
    stil, knoten = stile.UEBERSCHRIFTEN[block.ebene - 1], wurzel.kind(f"H{block.ebene + 1}")
    return [Titel.mit(block.text, stil=stil, knoten=knoten, stufe=block.ebene)]


def _absatz(block: Absatz | Kasten, *, wurzel: Knoten) -> list[Any]:
    stil = stile.KASTEN if isinstance(block, Kasten) else stile.TEXT
    return [Text.aus(block.text, stil=stil, knoten=wurzel.kind("P"))]


def _liste(block: Liste, *, wurzel: Knoten) -> list[Any]:
    knoten = wurzel.kind("L", O="List", ListNumbering="Decimal" if block.nummeriert else "Disc")
    punkte = []
    for nr, text in enumerate(block.punkte, start=1):
        eintrag = knoten.kind("LI")
        marken_knoten = eintrag.kind("Lbl")
        punkt = Punkt.aus(text, stil=stile.PUNKT, knoten=eintrag.kind("LBody"))
        punkt.marke, punkt.marken_knoten = (f"{nr}." if block.nummeriert else "•"), marken_knoten
        punkte.append(punkt)
    return [*punkte, Spacer(0, 4)]


def _tabelle(block: Tabelle, *, wurzel: Knoten) -> list[Any]:
    knoten = wurzel.kind("Table")
    beschriftung = Text.aus(block.beschriftung, stil=stile.BESCHRIFTUNG, knoten=knoten.kind("Caption"))
    return [beschriftung, raster(block, knoten=knoten)]


def _unterschrift(block: Unterschrift, *, wurzel: Knoten) -> list[Any]:
    person = "\n".join(text for text in (block.name, block.funktion) if text)
    zeilen = ((block.formel, stile.TEXT), (person, stile.TEXT), (block.hinweis, stile.KLEIN))
    texte = [Text.aus(text, stil=stil, knoten=wurzel.kind("P")) for text, stil in zeilen]
    return [*_zusammen([Spacer(0, 10), *texte]), Spacer(0, 8)]


def _unterschriftsfeld(block: Unterschriftsfeld, *, wurzel: Knoten) -> list[Any]:
    beschriftung = Text.aus(block.beschriftung, stil=stile.KLEIN, knoten=wurzel.kind("P"))
    return _zusammen([Strich(breite=stile.SATZBREITE, abstand=50), beschriftung])


def _seitenumbruch(_block: Seitenumbruch, *, wurzel: Knoten) -> list[Any]:
    return [PageBreak()]


def _zusammen(flowables: list[Any]) -> list[Any]:
    """Never a page break between them."""
    for flowable in flowables[:-1]:
        flowable.keepWithNext = 1
    return flowables


SETZER: dict[type[Block], Callable[..., list[Any]]] = {
    Ueberschrift: _ueberschrift,
    Absatz: _absatz,
    Kasten: _absatz,
    Liste: _liste,
    Tabelle: _tabelle,
    Unterschrift: _unterschrift,
    Unterschriftsfeld: _unterschriftsfeld,
    Seitenumbruch: _seitenumbruch,
}
