"""Uploaded pictures: decoded once, at most 40 megapixels, nothing behind their end."""

import io
import zipfile

from PIL import Image, UnidentifiedImageError

from antraege.antrag.fehler import DateiFehler

MEISTE_BILDPUNKTE = 40_000_000
_FREMD = (b"<script", b"<html", b"<svg", b"<?php")
_NEU_SPEICHERN = "Bitte speichern Sie das Bild mit einem Bildprogramm neu und laden Sie es noch einmal hoch."


def pruefe_jpeg(inhalt: bytes) -> None:
    """Raises DateiFehler when it is no plain JPEG."""
    if not inhalt.rstrip(b"\0\r\n ").endswith(b"\xff\xd9"):
        raise DateiFehler(f"Das Bild ist unvollständig oder enthält weitere Daten. {_NEU_SPEICHERN}")
    _pruefe(inhalt, "JPEG")


def pruefe_png(inhalt: bytes) -> None:
    """Raises DateiFehler when it is no plain PNG."""
    if _png_ende(inhalt) != len(inhalt):
        raise DateiFehler(f"Das Bild ist unvollständig oder enthält weitere Daten. {_NEU_SPEICHERN}")
    _pruefe(inhalt, "PNG")


def _png_ende(inhalt: bytes) -> int:
    """The position behind the closing chunk; 0 when there is none."""
    stelle = 8
    while stelle + 12 <= len(inhalt):
        naechste = stelle + 12 + int.from_bytes(inhalt[stelle : stelle + 4], "big")
        if inhalt[stelle + 4 : stelle + 8] == b"IEND":
            return naechste
        stelle = naechste
    return 0


def _pruefe(inhalt: bytes, art: str) -> None:
    klein = inhalt.lower()
    if b"%pdf-" in klein[:1024] or any(f in klein for f in _FREMD) or zipfile.is_zipfile(io.BytesIO(inhalt)):
        raise DateiFehler(f"Das Bild enthält zugleich eine andere Datei. {_NEU_SPEICHERN}")
    try:
        with Image.open(io.BytesIO(inhalt), formats=[art]) as bild:
            _pruefe_groesse(bild.width * bild.height)
            bild.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _pruefe_groesse(MEISTE_BILDPUNKTE + 1)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as fehler:
        if isinstance(fehler, DateiFehler):
            raise
        raise DateiFehler(f"Das Bild lässt sich nicht öffnen. {_NEU_SPEICHERN}") from fehler


def _pruefe_groesse(punkte: int) -> None:
    if punkte > MEISTE_BILDPUNKTE:
        raise DateiFehler("Das Bild hat mehr als 40 Megapixel. Bitte verkleinern Sie es.")
