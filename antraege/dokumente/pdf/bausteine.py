"""Flowables that know which structure element they draw."""

from contextlib import AbstractContextManager
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.pdfbase.pdfmetrics import getAscent
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paragraph import _SplitWord

from antraege.dokumente.pdf.fragmente import fragmente
from antraege.dokumente.pdf.schrift import RECHTSLAEUFIG, anzeigefolge
from antraege.dokumente.pdf.struktur import Knoten, beiwerk, markiert
from antraege.dokumente.zeichen import kurz, sichtbar


class Text(Paragraph):
    """A tagged paragraph; `Text.aus` builds it, reportlab's own splitting uses the inherited constructor."""

    knoten: Knoten
    ist_beiwerk = False
    gesetzte_breite = -1.0

    @classmethod
    def aus(cls, text: str, *, stil: Any, knoten: Knoten) -> "Text":
        """The paragraph with exactly the characters of the text."""
        absatz = cls("", stil, frags=fragmente(text, stil=stil))
        absatz.knoten = knoten
        if RECHTSLAEUFIG.search(text):
            knoten.woertlich = sichtbar(text)
        return absatz

    def wrap(self, breite: float, hoehe: float) -> tuple[float, float]:
        """Width and height; the same width is not set twice."""
        if breite != self.gesetzte_breite or not hasattr(self, "blPara"):  # a failed split forgets the lines
            super().wrap(breite, hoehe)
            self.gesetzte_breite = breite
        return self.width, self.height

    def split(self, breite: float, hoehe: float) -> list[Any]:
        """Both parts stay in the same structure element."""
        teile: list[Any] = super().split(breite, hoehe)
        for teil in teile:
            teil.knoten = self.knoten
        return teile

    def draw(self) -> None:
        """Draw inside a mark, or as decoration when a reader has met it before."""
        _richte(self.blPara)
        with self._klammer(self.canv):
            super().draw()

    def zeichne_zelle(self, leinwand: Any, *, x: float, oben: float) -> None:
        """Draw with the upper left corner there: the short way when it is one plain line, as most cells are."""
        absatz, stil = self.blPara, self.style
        if absatz.kind != 0 or len(absatz.lines) != 1 or self.knoten.woertlich:
            self.drawOn(leinwand, x, oben - self.height)
            return
        rest, worte = absatz.lines[0]
        if stil.alignment == TA_RIGHT:
            x += rest
        with self._klammer(leinwand):
            leinwand.waehle(schrift=absatz.fontName, groesse=absatz.fontSize, farbe=absatz.textColor)
            leinwand.drawString(x, oben - absatz.ascent, " ".join(worte))

    def _klammer(self, leinwand: Any) -> AbstractContextManager[None]:
        return beiwerk(leinwand, "Pagination") if self.ist_beiwerk else markiert(leinwand, self.knoten)


def _richte(absatz: Any) -> None:
    """Once, before drawing: right-to-left parts in drawing order, and a blank where a line ends between words.

    Without the blank a screen reader would join the last word of a line with the first of the next.
    """
    if hasattr(absatz, "gerichtet"):
        return
    absatz.gerichtet = True
    if absatz.kind == 0:
        for nr, (rest, worte) in enumerate(absatz.lines):
            luft = "" if type(worte[-1]) is _SplitWord else " "
            absatz.lines[nr] = (rest, [anzeigefolge(" ".join(worte)) + luft])
        return
    for zeile in absatz.lines:
        for teil in zeile.words:
            teil.text = anzeigefolge(teil.text)
        if zeile.words[-1].text:
            zeile.words[-1].text += " "
        elif len(zeile.words) > 1 and zeile.lineBreak:
            zeile.words[-2].text += " "


class Titel(Text):
    """A heading that also stands in the outline; stufe counts from 0."""

    lesezeichen: str
    stufe: int

    @classmethod
    def mit(cls, text: str, *, stil: Any, knoten: Knoten, stufe: int) -> "Titel":
        """The heading with its place in the outline."""
        titel = cls.aus(text, stil=stil, knoten=knoten)
        titel.lesezeichen, titel.stufe = kurz(text), stufe
        return titel

    def split(self, breite: float, hoehe: float) -> list[Any]:
        """Only the first part is a target of the outline."""
        teile = super().split(breite, hoehe)
        for teil, lesezeichen in zip(teile, (self.lesezeichen, ""), strict=False):
            teil.lesezeichen, teil.stufe = lesezeichen, self.stufe
        return teile

    def draw(self) -> None:
        """Note the place, then draw."""
        if self.lesezeichen:
            self.canv.merke(self.lesezeichen, hoehe=self.height, stufe=self.stufe)
        super().draw()


class Punkt(Text):
    """The body of a list item; its label stands left of the first line."""

    marke: str
    marken_knoten: Knoten

    def draw(self) -> None:
        """Draw the label inside its own mark; the second part of a split item has none."""
        if hasattr(self, "marke"):
            stil = self.style
            with markiert(self.canv, self.marken_knoten):
                self.canv.setFont(stil.fontName, stil.fontSize)
                self.canv.setFillColor(stil.textColor)
                self.canv.drawRightString(
                    stil.leftIndent - 6, self.height - getAscent(stil.fontName, stil.fontSize), self.marke
                )
        super().draw()

    def split(self, breite: float, hoehe: float) -> list[Any]:
        """The label stays with the first part."""
        teile = super().split(breite, hoehe)
        if teile and hasattr(self, "marke"):
            teile[0].marke, teile[0].marken_knoten = self.marke, self.marken_knoten
        return teile


class Strich(Flowable):
    """A line for a signature by hand."""

    def __init__(self, *, breite: float, abstand: float) -> None:
        super().__init__()
        self.width, self.height = breite, abstand

    def draw(self) -> None:
        """Draw the line as decoration."""
        with beiwerk(self.canv):
            self.canv.line(0, 2, self.width, 2)
