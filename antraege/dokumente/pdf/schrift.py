"""The embedded fonts of the letter: Fira Sans, and DejaVu Sans for what Fira Sans lacks."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

NORMAL, FETT = "FiraSans-Regular", "FiraSans-Bold"
ERSATZ = {NORMAL: "DejaVuSans", FETT: "DejaVuSans-Bold"}


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
