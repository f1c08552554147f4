"""Uploaded PDF files: readable, not encrypted, nothing in them that acts by itself."""

import io
import zipfile
from collections.abc import Iterator

import pikepdf

from antraege.antrag.fehler import DateiFehler

# Process-wide, set once before any thread reads a file: a small file must not unpack to gigabytes.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=64 * 1024 * 1024,
    png_max_memory=64 * 1024 * 1024,
    tiff_max_memory=64 * 1024 * 1024,
    run_length_max_memory=64 * 1024 * 1024,
    max_stream_filters=4,
    doc_max_warnings=50,
)

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


def pruefe_pdf(inhalt: bytes) -> None:
    """Raises DateiFehler when the file is damaged, encrypted, active or something else besides."""
    if not inhalt.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF") or zipfile.is_zipfile(io.BytesIO(inhalt)):
        raise DateiFehler(f"Die PDF-Datei ist unvollständig oder enthält weitere Daten. {_NEU_DRUCKEN}")
    try:
        with pikepdf.open(io.BytesIO(inhalt)) as pdf:
            if pdf.is_encrypted:
                raise DateiFehler(_VERSCHLUESSELT)
            _pruefe_seiten_und_aktionen(pdf)
    except pikepdf.PasswordError as fehler:
        raise DateiFehler(_VERSCHLUESSELT) from fehler
    except (pikepdf.PdfError, RuntimeError, TypeError, KeyError, UnicodeError) as fehler:
        raise DateiFehler(f"Die PDF-Datei ist beschädigt. {_NEU_DRUCKEN}") from fehler


_VERSCHLUESSELT = "Die PDF-Datei ist mit einem Kennwort geschützt. Bitte entfernen Sie den Schutz."


def _pruefe_seiten_und_aktionen(pdf: pikepdf.Pdf) -> None:
    if len(pdf.pages) == 0:
        raise DateiFehler(f"Die PDF-Datei hat keine Seiten. {_NEU_DRUCKEN}")
    for verzeichnis in (v for objekt in pdf.objects for v in _verzeichnisse(objekt)):
        if was := _verbotenes(verzeichnis):
            raise DateiFehler(f"Die PDF-Datei enthält {was}. {_NEU_DRUCKEN}")


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
    return "selbsttätige Aktionen" if _oeffnet_mehr_als_eine_seite(verzeichnis) else ""


def _oeffnet_mehr_als_eine_seite(verzeichnis: pikepdf.Object) -> bool:
    """An array or a /GoTo only says which page is shown first; office suites write that into every file."""
    aktion = verzeichnis.get("/OpenAction")
    if aktion is None or isinstance(aktion, pikepdf.Array):
        return False
    return not isinstance(aktion, pikepdf.Dictionary) or str(aktion.get("/S")) != "/GoTo"
