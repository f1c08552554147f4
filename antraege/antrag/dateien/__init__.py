"""Uploaded files: taken only when extension, content and a parser agree on what they are."""

from collections.abc import Callable
from dataclasses import dataclass

import puremagic
from django.core.files.base import File

from antraege.antrag.dateien.bild import pruefe_jpeg, pruefe_png
from antraege.antrag.dateien.name import pruefe_name
from antraege.antrag.dateien.office import pruefe_docx, pruefe_xlsx
from antraege.antrag.dateien.pdf import pruefe_pdf
from antraege.antrag.fehler import DateiFehler
from rollen.kanon import sha256_hex

__all__ = ["ERLAUBT", "GROESSTE_DATEI", "DateiFehler", "GepruefteDatei", "pruefe_datei"]

GROESSTE_DATEI = 10 * 1024 * 1024
_ERLAUBTE = "Bitte laden Sie die Datei als PDF, JPEG, PNG, XLSX oder DOCX hoch."
_OPENXML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Dateiart:
    """A kind of file that is taken: its name, its media type, its first bytes and its parser."""

    name: str
    medientyp: str
    anfang: bytes
    pruefe: Callable[[bytes], None]


_JPEG = Dateiart("JPEG", "image/jpeg", b"\xff\xd8\xff", pruefe_jpeg)
ERLAUBT: dict[str, Dateiart] = {
    "pdf": Dateiart("PDF", "application/pdf", b"%PDF-", pruefe_pdf),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Dateiart("PNG", "image/png", b"\x89PNG\r\n\x1a\n", pruefe_png),
    "xlsx": Dateiart("XLSX", f"{_OPENXML}.spreadsheetml.sheet", b"PK\x03\x04", pruefe_xlsx),
    "docx": Dateiart("DOCX", f"{_OPENXML}.wordprocessingml.document", b"PK\x03\x04", pruefe_docx),
}


@dataclass(frozen=True)
class GepruefteDatei:
    """A file that passed every check; size in bytes."""

    name: str
    medientyp: str
    groesse: int
    sha256: str
    inhalt: bytes


def pruefe_datei(upload: File) -> GepruefteDatei:
    """Read and check an uploaded file. Raises DateiFehler with a German sentence."""
    name = pruefe_name(upload.name or "")
    stamm, _, endung = name.rpartition(".")
    art = ERLAUBT.get(endung.lower()) if stamm else None
    if art is None:
        raise DateiFehler(f"„{name}“ hat keine erlaubte Dateiart. {_ERLAUBTE}")
    inhalt = _lies(upload)
    if not inhalt.startswith(art.anfang) or not _erkannt(inhalt, art):
        raise DateiFehler(f"„{name}“ ist keine {art.name}-Datei, auch wenn sie so heißt. {_ERLAUBTE}")
    art.pruefe(inhalt)
    return GepruefteDatei(name, art.medientyp, len(inhalt), sha256_hex(inhalt), inhalt)


def _lies(upload: File) -> bytes:
    upload.seek(0)
    inhalt = bytes(upload.read(GROESSTE_DATEI + 1))
    if not inhalt:
        raise DateiFehler("Die Datei ist leer. Bitte wählen Sie eine andere Datei.")
    if len(inhalt) > GROESSTE_DATEI:
        raise DateiFehler("Die Datei ist größer als 10 MB. Bitte verkleinern oder teilen Sie sie.")
    return inhalt


def _erkannt(inhalt: bytes, art: Dateiart) -> bool:
    """Whether the bytes look like that kind of file to someone who has not seen its name."""
    try:
        funde = puremagic.magic_string(inhalt)
    except (puremagic.PureError, ValueError):
        return False
    return any(art is ERLAUBT.get(fund.extension.lstrip(".")) for fund in funde)
