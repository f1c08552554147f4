"""The embedded fonts of the letter (Fira Sans; DejaVu Sans for what it lacks), and which shows which part of a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from antraege.dokumente.zeichen import benannt

NORMAL, FETT = "FiraSans-Regular", "FiraSans-Bold"
ERSATZ = {NORMAL: "DejaVuSans", FETT: "DejaVuSans-Bold"}
RECHTS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
RECHTSLAEUFIG = re.compile(RECHTS)
# From the first to the last right-to-left letter, no Latin letter and no line end between them.
STRECKE = re.compile(rf"({RECHTS}(?:(?:{RECHTS}|[^\w\n]|\d)*{RECHTS})?)")
WORT = re.compile(r"\S+|\s+")
# Nothing is left out: vowel signs and lengthening strokes stay.
VERBINDER = ArabicReshaper({"delete_harakat": False, "delete_tatweel": False})


@cache
def lade_schriften() -> None:
    """Register both weights once per process; raises ImproperlyConfigured when the assets are not built."""
    _melde_an(NORMAL, FETT)
    rl_config.canvas_basefontname = NORMAL
    rl_config.useA85 = 0  # binary streams: smaller, and no slow re-coding in Python


@cache
def vorrat() -> frozenset[str]:
    """Every character the letter's own font shows, the line feed included."""
    lade_schriften()
    return frozenset(_zeichen(NORMAL)) | {"\n"}


@cache
def ersatzvorrat() -> frozenset[str]:
    """Every character both weights of the other font show; most letters never ask for it."""
    _melde_an(*ERSATZ.values())
    return frozenset.intersection(*map(_zeichen, ERSATZ.values()))


def _zeichen(schnitt: str) -> frozenset[str]:
    return frozenset(map(chr, pdfmetrics.getFont(schnitt).face.charToGlyph))


def _melde_an(normal: str, fett: str) -> None:
    for schnitt in (normal, fett):
        datei = Path(settings.BASE_DIR) / "static" / "fremd" / "pdf" / f"{schnitt}.ttf"
        if not datei.is_file():
            raise ImproperlyConfigured(
                f"Die Schrift {datei.name} fehlt. Bitte zuerst `make assets` ausführen."
            )
        pdfmetrics.registerFont(TTFont(schnitt, datei))
    pdfmetrics.registerFontFamily(normal, normal=normal, bold=fett, italic=normal, boldItalic=fett)


def stuecke(text: str, *, schnitt: str = NORMAL) -> list[tuple[str, str]]:
    """The text as (font, part) in reading order; schnitt is the font it should have.

    A character no font shows becomes `[U+540D]`, for it would print as nothing.
    """
    if vorrat().issuperset(text):
        return [(schnitt, text)]
    fehlende = set(text) - vorrat() - ersatzvorrat()
    druckbar = text.translate({ord(zeichen): benannt(zeichen) for zeichen in fehlende})
    teile = [
        teil
        for nr, strecke in enumerate(STRECKE.split(druckbar))
        for teil in _teile(strecke, rechts=nr % 2 == 1)
    ]
    namen = {False: schnitt, True: ERSATZ[schnitt]}
    return [
        (namen[ersatz], "".join(teil for _, teil in gruppe))
        for ersatz, gruppe in groupby(teile, key=lambda teil: teil[0])
    ]


def anzeigefolge(text: str) -> str:
    """One part of one line as it is drawn from left to right; text in Latin letters stays as it is."""
    if not RECHTSLAEUFIG.search(text):
        return text
    kern = text.strip()
    return text.replace(kern, get_display(kern, base_dir="R"))


def _teile(strecke: str, *, rechts: bool) -> Iterable[tuple[bool, str]]:
    """Parts with whether they need the other font; a letter and its marks stay together if one font has both."""
    if rechts:
        verbunden = VERBINDER.reshape(strecke)
        return [(True, verbunden if ersatzvorrat().issuperset(verbunden) else strecke)]
    return [teil for wort in WORT.findall(strecke) for teil in _teile_des_worts(wort)]


def _teile_des_worts(wort: str) -> list[tuple[bool, str]]:
    if vorrat().issuperset(wort):
        return [(False, wort)]
    teile: list[tuple[bool, str]] = []
    for zeichen in _mit_zusaetzen(wort):
        if vorrat().issuperset(zeichen):
            teile.append((False, zeichen))
        elif ersatzvorrat().issuperset(zeichen):
            teile.append((True, zeichen))
        else:
            teile += [(teil not in vorrat(), teil) for teil in zeichen]
    return teile


def _mit_zusaetzen(text: str) -> Iterator[str]:
    """Every character together with the combining marks behind it."""
    anfang = 0
    for nr, zeichen in enumerate(text):
        if nr and not unicodedata.category(zeichen).startswith("M"):
            yield text[anfang:nr]
            anfang = nr
    if text:
        yield text[anfang:]
