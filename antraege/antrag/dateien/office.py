"""Uploaded XLSX and DOCX files: judged by their directory, before anything large is unpacked."""

import io
import zipfile
import zlib

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from antraege.antrag.fehler import DateiFehler

MEISTE_TEILE = 2_000
GROESSTER_INHALT = 150 * 1024 * 1024
HOECHSTES_VERHAELTNIS = 250
_UNBEDENKLICH = 1024 * 1024
_KOPF = 30
_SCHLUSS = 22
_NEU_SPEICHERN = "Bitte speichern Sie die Datei neu, am einfachsten als PDF."
_TYPEN = "[Content_Types].xml"
_AKTIV = ("vbaproject", "vbadata", "/activex/", "/macrosheets/", "/oleobject", "/ctrlprops/activex")


def pruefe_xlsx(inhalt: bytes) -> None:
    """Raises DateiFehler when it is no plain workbook."""
    _pruefe(inhalt, hauptteil="xl/workbook.xml")


def pruefe_docx(inhalt: bytes) -> None:
    """Raises DateiFehler when it is no plain text document."""
    _pruefe(inhalt, hauptteil="word/document.xml")


def _pruefe(inhalt: bytes, *, hauptteil: str) -> None:
    if inhalt.rfind(b"PK\x05\x06") != len(inhalt) - _SCHLUSS or b"%PDF-" in inhalt[:1024]:
        raise DateiFehler(f"Die Datei ist unvollständig oder enthält weitere Daten. {_NEU_SPEICHERN}")
    try:
        with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
            _pruefe_verzeichnis(archiv.infolist())
            _pruefe_teile(archiv, hauptteil)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fehler:
        raise DateiFehler(f"Die Datei ist beschädigt. {_NEU_SPEICHERN}") from fehler
    except (ElementTree.ParseError, DefusedXmlException, KeyError, ValueError) as fehler:
        if isinstance(fehler, DateiFehler):
            raise
        raise DateiFehler(f"Die Datei ist kein gültiges Office-Dokument. {_NEU_SPEICHERN}") from fehler


def _pruefe_verzeichnis(teile: list[zipfile.ZipInfo]) -> None:
    if any(teil.flag_bits & 0x1 for teil in teile):
        raise DateiFehler("Die Datei ist mit einem Kennwort geschützt. Bitte entfernen Sie den Schutz.")
    namen = [teil.filename for teil in teile]
    pfade = any(n.startswith("/") or "\\" in n or ".." in n.split("/") or ":" in n for n in namen)
    if pfade or len(set(namen)) < len(namen) or _ueberlappen(teile):
        raise DateiFehler(f"Der Aufbau der Datei ist nicht erlaubt. {_NEU_SPEICHERN}")
    if len(teile) > MEISTE_TEILE or sum(t.file_size for t in teile) > GROESSTER_INHALT or _bombe(teile):
        raise DateiFehler(f"Die Datei ist entpackt zu groß. {_NEU_SPEICHERN}")


def _bombe(teile: list[zipfile.ZipInfo]) -> bool:
    return any(
        teil.file_size > max(_UNBEDENKLICH, HOECHSTES_VERHAELTNIS * teil.compress_size) for teil in teile
    )


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
        raise DateiFehler(f"Die Datei ist nicht das, was ihre Endung sagt. {_NEU_SPEICHERN}")
    typen = archiv.read(_TYPEN)
    ElementTree.fromstring(typen, forbid_dtd=True)
    if b"macroenabled" in typen.lower() or any(teil in name for name in namen for teil in _AKTIV):
        raise DateiFehler(f"Die Datei enthält Makros oder eingebettete Programme. {_NEU_SPEICHERN}")
    vorlage = "word/_rels/settings.xml.rels"
    bezuege = archiv.read(vorlage).lower() if vorlage in namen else b""
    if b"attachedtemplate" in bezuege and b'"external"' in bezuege:
        raise DateiFehler(f"Die Datei lädt eine fremde Vorlage nach. {_NEU_SPEICHERN}")
