"""Builds static/fremd from node_modules: KERN's stylesheet, htmx, Fira Sans for browser and PDF, DejaVu for PDF.

Run by `make assets` (python -m einstellungen.assets); everything it writes is ignored by git.
"""

import logging
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

BASIS = Path(__file__).resolve().parent.parent
MODULE = BASIS / "node_modules"
KERN = MODULE / "@kern-ux" / "native" / "dist"
SCHRIFT_QUELLE = KERN / "fonts" / "fira-sans"
ZIEL = BASIS / "static" / "fremd"

LATEIN = ((0x20, 0x7E), (0xA0, 0x24F), (0x2BB, 0x2DD), (0x300, 0x331), (0x1E00, 0x1EFF))
ZEICHEN = (
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20AC, 0x20AC),
    (0x2100, 0x218F),
    (0x2190, 0x2199),
    (0x2200, 0x22FF),
)
GRIECHISCH_KYRILLISCH = ((0x370, 0x3FF), (0x400, 0x52F))
BINDESTRICH, GESCHUETZTER_BINDESTRICH = 0x2D, 0x2011
# Tables that only shape text on screen; reportlab reads none of them.
NUR_BILDSCHIRM = ["GPOS", "GSUB", "GDEF", "gasp"]


@dataclass(frozen=True)
class WebSchnitt:
    """One font file of the browser and the CSS weights it answers for."""

    datei: str
    gewicht: str


# KERN asks for 400, 500 and 600; <strong> asks for 700.
WEB_SCHNITTE = (WebSchnitt("FiraSans-Regular", "400"), WebSchnitt("FiraSans-SemiBold", "500 700"))
PDF_SCHNITTE = ("FiraSans-Regular", "FiraSans-Bold")
# For what Fira Sans lacks in a letter: Arabic, Hebrew, Georgian, Armenian, symbols.
ERSATZ_QUELLE = MODULE / "dejavu-fonts-ttf" / "ttf"
ERSATZ_SCHNITTE = ("DejaVuSans", "DejaVuSans-Bold")


def schriftregel(schnitt: WebSchnitt) -> str:
    """Return the @font-face rule of one subset weight, relative to static/fremd/kern.css."""
    return (
        "@font-face{font-family:'Fira Sans';font-style:normal;font-display:optional;"
        f"font-weight:{schnitt.gewicht};src:url('schrift/{schnitt.datei}.woff2') format('woff2')}}\n"
    )


def lade_schrift(datei: str) -> TTFont:
    """Open one weight of KERN's Fira Sans and give it the non-breaking hyphen it lacks."""
    schrift = TTFont(SCHRIFT_QUELLE / f"{datei}.woff2", recalcTimestamp=False)
    for tabelle in schrift["cmap"].tables:
        if tabelle.isUnicode():
            tabelle.cmap.setdefault(GESCHUETZTER_BINDESTRICH, tabelle.cmap[BINDESTRICH])
    return schrift


def alle_punkte(bereiche: Iterable[tuple[int, int]]) -> list[int]:
    """Return every code point of the ranges, ends included."""
    return [punkt for von, bis in bereiche for punkt in range(von, bis + 1)]


def schneide(schrift: TTFont, *, punkte: Iterable[int], format_: str | None, ohne: list[str]) -> TTFont:
    """Return the font reduced to the code points; copyright and licence names stay in it."""
    wahl = subset.Options(
        flavor=format_,
        hinting=False,
        name_IDs=["*"],
        drop_tables=ohne,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    schere = subset.Subsetter(wahl)
    schere.populate(unicodes=punkte)
    schere.subset(schrift)
    schrift.flavor = format_
    return schrift


def baue_stil() -> None:
    """Write kern.css: KERN as shipped (its @charset must stay first), then our two font rules."""
    kern = (KERN / "kern.min.css").read_text(encoding="utf-8")
    regeln = "".join(schriftregel(schnitt) for schnitt in WEB_SCHNITTE)
    (ZIEL / "kern.css").write_text(f"{kern.rstrip()}\n{regeln}", encoding="utf-8")


def baue_schriften() -> None:
    """Write the Latin woff2 weights of the browser and the TrueType weights reportlab embeds."""
    for schnitt in WEB_SCHNITTE:
        punkte = alle_punkte(LATEIN + ZEICHEN)
        web = schneide(lade_schrift(schnitt.datei), punkte=punkte, format_="woff2", ohne=[])
        web.save(ZIEL / "schrift" / f"{schnitt.datei}.woff2")
    for datei in PDF_SCHNITTE:
        baue_pdf_schrift(
            datei, lade_schrift(datei), punkte=alle_punkte(LATEIN + ZEICHEN + GRIECHISCH_KYRILLISCH)
        )
    for datei in ERSATZ_SCHNITTE:
        ersatz = TTFont(ERSATZ_QUELLE / f"{datei}.ttf", recalcTimestamp=False)
        baue_pdf_schrift(datei, ersatz, punkte=ersatz.getBestCmap())


def baue_pdf_schrift(datei: str, schrift: TTFont, *, punkte: Iterable[int]) -> None:
    """Write one TrueType weight for letters, without what only a screen needs."""
    schnitt = schneide(schrift, punkte=punkte, format_=None, ohne=NUR_BILDSCHIRM)
    schnitt.save(ZIEL / "pdf" / f"{datei}.ttf")


def baue() -> None:
    """Rebuild static/fremd from scratch."""
    shutil.rmtree(ZIEL, ignore_errors=True)
    for ordner in ("schrift", "pdf"):
        (ZIEL / ordner).mkdir(parents=True)
    baue_stil()
    baue_schriften()
    shutil.copyfile(MODULE / "htmx.org" / "dist" / "htmx.min.js", ZIEL / "htmx.min.js")


if __name__ == "__main__":
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # Fira Sans carries three harmless newer flag bits
    baue()
