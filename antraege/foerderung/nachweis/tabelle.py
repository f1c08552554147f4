"""A list of vouchers as a file: CSV or XLSX, opened safely, its rows counted and read one after the other."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast
from xml.etree.ElementTree import ParseError

from django.core.files.base import File
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from antraege.antrag.dateien import GROESSTE_DATEI, lies_text, pruefe_datei, pruefe_name
from antraege.antrag.fehler import DateiFehler
from rollen.kanon import sha256_hex

Zeile = tuple[int, list[Any]]
MEISTE_SPALTEN = 60
MEISTE_LEERE = 1_000
HOECHSTE_ZEILE = 200_000
_KAPUTT = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
)
_UNLESBAR = "Die Tabelle lässt sich nicht lesen. Bitte speichern Sie sie neu als XLSX oder CSV."
_NUR_TABELLEN = "Bitte laden Sie die Liste als XLSX oder CSV hoch."


class Formel(str):
    """The text of a cell that computes something instead of saying it."""

    __slots__ = ()


@dataclass(frozen=True)
class Tabelle:
    """An opened file: its name and hash, the head of its columns, and the rows below with their numbers."""

    name: str
    sha256: str
    kopf: list[str]
    zeilen: Iterator[Zeile]


def blattnamen(upload: File) -> list[str]:
    """The sheets that people see; one without a name for a file that has none. Raises DateiFehler."""
    if not pruefe_name(upload.name or "").lower().endswith(".xlsx"):
        return [""]
    try:
        mappe = load_workbook(
            io.BytesIO(_harmlos(pruefe_datei(upload).inhalt)), read_only=True, keep_links=False
        )
        return [blatt.title for blatt in mappe.worksheets if blatt.sheet_state == "visible"]
    except _KAPUTT as fehler:
        if isinstance(fehler, DateiFehler):
            raise
        raise DateiFehler(_UNLESBAR) from fehler


def oeffne(upload: File, *, blatt: str = "") -> Tabelle:
    """Check the file and read the head of its first sheet, or of the one of that name.

    Raises DateiFehler with a German sentence; so may reading the rows.
    """
    name = pruefe_name(upload.name or "")
    endung = name.rpartition(".")[2].lower()
    if endung == "xlsx":
        geprueft = pruefe_datei(upload)
        zeilen, sha256 = _xlsx(geprueft.inhalt, blatt), geprueft.sha256
    elif endung == "csv":
        inhalt = _inhalt(upload)
        zeilen, sha256 = _csv(inhalt), sha256_hex(inhalt)
    else:
        raise DateiFehler(f"„{name}“ ist keine Tabelle. {_NUR_TABELLEN}")
    for _, werte in islice(zeilen, MEISTE_LEERE):
        if any(not leer(wert) for wert in werte):
            kopf = ["" if leer(wert) else str(wert).strip() for wert in werte]
            return Tabelle(name, sha256, kopf, zeilen)
    raise DateiFehler("Die Tabelle ist leer. In der ersten Zeile müssen die Namen der Spalten stehen.")


def leer(wert: Any) -> bool:
    """Whether a cell says nothing."""
    return wert is None or (isinstance(wert, str) and not wert.strip())


def _inhalt(upload: File) -> bytes:
    upload.seek(0)
    inhalt = bytes(upload.read(GROESSTE_DATEI + 1))
    if not inhalt:
        raise DateiFehler("Die Datei ist leer. Bitte wählen Sie eine andere Datei.")
    if len(inhalt) > GROESSTE_DATEI:
        raise DateiFehler("Die Datei ist größer als 10 MB. Bitte teilen Sie die Liste.")
    if b"\0" in inhalt or inhalt.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise DateiFehler(f"Die Datei ist keine CSV-Datei, auch wenn sie so heißt. {_NUR_TABELLEN}")
    if inhalt[:512].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<script", b"<svg")):
        raise DateiFehler(f"Die Datei ist keine CSV-Datei, auch wenn sie so heißt. {_NUR_TABELLEN}")
    return inhalt


def _csv(inhalt: bytes) -> Iterator[Zeile]:
    """Rows as a spreadsheet counts them; a field that begins with = would be a formula there."""
    text = lies_text(inhalt)
    erste = next((zeile for zeile in text.splitlines() if zeile.strip()), "")
    trenner = max(";,\t", key=erste.count)
    leser = csv.reader(io.StringIO(text, newline=""), delimiter=trenner, strict=True)
    try:
        for nr, werte in enumerate(leser, start=1):
            yield nr, [Formel(wert) if wert.startswith("=") else wert for wert in werte[:MEISTE_SPALTEN]]
    except csv.Error as fehler:
        raise DateiFehler(
            f"Zeile {leser.line_num} ist nicht lesbar. Prüfen Sie die Anführungszeichen."
        ) from fehler


def _harmlos(inhalt: bytes) -> bytes:
    """The same bytes, when none of their parts declares what an XML bomb begins with. Raises DateiFehler."""
    with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
        for teil in archiv.namelist():
            if teil.endswith((".xml", ".rels")):
                with cast("io.BufferedIOBase", archiv.open(teil)) as datei:
                    if b"<!DOCTYPE" in datei.read(4096).upper():
                        raise DateiFehler(_UNLESBAR)
    return inhalt


def _xlsx(inhalt: bytes, name: str) -> Iterator[Zeile]:
    """The first sheet that people see, or the one of this name; what the file says about its size is not believed."""
    try:
        mappe = load_workbook(io.BytesIO(_harmlos(inhalt)), read_only=True, data_only=False, keep_links=False)
        sichtbare = (b for b in mappe.worksheets if b.sheet_state == "visible")
        blatt: Any = next(b for b in sichtbare if not name or b.title == name)
        blatt.reset_dimensions()
        yield from _begrenzt(blatt.iter_rows(max_col=MEISTE_SPALTEN))
    except StopIteration as fehler:
        raise DateiFehler(_UNLESBAR) from fehler
    except _KAPUTT as fehler:
        if isinstance(fehler, DateiFehler):
            raise
        raise DateiFehler(_UNLESBAR) from fehler


def _begrenzt(zeilen: Iterator[tuple[Any, ...]]) -> Iterator[Zeile]:
    """Stop after many empty rows: formatted sheets go on for a million."""
    leere = 0
    for nr, zellen in enumerate(zeilen, start=1):
        werte = [Formel(z.value) if z.data_type == "f" else z.value for z in zellen]
        leere = leere + 1 if all(leer(wert) for wert in werte) else 0
        if leere > MEISTE_LEERE or nr > HOECHSTE_ZEILE:
            return
        yield nr, werte
