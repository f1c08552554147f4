"""Makes text from people safe for reportlab."""

import re
from bisect import bisect
from html import escape
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from antraege.dokumente.pdf.schrift import NORMAL
from antraege.dokumente.pdf.schriftwahl import anzeigefolge, stuecke
from antraege.dokumente.zeichen import einzeilig, sichtbar

# A citation of law is never broken over two lines.
FUNDSTELLE = re.compile(
    r" (?=\d|[IVX]+\b|NRW\b)"
    r"(?:(?<=§ )|(?<=Art\. )|(?<=Abs\. )|(?<=Nr\. )|(?<=SGB )|(?<=VwVfG )|(?<=JustG )|(?<=DSG ))"
)


def sicher(text: str, *, schnitt: str = NORMAL) -> str:
    """The text as reportlab paragraph markup that shows exactly these characters and does nothing else."""
    zusammen = FUNDSTELLE.sub("\N{NO-BREAK SPACE}", sichtbar(text))
    return "".join(
        markup if schrift == schnitt else f'<font name="{schrift}">{markup}</font>'
        for schrift, teil in stuecke(zusammen, schnitt=schnitt)
        for markup in [escape(teil).replace("\n", "<br/>")]
    )


def zeichne_zeile(leinwand: Any, text: str, *, x: float, y: float, groesse: float, breite: float) -> None:
    """Draw the text on one line without markup; what is wider than breite (points) ends in an ellipsis."""
    wort = einzeilig(text)
    if _breite(wort, groesse=groesse) > breite:
        wort = wort[
            : bisect(range(len(wort)), breite, key=lambda n: _breite(f"{wort[:n]}…", groesse=groesse)) - 1
        ]
        wort = f"{wort}…"
    for schrift, teil in stuecke(wort):
        leinwand.setFont(schrift, groesse)
        leinwand.drawString(x, y, anzeigefolge(teil))
        x += stringWidth(teil, schrift, groesse)


def _breite(text: str, *, groesse: float) -> float:
    return float(sum(stringWidth(teil, schrift, groesse) for schrift, teil in stuecke(text)))
