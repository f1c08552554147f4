"""Uploaded files: taken only when extension, content and a parser agree on what they are."""

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
import puremagic
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.core.files.base import File
from PIL import Image, UnidentifiedImageError

from antraege.antrag.fehler import DateiFehler
from rollen.kanon import sha256_hex

LAENGSTER_NAME = 160
_UMBENENNEN = "Bitte benennen Sie die Datei um."
MEISTE_BILDPUNKTE = 40_000_000
_FREMD = (b"<script", b"<html", b"<svg", b"<?php")
_BILD_NEU_SPEICHERN = (
    "Bitte speichern Sie das Bild mit einem Bildprogramm neu und laden Sie es noch einmal hoch."
)
MEISTE_TEILE = 2_000
GROESSTER_INHALT = 150 * 1024 * 1024
HOECHSTES_VERHAELTNIS = 250
_UNBEDENKLICH = 1024 * 1024
_KOPF = 30
_SCHLUSS = 22
_NEU_SPEICHERN_OFFICE = "Bitte speichern Sie die Datei neu, am einfachsten als PDF."
_TYPEN = "[Content_Types].xml"
_AKTIV = ("vbaproject", "vbadata", "/activex/", "/macrosheets/", "/oleobject", "/ctrlprops/activex")
_NEU_DRUCKEN = "Bitte erzeugen Sie die PDF-Datei neu, zum Beispiel mit „Drucken als PDF“."
_VERBOTEN = {
    "/JavaScript": "ein Skript",
    "/JS": "ein Skript",
    "/AA": "selbsttätige Aktionen",
    "/Launch": "einen Programmaufruf",
    "/EmbeddedFiles": "eingebettete Dateien",
    "/EF": "eingebettete Dateien",
    "/XFA": "ein dynamisches Formular",
    "/RichMedia": "eingebettete Medien",
}
_AKTIONEN = {
    "/JavaScript": "ein Skript",
    "/Launch": "einen Programmaufruf",
    "/SubmitForm": "selbsttätige Aktionen",
    "/ImportData": "selbsttätige Aktionen",
    "/GoToE": "eingebettete Dateien",
}
_TIEFSTE_EBENE = 50
_VERSCHLUESSELT = "Die PDF-Datei ist mit einem Kennwort geschützt. Bitte entfernen Sie den Schutz."
GROESSTE_DATEI = 10 * 1024 * 1024
_ERLAUBTE = "Bitte laden Sie die Datei als PDF, JPEG, PNG, XLSX oder DOCX hoch."
_OPENXML = "application/vnd.openxmlformats-officedocument"


def pruefe_name(name: str) -> str:
    """Return the name in one Unicode form. Raises DateiFehler for paths, invisible marks and bad lengths."""
    if any(unicodedata.category(zeichen) in ("Cc", "Cf", "Cs", "Zl", "Zp") for zeichen in name):
        raise DateiFehler(f"Der Dateiname enthält unsichtbare Zeichen. {_UMBENENNEN}")
    name = unicodedata.normalize("NFC", name).strip()
    if "/" in name or "\\" in name or name.startswith("."):
        raise DateiFehler(f"Der Dateiname enthält einen Pfad. {_UMBENENNEN}")
    if not name:
        raise DateiFehler(f"Die Datei hat keinen Namen. {_UMBENENNEN}")
    if len(name) > LAENGSTER_NAME:
        raise DateiFehler(f"Der Dateiname ist länger als {LAENGSTER_NAME} Zeichen. {_UMBENENNEN}")
    return name


def lies_text(inhalt: bytes) -> str:
    """The text of a CSV file: spreadsheets write UTF-8 or, on older systems, Windows-1252."""
    try:
        return inhalt.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhalt.decode("cp1252", errors="replace")


def pruefe_jpeg(inhalt: bytes) -> None:
    """Raises DateiFehler when it is no plain JPEG."""
    if not inhalt.rstrip(b"\0\r\n ").endswith(b"\xff\xd9"):
        raise DateiFehler(f"Das Bild ist unvollständig oder enthält weitere Daten. {_BILD_NEU_SPEICHERN}")
    _pruefe_bild(inhalt, "JPEG")


def pruefe_png(inhalt: bytes) -> None:
    """Raises DateiFehler when it is no plain PNG."""
    if _png_ende(inhalt) != len(inhalt):
        raise DateiFehler(f"Das Bild ist unvollständig oder enthält weitere Daten. {_BILD_NEU_SPEICHERN}")
    _pruefe_bild(inhalt, "PNG")


def _png_ende(inhalt: bytes) -> int:
    """The position behind the closing chunk; 0 when there is none."""
    stelle = 8
    while stelle + 12 <= len(inhalt):
        naechste = stelle + 12 + int.from_bytes(inhalt[stelle : stelle + 4], "big")
        if inhalt[stelle + 4 : stelle + 8] == b"IEND":
            return naechste
        stelle = naechste
    return 0


def _pruefe_bild(inhalt: bytes, art: str) -> None:
    klein = inhalt.lower()
    if b"%pdf-" in klein[:1024] or any(f in klein for f in _FREMD) or zipfile.is_zipfile(io.BytesIO(inhalt)):
        raise DateiFehler(f"Das Bild enthält zugleich eine andere Datei. {_BILD_NEU_SPEICHERN}")
    try:
        with Image.open(io.BytesIO(inhalt), formats=[art]) as bild:
            _pruefe_groesse(bild.width * bild.height)
            bild.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _pruefe_groesse(MEISTE_BILDPUNKTE + 1)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as fehler:
        if isinstance(fehler, DateiFehler):
            raise
        raise DateiFehler(f"Das Bild lässt sich nicht öffnen. {_BILD_NEU_SPEICHERN}") from fehler


def _pruefe_groesse(punkte: int) -> None:
    if punkte > MEISTE_BILDPUNKTE:
        raise DateiFehler("Das Bild hat mehr als 40 Megapixel. Bitte verkleinern Sie es.")


def pruefe_xlsx(inhalt: bytes) -> None:
    """Raises DateiFehler when it is no plain workbook."""
    _pruefe_office(inhalt, hauptteil="xl/workbook.xml")


def pruefe_docx(inhalt: bytes) -> None:
    """Raises DateiFehler when it is no plain text document."""
    _pruefe_office(inhalt, hauptteil="word/document.xml")


def _pruefe_office(inhalt: bytes, *, hauptteil: str) -> None:
    if inhalt.rfind(b"PK\x05\x06") != len(inhalt) - _SCHLUSS or b"%PDF-" in inhalt[:1024]:
        raise DateiFehler(f"Die Datei ist unvollständig oder enthält weitere Daten. {_NEU_SPEICHERN_OFFICE}")
    try:
        with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
            _pruefe_verzeichnis(archiv.infolist())
            _pruefe_teile(archiv, hauptteil)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fehler:
        raise DateiFehler(f"Die Datei ist beschädigt. {_NEU_SPEICHERN_OFFICE}") from fehler
    except (ElementTree.ParseError, DefusedXmlException, KeyError, ValueError) as fehler:
        if isinstance(fehler, DateiFehler):
            raise
        raise DateiFehler(f"Die Datei ist kein gültiges Office-Dokument. {_NEU_SPEICHERN_OFFICE}") from fehler


def _pruefe_verzeichnis(teile: list[zipfile.ZipInfo]) -> None:
    if any(teil.flag_bits & 0x1 for teil in teile):
        raise DateiFehler("Die Datei ist mit einem Kennwort geschützt. Bitte entfernen Sie den Schutz.")
    namen = [teil.filename for teil in teile]
    pfade = any(n.startswith("/") or "\\" in n or ".." in n.split("/") or ":" in n for n in namen)
    if pfade or len(set(namen)) < len(namen) or _ueberlappen(teile):
        raise DateiFehler(f"Der Aufbau der Datei ist nicht erlaubt. {_NEU_SPEICHERN_OFFICE}")
    bombe = any(t.file_size > max(_UNBEDENKLICH, HOECHSTES_VERHAELTNIS * t.compress_size) for t in teile)
    if bombe or len(teile) > MEISTE_TEILE or sum(t.file_size for t in teile) > GROESSTER_INHALT:
        raise DateiFehler(f"Die Datei ist entpackt zu groß. {_NEU_SPEICHERN_OFFICE}")


def _ueberlappen(teile: list[zipfile.ZipInfo]) -> bool:
    """True when entries share bytes or something stands before the first one."""
    ende = 0
    for teil in sorted(teile, key=lambda t: t.header_offset):
        if teil.header_offset < ende or (ende == 0 and teil.header_offset > 0):
            return True
        ende = teil.header_offset + _KOPF + len(teil.orig_filename) + teil.compress_size
    return False


def _pruefe_teile(archiv: zipfile.ZipFile, hauptteil: str) -> None:
    namen = [name.lower() for name in archiv.namelist()]
    if hauptteil not in namen:
        raise DateiFehler(f"Die Datei ist nicht das, was ihre Endung sagt. {_NEU_SPEICHERN_OFFICE}")
    typen = archiv.read(_TYPEN)
    ElementTree.fromstring(typen, forbid_dtd=True)
    if b"macroenabled" in typen.lower() or any(teil in name for name in namen for teil in _AKTIV):
        raise DateiFehler(f"Die Datei enthält Makros oder eingebettete Programme. {_NEU_SPEICHERN_OFFICE}")
    vorlage = "word/_rels/settings.xml.rels"
    bezuege = archiv.read(vorlage).lower() if vorlage in namen else b""
    if b"attachedtemplate" in bezuege and b'"external"' in bezuege:
        raise DateiFehler(f"Die Datei lädt eine fremde Vorlage nach. {_NEU_SPEICHERN_OFFICE}")


# Process-wide, set once before any thread reads a file: a small file must not unpack to gigabytes.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=64 * 1024 * 1024,
    png_max_memory=64 * 1024 * 1024,
    tiff_max_memory=64 * 1024 * 1024,
    run_length_max_memory=64 * 1024 * 1024,
    max_stream_filters=4,
    doc_max_warnings=50,
)


def pruefe_pdf(inhalt: bytes) -> None:
    """Raises DateiFehler when the file is damaged, encrypted, active or something else besides."""
    if not inhalt.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF") or zipfile.is_zipfile(io.BytesIO(inhalt)):
        raise DateiFehler(f"Die PDF-Datei ist unvollständig oder enthält weitere Daten. {_NEU_DRUCKEN}")
    try:
        with pikepdf.open(io.BytesIO(inhalt)) as pdf:
            if pdf.is_encrypted:
                raise DateiFehler(_VERSCHLUESSELT)
            if len(pdf.pages) == 0:
                raise DateiFehler(f"Die PDF-Datei hat keine Seiten. {_NEU_DRUCKEN}")
            for verzeichnis in (v for objekt in pdf.objects for v in _verzeichnisse(objekt)):
                if was := _verbotenes(verzeichnis):
                    raise DateiFehler(f"Die PDF-Datei enthält {was}. {_NEU_DRUCKEN}")
    except pikepdf.PasswordError as fehler:
        raise DateiFehler(_VERSCHLUESSELT) from fehler
    except (pikepdf.PdfError, RuntimeError, TypeError, KeyError, UnicodeError) as fehler:
        raise DateiFehler(f"Die PDF-Datei ist beschädigt. {_NEU_DRUCKEN}") from fehler


def _verzeichnisse(objekt: pikepdf.Object, ebene: int = 0) -> Iterator[pikepdf.Object]:
    """The dictionary of an indirect object and those written out inside it."""
    if ebene > _TIEFSTE_EBENE:
        raise DateiFehler(f"Die PDF-Datei ist beschädigt. {_NEU_DRUCKEN}")
    if isinstance(objekt, pikepdf.Array):
        inhalte = list(objekt)
    elif isinstance(objekt, pikepdf.Dictionary | pikepdf.Stream):
        yield objekt
        inhalte = [objekt[name] for name in objekt.keys()]  # noqa: SIM118 - not a Python mapping
    else:
        return
    for inhalt in inhalte:
        if isinstance(inhalt, pikepdf.Object) and not inhalt.is_indirect:
            yield from _verzeichnisse(inhalt, ebene + 1)


def _verbotenes(verzeichnis: pikepdf.Object) -> str:
    """What acts by itself in this dictionary, in words; empty when nothing does."""
    funde = [was for name, was in _VERBOTEN.items() if name in verzeichnis]
    if aktion := _AKTIONEN.get(str(verzeichnis.get("/S", ""))):
        funde.append(aktion)
    if funde:
        return funde[0]
    # An array or a /GoTo only says which page is shown first; office suites write that into every file.
    erste = verzeichnis.get("/OpenAction")
    if erste is None or isinstance(erste, pikepdf.Array):
        return ""
    harmlos = isinstance(erste, pikepdf.Dictionary) and str(erste.get("/S")) == "/GoTo"
    return "" if harmlos else "selbsttätige Aktionen"


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
    upload.seek(0)
    inhalt = bytes(upload.read(GROESSTE_DATEI + 1))
    if not inhalt:
        raise DateiFehler("Die Datei ist leer. Bitte wählen Sie eine andere Datei.")
    if len(inhalt) > GROESSTE_DATEI:
        raise DateiFehler("Die Datei ist größer als 10 MB. Bitte verkleinern oder teilen Sie sie.")
    try:  # what the bytes look like to someone who has not seen the name
        arten = [ERLAUBT.get(fund.extension.lstrip(".")) for fund in puremagic.magic_string(inhalt)]
    except (puremagic.PureError, ValueError):
        arten = []
    if not inhalt.startswith(art.anfang) or art not in arten:
        raise DateiFehler(f"„{name}“ ist keine {art.name}-Datei, auch wenn sie so heißt. {_ERLAUBTE}")
    art.pruefe(inhalt)
    return GepruefteDatei(name, art.medientyp, len(inhalt), sha256_hex(inhalt), inhalt)
