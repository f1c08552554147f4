"""A tagged table that breaks between rows, and inside a row that is taller than a page could bear."""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from antraege.dokumente.bloecke import Ausrichtung, Tabelle
from antraege.dokumente.pdf import stile
from antraege.dokumente.pdf.bausteine import Text
from antraege.dokumente.pdf.struktur import Knoten, beiwerk

OBEN, SEITE = 3.5, 4
TEILBAR_AB = 150  # points; a lower row moves to the next page as a whole


class Raster(Flowable):
    """Rows of cells; the first row is the head and comes again on every page, as decoration."""

    def __init__(self, zeilen: list[list[Text]], *, breiten: Sequence[float], summenzeile: bool) -> None:
        super().__init__()
        self.zeilen, self.breiten, self.summenzeile = zeilen, breiten, summenzeile
        self.spaceAfter = 9

    def wrap(self, _breite: float, _hoehe: float) -> tuple[float, float]:
        """Width and height; remembers the height of every row."""
        self.hoehen = [self._zeilenhoehe(zeile) for zeile in self.zeilen]
        self.width, self.height = sum(self.breiten), sum(self.hoehen)
        return self.width, self.height

    def split(self, breite: float, hoehe: float) -> list[Any]:
        """The rows that fit, and the rest under a repeated head; an empty list when not even one row fits."""
        self.wrap(breite, hoehe)
        passend, frei = 1, hoehe - self.hoehen[0]
        while passend < len(self.zeilen) and self.hoehen[passend] <= frei:
            frei -= self.hoehen[passend]
            passend += 1
        if passend == len(self.zeilen):
            return [self]
        oben, unten = self.zeilen[:passend], self.zeilen[passend:]
        if self.hoehen[passend] > TEILBAR_AB and (geteilt := self._geteilte_zeile(unten[0], frei - 2 * OBEN)):
            oben, unten = [*oben, geteilt[0]], [geteilt[1], *unten[1:]]
        if len(oben) == 1:
            return []
        return [self._teil(oben, ende=False), self._teil([self.zeilen[0], *unten], ende=True)]

    def draw(self) -> None:
        """Draw rows from the top, then the lines as decoration."""
        y = self.height
        for nr, (zeile, hoehe) in enumerate(zip(self.zeilen, self.hoehen, strict=True)):
            x = 0.0
            for zelle, breite in zip(zeile, self.breiten, strict=True):
                zelle.ist_beiwerk = nr == 0 and bool(zelle.knoten.inhalt)
                zelle.drawOn(self.canv, x + SEITE, y - OBEN - zelle.height)
                x += breite
            y -= hoehe
            self._linie(y, nr=nr)

    def _linie(self, y: float, *, nr: int) -> None:
        stark = nr == 0 or (self.summenzeile and nr == len(self.zeilen) - 2)
        with beiwerk(self.canv):
            self.canv.setStrokeColor(stile.SCHWARZ if stark else stile.LINIE)
            self.canv.setLineWidth(0.8 if stark else 0.4)
            self.canv.line(0, y, self.width, y)

    def _zeilenhoehe(self, zeile: list[Text]) -> float:
        hoehen = [zelle.wrap(b - 2 * SEITE, 0)[1] for zelle, b in zip(zeile, self.breiten, strict=True)]
        return float(max(hoehen)) + 2 * OBEN

    def _geteilte_zeile(self, zeile: list[Text], hoehe: float) -> tuple[list[Text], list[Text]] | None:
        paare = [_geteilt(zelle, b - 2 * SEITE, hoehe) for zelle, b in zip(zeile, self.breiten, strict=True)]
        ganze = [paar for paar in paare if paar]
        if len(ganze) < len(paare):
            return None
        return [oben for oben, _ in ganze], [unten for _, unten in ganze]

    def _teil(self, zeilen: list[list[Text]], *, ende: bool) -> "Raster":
        return Raster(zeilen, breiten=self.breiten, summenzeile=self.summenzeile and ende)


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
                Text.aus(text, stil=_stil(seite, fett=fett), knoten=_zellknoten(tr, ist_kopf=nr == 0))
                for text, seite in zip(reihe, tabelle.ausrichtung, strict=True)
            ]
        )
    return Raster(zeilen, breiten=_breiten(reihen), summenzeile=tabelle.summenzeile)


def _zellknoten(tr: Knoten, *, ist_kopf: bool) -> Knoten:
    return tr.kind("TH", O="Table", Scope="Column") if ist_kopf else tr.kind("TD")


def _stil(seite: Ausrichtung, *, fett: bool) -> Any:
    if seite is Ausrichtung.RECHTS:
        return stile.ZELLE_FETT_RECHTS if fett else stile.ZELLE_RECHTS
    return stile.ZELLE_FETT if fett else stile.ZELLE


def _breiten(reihen: Sequence[Sequence[str]]) -> list[float]:
    """Every column as wide as its text while there is room; the wide ones share what is left."""
    wunsch = [max(_textbreite(text) for text in spalte) for spalte in zip(*reihen, strict=True)]
    breiten: dict[int, float] = {}
    while offen := [nr for nr in range(len(wunsch)) if nr not in breiten]:
        anteil = (stile.SATZBREITE - sum(breiten.values())) / len(offen)
        schmale = [nr for nr in offen if wunsch[nr] <= anteil]
        breiten |= {nr: wunsch[nr] for nr in schmale} or dict.fromkeys(offen, anteil)
    streckung = stile.SATZBREITE / sum(breiten.values())
    return [breiten[nr] * streckung for nr in range(len(wunsch))]


def _textbreite(text: str) -> float:
    stil = stile.ZELLE_FETT
    zeilen = [stringWidth(zeile, stil.fontName, stil.fontSize) for zeile in text.split("\n")]
    return float(max(zeilen)) + 2 * SEITE + 1
