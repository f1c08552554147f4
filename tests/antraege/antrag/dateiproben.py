"""Builds good and bad files in memory for the upload tests."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

TYPEN = "[Content_Types].xml"
EINFACH = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pdf(aendere=None, **speichern) -> bytes:
    """A PDF with one empty page; `aendere(pdf)` may put something into it."""
    puffer = io.BytesIO()
    with pikepdf.new() as neu:
        neu.add_blank_page()
        if aendere:
            aendere(neu)
        neu.save(puffer, **speichern)
    return puffer.getvalue()


def bild(art: str, groesse=(8, 8), modus="RGB") -> bytes:
    puffer = io.BytesIO()
    Image.new(modus, groesse).save(puffer, art)
    return puffer.getvalue()


def png_kopf(breite: int, hoehe: int) -> bytes:
    """A tiny PNG that claims to be huge."""

    def stueck(art: bytes, daten: bytes) -> bytes:
        pruefsumme = struct.pack(">I", zlib.crc32(art + daten))
        return struct.pack(">I", len(daten)) + art + daten + pruefsumme

    kopf = stueck(b"IHDR", struct.pack(">IIBBBBB", breite, hoehe, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + kopf + stueck(b"IDAT", zlib.compress(b"\0" * 100)) + stueck(b"IEND", b"")


def archiv(*teile: tuple[str, str | bytes], kommentar=b"") -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as neu:
        neu.comment = kommentar
        for name, inhalt in teile:
            neu.writestr(name, inhalt)
    return puffer.getvalue()


def docx(*weitere: tuple[str, str | bytes], typen=EINFACH) -> bytes:
    return archiv((TYPEN, typen), ("word/document.xml", "<document/>"), *weitere)


def xlsx(*weitere: tuple[str, str | bytes]) -> bytes:
    return archiv((TYPEN, EINFACH), ("xl/workbook.xml", "<workbook/>"), *weitere)


def pdf_bombe(mebibyte: int) -> bytes:
    """A PDF whose object stream unpacks to that many mebibytes."""
    gepackt = zlib.compress(b"4 0 <</Type/Catalog/Pages 5 0 R>>" + b" " * (mebibyte * 1024 * 1024), 9)
    aus = b"%PDF-1.5\n"
    strom = len(aus)
    aus += b"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(gepackt)
    aus += gepackt + b"\nendstream\nendobj\n"
    verweise = len(aus)
    zeilen = [(0, 0, 65535), (0, 0, 0), (0, 0, 0), (1, strom, 0), (2, 3, 0), (0, 0, 0), (1, verweise, 0)]
    tabelle = b"".join(struct.pack(">BIH", *zeile) for zeile in zeilen)
    aus += b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 4 0 R/Length %d>>\nstream\n" % len(tabelle)
    return aus + tabelle + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % verweise
