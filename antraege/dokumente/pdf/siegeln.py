"""The city's electronic seal on a file (PAdES-B): off until a key is named, and pyhanko only then."""

from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

NICHT_INSTALLIERT = "Zum Siegeln fehlt pyhanko. Installieren Sie das Extra „siegel“."


class SiegelFehler(Exception):
    """Sealing or checking is not possible on this machine; the text says why."""


@dataclass(frozen=True)
class Siegelschluessel:
    """Key and certificates as PKCS#12, with its passphrase; neither shows in a log."""

    pkcs12: bytes = field(repr=False)
    kennwort: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Siegelbefund:
    """What a file says about its last seal.

    von is the holder as the certificate names it, am the moment claimed by who sealed (aware, no timestamp
    authority). unversehrt: not one byte was changed or added since. anerkannt: the certificate is the city's own
    or goes back to one of SIEGEL_ANKER; a name alone proves nothing, anybody can make a certificate with it.
    """

    vorhanden: bool
    von: str = ""
    am: datetime | None = None
    zertifikat_sha256: str = ""
    unversehrt: bool = False
    anerkannt: bool = False

    @property
    def gueltig(self) -> bool:
        """Whether this file is what the city sealed."""
        return self.vorhanden and self.unversehrt and self.anerkannt


def siegle(pdf: bytes, *, schluessel: Siegelschluessel) -> bytes:
    """The file with an invisible seal appended; what was there stays byte for byte, PDF/A-1b stays PDF/A-1b.

    Raises SiegelFehler without pyhanko, and when key and passphrase do not fit.
    """
    return bytes(_pades().siegle(pdf, schluessel))


def siegle_wenn_eingerichtet(pdf: bytes) -> bytes:
    """The sealed file where a key is set up, otherwise the same bytes. Raises SiegelFehler like siegle."""
    schluessel = eingerichteter_schluessel()
    return siegle(pdf, schluessel=schluessel) if schluessel else pdf


def pruefe_siegel(pdf: bytes) -> Siegelbefund:
    """Who sealed the file and when, whether it is unchanged, and whether the city recognises the certificate.

    A file without a seal, or one that cannot be read, has none. Asks no other machine. Raises SiegelFehler.
    """
    befund: Siegelbefund = _pades().pruefe(pdf, anker=_anker(), schluessel=eingerichteter_schluessel())
    return befund


def eingerichteter_schluessel() -> Siegelschluessel | None:
    """The key named by SIEGEL_DATEI and SIEGEL_KENNWORT; None where none is named. Raises SiegelFehler."""
    if not settings.SIEGEL_DATEI:
        return None
    return Siegelschluessel(_gelesen("SIEGEL_DATEI"), settings.SIEGEL_KENNWORT)


def pruefe_einrichtung() -> None:
    """Read key and recognised certificates once. Raises SiegelFehler when a seal would fail."""
    if schluessel := eingerichteter_schluessel():
        _pades().lade(schluessel)
    if settings.SIEGEL_ANKER:
        _pades().zertifikate(_anker())


def _anker() -> bytes:
    """The certificates (PEM) whose seals count besides the city's present one."""
    return _gelesen("SIEGEL_ANKER") if settings.SIEGEL_ANKER else b""


def _gelesen(name: str) -> bytes:
    try:
        return Path(getattr(settings, name)).read_bytes()
    except OSError as fehler:
        raise SiegelFehler(f"Die Datei aus {name} ist nicht lesbar.") from fehler


def _pades() -> Any:
    """The module that imports pyhanko, which is an extra."""
    try:
        return import_module("antraege.dokumente.pdf.pades")
    except ModuleNotFoundError as fehler:
        raise SiegelFehler(NICHT_INSTALLIERT) from fehler
