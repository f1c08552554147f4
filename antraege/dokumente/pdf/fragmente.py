"""Text from people as pieces reportlab draws; none of it is ever parsed, so it can never be mark-up."""

import re
from bisect import bisect
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.paraparser import ParaFrag

from antraege.dokumente.pdf.schrift import anzeigefolge, stuecke
from antraege.dokumente.zeichen import einzeilig, sichtbar

# A citation of law is never broken over two lines.
FUNDSTELLE = re.compile(
    r" (?=\d|[IVX]+\b|NRW\b)"
    r"(?:(?<=§ )|(?<=Art\. )|(?<=Abs\. )|(?<=Nr\. )|(?<=SGB )|(?<=VwVfG )|(?<=JustG )|(?<=DSG ))"
)


def fragmente(text: str, *, stil: Any) -> list[ParaFrag]:
    """The text as the pieces of a Paragraph in this style; a line feed starts a new line."""
    zusammen = FUNDSTELLE.sub("\N{NO-BREAK SPACE}", sichtbar(text))
    teile: list[ParaFrag] = []
    for zeile in zusammen.split("\n"):
        teile += [
            _fragment(stil, fontName=schrift, text=teil)
            for schrift, teil in stuecke(zeile, schnitt=stil.fontName)
        ]
        teile.append(_fragment(stil, fontName=stil.fontName, text="", lineBreak=True))
    return teile[:-1]


def _fragment(stil: Any, **angaben: Any) -> ParaFrag:
    return ParaFrag(
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        bold=0,
        italic=0,
        fontSize=stil.fontSize,
        textColor=stil.textColor,
        **angaben,
    )


def zeichne_zeile(leinwand: Any, text: str, *, x: float, y: float, groesse: float, breite: float) -> None:
    """Draw the text on one line; what is wider than breite (points) ends in an ellipsis."""
    wort = einzeilig(text)
    if _breite(wort, groesse=groesse) > breite:
        passt = bisect(
            range(len(wort)), breite, key=lambda anzahl: _breite(f"{wort[:anzahl]}…", groesse=groesse)
        )
        wort = f"{wort[: passt - 1]}…"
    for schrift, teil in stuecke(wort):
        leinwand.setFont(schrift, groesse)
        leinwand.drawString(x, y, anzeigefolge(teil))
        x += stringWidth(teil, schrift, groesse)


def _breite(text: str, *, groesse: float) -> float:
    return float(sum(stringWidth(teil, schrift, groesse) for schrift, teil in stuecke(text)))
