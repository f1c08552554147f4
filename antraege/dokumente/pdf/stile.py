"""Sizes, colours and measures of the letter (DIN 5008 form B); lengths in points."""

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from antraege.dokumente.pdf.schrift import FETT, NORMAL

BREITE, HOEHE = A4
RAND_LINKS, RAND_RECHTS, RAND_UNTEN = 25 * mm, 20 * mm, 30 * mm
SATZBREITE = BREITE - RAND_LINKS - RAND_RECHTS
OBEN_BETREFF = HOEHE - 98.46 * mm
OBEN_FOLGESEITE = HOEHE - 28 * mm
SATZHOEHE = OBEN_FOLGESEITE - RAND_UNTEN - 1

SCHWARZ, GRAU, LINIE, FLAECHE = (
    HexColor("#1a1a1a"),
    HexColor("#555555"),
    HexColor("#b5b5b5"),
    HexColor("#eef1f4"),
)
WASSERZEICHEN = HexColor("#e3e3e3")
POLSTER = 7


def _stil(name: str, groesse: float, zeile: float, **mehr: object) -> ParagraphStyle:
    """A style of our own; nothing of it may fall back to a font that is not embedded."""
    grund = {
        "fontName": NORMAL,
        "bulletFontName": NORMAL,
        "textColor": SCHWARZ,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    return ParagraphStyle(name, fontSize=groesse, leading=zeile, **{**grund, **mehr})


TEXT = _stil("text", 10, 13.8, spaceAfter=6)
BETREFF = _stil("betreff", 12, 16, fontName=FETT)
BEZUG = _stil("bezug", 10, 14, fontName=FETT)
UEBERSCHRIFTEN = (
    _stil("ebene-1", 10.5, 14, fontName=FETT, spaceBefore=9, spaceAfter=3, keepWithNext=1),
    _stil("ebene-2", 10, 13.8, fontName=FETT, spaceBefore=6, spaceAfter=2, keepWithNext=1),
)
PUNKT = _stil("punkt", 10, 13.8, leftIndent=20, spaceAfter=2.5)
KASTEN = _stil(
    "kasten",
    10,
    14,
    leftIndent=POLSTER,
    rightIndent=POLSTER,
    borderPadding=POLSTER,
    backColor=FLAECHE,
    spaceBefore=POLSTER + 9,
    spaceAfter=POLSTER + 7,
)
BESCHRIFTUNG = _stil("beschriftung", 9, 12.5, fontName=FETT, spaceBefore=4, spaceAfter=2, keepWithNext=1)
ZELLE_FETT = _stil("zelle-fett", 9, 12, fontName=FETT)
ZELLEN = {  # by: figures on the right, bold
    (False, False): _stil("zelle", 9, 12),
    (True, False): _stil("zelle-rechts", 9, 12, alignment=2),
    (False, True): ZELLE_FETT,
    (True, True): _stil("zelle-fett-rechts", 9, 12, fontName=FETT, alignment=2),
}
KLEIN = _stil("klein", 8, 10.5, textColor=GRAU, spaceBefore=4)
FELDNAME = _stil("feldname", 7.5, 9.5, textColor=GRAU)
FELDWERT = _stil("feldwert", 9.5, 12, spaceAfter=3)
STADT = _stil("stadt", 16, 20, fontName=FETT)
AMT = _stil("amt", 9.5, 12)
RUECKSENDUNG = _stil("ruecksendung", 7, 9, textColor=GRAU)
ANSCHRIFTEN = tuple(_stil(f"anschrift-{groesse}", groesse, groesse * 1.25) for groesse in (10, 9, 8, 7))
