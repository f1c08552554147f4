"""Reads finished PDF files back with tools nobody here wrote."""

import re
import subprocess
import tempfile
from typing import Any

import pikepdf


def text(pdf: bytes) -> str:
    """What pdftotext reads, every white space one blank."""
    return " ".join(_werkzeug("pdftotext", "-enc", "UTF-8", "-", "-", pdf=pdf).split())


def textkoerper(pdf: bytes) -> str:
    """Everything between running head and footer in the order it was drawn, without any white space."""
    ausschnitt = ("-r", "72", "-x", "0", "-y", "62", "-W", "595", "-H", "710")
    return ohne_leerraum(_werkzeug("pdftotext", "-raw", "-enc", "UTF-8", *ausschnitt, "-", "-", pdf=pdf))


def text_der_seite(pdf: bytes, *, seite: int) -> str:
    """What pdftotext reads on one page, counted from 1."""
    nummer = str(seite)
    return " ".join(
        _werkzeug("pdftotext", "-enc", "UTF-8", "-f", nummer, "-l", nummer, "-", "-", pdf=pdf).split()
    )


def strukturtext(pdf: bytes) -> str:
    """The structure tree as pdfinfo prints it, every text in quotation marks, without blanks before these."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as datei:  # pdfinfo reads no pipe
        datei.write(pdf)
        datei.flush()
        text = " ".join(_werkzeug("pdfinfo", "-enc", "UTF-8", "-struct-text", datei.name).split())
        return text.replace(' "', '"')


def ohne_leerraum(wort: str) -> str:
    """For comparing text that was broken into lines."""
    return re.sub(r"\s", "", wort)


def schriften(pdf: bytes) -> list[list[str]]:
    """One row of pdffonts per font: name first, then its columns."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as datei:  # pdffonts reads no pipe
        datei.write(pdf)
        datei.flush()
        return [zeile.split() for zeile in _werkzeug("pdffonts", datei.name).splitlines()[2:]]


def struktur(datei: pikepdf.Pdf) -> list[str]:
    """Roles of all structure elements in reading order."""
    return list(_rollen(datei.Root.StructTreeRoot.K[0]))


def _rollen(element: Any) -> Any:
    yield str(element.S).lstrip("/")
    for kind in element.K:
        if isinstance(kind, pikepdf.Dictionary) and kind.Type == "/StructElem":
            yield from _rollen(kind)


def marken(element: Any, *, seite: Any) -> list[int]:
    """Numbers of the marks on this page that belong to the structure element itself."""
    gefunden = []
    for kind in element.K:
        eigene = element if isinstance(kind, int) else kind
        if "/Pg" in eigene and eigene.Pg.objgen == seite.objgen:
            gefunden.append(kind if isinstance(kind, int) else kind.MCID)
    return gefunden


def _werkzeug(*befehl: str, pdf: bytes = b"") -> str:
    return subprocess.run(befehl, input=pdf, capture_output=True, check=True).stdout.decode("utf-8")
