"""Blocks become flowables, and the structure tree grows beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from antraege.dokumente.bloecke import (
    Absatz,
    Ausrichtung,
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
from antraege.dokumente.pdf.struktur import Knoten, beiwerk

OBEN, SEITE = 3.5, 4
NIEDRIG = 200
TEILBAR_AB = 150  # points; a lower row moves to the next page as a whole


class Raster(Flowable):
    """Rows of cells; the first row is the head and comes again on every page, as decoration."""

    def __init__(
        self,
        zeilen: list[list[Text]],
        *,
        breiten: Sequence[float],
        summenzeile: bool,
        hoehen: Sequence[float],
    ) -> None:
        super().__init__()
        self.zeilen, self.breiten, self.summenzeile, self.hoehen = zeilen, breiten, summenzeile, hoehen
        self.spaceAfter = 9

    @property
    def mindesthoehe(self) -> float:
        """How much must stand together: a low table as a whole, of a high one the head and three rows."""
        ganz = float(sum(self.hoehen))
        return ganz if ganz <= NIEDRIG else float(sum(self.hoehen[:4]))

    def wrap(self, _breite: float, _hoehe: float) -> tuple[float, float]:
        """Width and height; neither depends on the room there is."""
        self.width, self.height = sum(self.breiten), sum(self.hoehen)
        return self.width, self.height

    def split(self, breite: float, hoehe: float) -> list[Any]:
        """The rows that fit, and the rest under a repeated head; an empty list when not even one row fits."""
        passend, frei = 1, hoehe - self.hoehen[0]
        while passend < len(self.zeilen) and self.hoehen[passend] <= frei:
            frei -= self.hoehen[passend]
            passend += 1
        if passend == len(self.zeilen):
            return [self]
        if self.hoehen[passend] > TEILBAR_AB:
            passend += self._teile_zeile(passend, hoehe=frei - 2 * OBEN)
        if passend == 1:
            return []
        return [self._teil(slice(passend), ende=False), self._teil(slice(passend, None), ende=True)]

    def draw(self) -> None:
        """Draw rows from the top, then the lines as decoration."""
        y, unten = self.height, []
        for nr, (zeile, hoehe) in enumerate(zip(self.zeilen, self.hoehen, strict=True)):
            x = 0.0
            for zelle, breite in zip(zeile, self.breiten, strict=True):
                zelle.ist_beiwerk = nr == 0 and bool(zelle.knoten.inhalt)
                zelle.zeichne_zelle(self.canv, x=x + SEITE, oben=y - OBEN)
                x += breite
            y -= hoehe
            unten.append(y)
        stark = {0, len(unten) - 2} if self.summenzeile else {0}
        with beiwerk(self.canv):
            self._linien([y for nr, y in enumerate(unten) if nr not in stark], farbe=stile.LINIE, staerke=0.4)
            self._linien([unten[nr] for nr in stark], farbe=stile.SCHWARZ, staerke=0.8)

    def _linien(self, hoehen: Iterable[float], *, farbe: Any, staerke: float) -> None:
        self.canv.setStrokeColor(farbe)
        self.canv.setLineWidth(staerke)
        self.canv.lines([(0, y, self.width, y) for y in hoehen])

    def _teile_zeile(self, nr: int, *, hoehe: float) -> int:
        """Make two rows of a tall one, the upper one at most so high; the number of rows gained."""
        zellen = zip(self.zeilen[nr], self.breiten, strict=True)
        paare = [_geteilt(zelle, breite - 2 * SEITE, hoehe) for zelle, breite in zellen]
        haelften = [list(haelfte) for haelfte in zip(*(paar for paar in paare if paar), strict=True)]
        if not all(paare):
            _zeilenhoehe(self.zeilen[nr], self.breiten)  # a cell that could not be split has lost its lines
            return 0
        self.zeilen = [*self.zeilen[:nr], *haelften, *self.zeilen[nr + 1 :]]
        hoehen = [_zeilenhoehe(haelfte, self.breiten) for haelfte in haelften]
        self.hoehen = [*self.hoehen[:nr], *hoehen, *self.hoehen[nr + 1 :]]
        return 1

    def _teil(self, stueck: slice, *, ende: bool) -> "Raster":
        zeilen, hoehen = self.zeilen[stueck], self.hoehen[stueck]
        if ende:
            zeilen, hoehen = [self.zeilen[0], *zeilen], [self.hoehen[0], *hoehen]
        return Raster(zeilen, breiten=self.breiten, summenzeile=self.summenzeile and ende, hoehen=hoehen)


def _zeilenhoehe(zeile: Sequence[Text], breiten: Sequence[float]) -> float:
    hoehen = [zelle.wrap(breite - 2 * SEITE, 0)[1] for zelle, breite in zip(zeile, breiten, strict=True)]
    return float(max(hoehen)) + 2 * OBEN


def _geteilt(zelle: Text, breite: float, hoehe: float) -> tuple[Text, Text] | None:
    if zelle.height <= hoehe:
        return zelle, Text.aus("", stil=zelle.style, knoten=zelle.knoten)
    teile = zelle.split(breite, hoehe)
    return (teile[0], teile[1]) if teile else None


def raster(tabelle: Tabelle, *, knoten: Knoten) -> Raster:
    """The table of the block, every cell tagged below the Table element."""
    reihen = (tabelle.kopf, *tabelle.zeilen)
    letzte = len(reihen) - 1
    zeilen = []
    for nr, reihe in enumerate(reihen):
        fett = nr == 0 or (tabelle.summenzeile and nr == letzte)
        tr = knoten.kind("TR")
        zeilen.append(
            [
                Text.aus(
                    text,
                    stil=stile.ZELLEN[seite is Ausrichtung.RECHTS, fett],
                    knoten=tr.kind("TD") if nr else tr.kind("TH", O="Table", Scope="Column"),
                )
                for text, seite in zip(reihe, tabelle.ausrichtung, strict=True)
            ]
        )
    breiten = _breiten(reihen)
    hoehen = [_zeilenhoehe(zeile, breiten) for zeile in zeilen]
    return Raster(zeilen, breiten=breiten, summenzeile=tabelle.summenzeile, hoehen=hoehen)


def _breiten(reihen: Sequence[Sequence[str]]) -> list[float]:
    """Every column as wide as its text while there is room; the wide ones share what is left, words kept whole."""
    wunsch = [max(_textbreite(text) for text in spalte) for spalte in zip(*reihen, strict=True)]
    breiten: dict[int, float] = {}
    while offen := [nr for nr in range(len(wunsch)) if nr not in breiten]:
        anteil = (stile.SATZBREITE - sum(breiten.values())) / len(offen)
        schmale = [nr for nr in offen if wunsch[nr] <= anteil]
        if not schmale:
            woerter = {}
            for nr in offen:  # of each column only the words of most letters are measured
                worte = {wort for reihe in reihen for wort in reihe[nr].split()}
                woerter[nr] = max(map(_textbreite, nlargest(3, worte, key=len)), default=0.0)
            breiten |= _verteilt(wunsch, woerter, summe=anteil * len(offen))
        breiten |= {nr: wunsch[nr] for nr in schmale}
    streckung = stile.SATZBREITE / sum(breiten.values())
    return [breiten[nr] * streckung for nr in range(len(wunsch))]


def _verteilt(wunsch: Sequence[float], woerter: Mapping[int, float], *, summe: float) -> dict[int, float]:
    """Every column holds its longest word; what is left goes to those that want more, a page's width at most."""
    frei = summe - sum(woerter.values())
    if frei <= 0:
        return dict.fromkeys(woerter, summe / len(woerter))
    mehr = {nr: min(wunsch[nr], stile.SATZBREITE) - wort for nr, wort in woerter.items()}
    return {nr: wort + frei * mehr[nr] / sum(mehr.values()) for nr, wort in woerter.items()}


def _textbreite(text: str) -> float:
    stil = stile.ZELLE_FETT
    zeilen = [stringWidth(zeile, stil.fontName, stil.fontSize) for zeile in text.split("\n")]
    return float(max(zeilen)) + 2 * SEITE + 1


def setze(dokument: Dokument, *, wurzel: Knoten) -> list[Any]:
    """The body of the letter: subject, lines under it, blocks."""
    betreff = Titel.mit(dokument.titel, stil=stile.BETREFF, knoten=wurzel.kind("H1"), stufe=0)
    zeilen = ("Entwurf – noch nicht bekannt gegeben", *dokument.bezug) if dokument.entwurf else dokument.bezug
    bezug = [Text.aus(zeile, stil=stile.BEZUG, knoten=wurzel.kind("P")) for zeile in zeilen]
    satz: list[Any] = [betreff, *bezug, Spacer(0, 12)]
    for block in dokument.bloecke:
        if isinstance(block, Unterschrift) and block is not dokument.bloecke[0]:
            satz[-1].keepWithNext = 1  # a signature never stands alone on a page
        satz += _gesetzt(block, wurzel=wurzel)
    return _vor_tabellen(satz)


def _vor_tabellen(satz: list[Any]) -> list[Any]:
    """Keep what stands above a table with its first rows only; reportlab would move the whole table."""
    fertig: list[Any] = []
    kette: list[Any] = []
    for teil in satz:
        if isinstance(teil, Raster) and kette:
            platz = teil.mindesthoehe + sum(
                float(t.getSpaceBefore() + t.wrap(stile.SATZBREITE, 0)[1] + t.getSpaceAfter()) for t in kette
            )
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


def _gesetzt(block: Block, *, wurzel: Knoten) -> Iterator[Any]:
    match block:
        case Ueberschrift():
            stil, knoten = stile.UEBERSCHRIFTEN[block.ebene - 1], wurzel.kind(f"H{block.ebene + 1}")
            yield Titel.mit(block.text, stil=stil, knoten=knoten, stufe=block.ebene)
        case Absatz() | Kasten():
            stil = stile.KASTEN if isinstance(block, Kasten) else stile.TEXT
            yield Text.aus(block.text, stil=stil, knoten=wurzel.kind("P"))
        case Liste():
            yield from _liste(block, wurzel=wurzel)
        case Tabelle():
            knoten = wurzel.kind("Table")
            stil = stile.BESCHRIFTUNG
            beschriftung = Text.aus(block.beschriftung, stil=stil, knoten=knoten.kind("Caption"))
            yield from (beschriftung, raster(block, knoten=knoten))
        case Unterschrift():
            person = "\n".join(text for text in (block.name, block.funktion) if text)
            zeilen = ((block.formel, stile.TEXT), (person, stile.TEXT), (block.hinweis, stile.KLEIN))
            texte = [Text.aus(text, stil=stil, knoten=wurzel.kind("P")) for text, stil in zeilen]
            yield from (*_zusammen([Spacer(0, 10), *texte]), Spacer(0, 8))
        case Unterschriftsfeld():
            beschriftung = Text.aus(block.beschriftung, stil=stile.KLEIN, knoten=wurzel.kind("P"))
            yield from _zusammen([Strich(breite=stile.SATZBREITE, abstand=50), beschriftung])
        case Seitenumbruch():
            yield PageBreak()


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


def _zusammen(flowables: list[Any]) -> list[Any]:
    """Never a page break between them."""
    for flowable in flowables[:-1]:
        flowable.keepWithNext = 1
    return flowables
