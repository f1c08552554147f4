"""The two embedded weights of the letter."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

NORMAL, FETT = "FiraSans-Regular", "FiraSans-Bold"


@cache
def lade_schriften() -> None:
    """Register both weights once per process; raises ImproperlyConfigured when the assets are not built."""
    for schnitt in (NORMAL, FETT):
        datei = Path(settings.BASE_DIR) / "static" / "fremd" / "pdf" / f"{schnitt}.ttf"
        if not datei.is_file():
            raise ImproperlyConfigured(
                f"Die Schrift {datei.name} fehlt. Bitte zuerst `make assets` ausführen."
            )
        pdfmetrics.registerFont(TTFont(schnitt, datei))
    pdfmetrics.registerFontFamily(NORMAL, normal=NORMAL, bold=FETT, italic=NORMAL, boldItalic=FETT)
    rl_config.canvas_basefontname = NORMAL
    rl_config.useA85 = 0  # binary streams: smaller, and no slow re-coding in Python
