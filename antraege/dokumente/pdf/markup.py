"""Makes text from people safe for reportlab."""

import re
from functools import cache
from html import escape

from reportlab.pdfbase import pdfmetrics

from antraege.dokumente.pdf.schrift import NORMAL, lade_schriften
from antraege.dokumente.zeichen import benannt, einzeilig, sichtbar

# A citation of law is never broken over two lines.
FUNDSTELLE = re.compile(
    r" (?=\d|[IVX]+\b|NRW\b)"
    r"(?:(?<=§ )|(?<=Art\. )|(?<=Abs\. )|(?<=Nr\. )|(?<=SGB )|(?<=VwVfG )|(?<=JustG )|(?<=DSG ))"
)


def sicher(text: str) -> str:
    """The text as reportlab paragraph markup that shows exactly these characters and does nothing else.

    A character the embedded fonts lack becomes `[U+1F600]`, for it would print as nothing.
    """
    zusammen = FUNDSTELLE.sub("\N{NO-BREAK SPACE}", _druckbar(sichtbar(text)))
    return escape(zusammen).replace("\n", "<br/>")


def zeile(text: str) -> str:
    """The text on one line, for what is drawn without markup."""
    return _druckbar(einzeilig(text))


def _druckbar(text: str) -> str:
    fehlende = set(text) - _vorrat()
    return text.translate({ord(zeichen): benannt(zeichen) for zeichen in fehlende})


@cache
def _vorrat() -> frozenset[str]:
    lade_schriften()
    return frozenset(map(chr, pdfmetrics.getFont(NORMAL).face.charToGlyph)) | {"\n"}
