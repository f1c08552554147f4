"""The key that signs the daily seals: outside the database, its secret half for the nightly job only."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

from rollen.kanon import sha256_hex

ZWECK = b"kindercampus/siegel/1\n"
_ENDE = "-----END PUBLIC KEY-----"


class SchluesselFehler(ValueError):
    """A key is missing, cannot be read, or would be written over; the German sentence says which and what to do."""


def lege_an() -> str:
    """Make a pair of keys where the settings say; returns its mark. Raises SchluesselFehler if there is one."""
    if not (settings.PROTOKOLL_SCHLUESSEL and settings.PROTOKOLL_OEFFENTLICH):
        raise SchluesselFehler("Setzen Sie PROTOKOLL_SCHLUESSEL und PROTOKOLL_OEFFENTLICH auf zwei Dateien.")
    geheim, oeffentlich = Path(settings.PROTOKOLL_SCHLUESSEL), Path(settings.PROTOKOLL_OEFFENTLICH)
    schluessel = Ed25519PrivateKey.generate()
    geheim.parent.mkdir(parents=True, exist_ok=True)
    oeffentlich.parent.mkdir(parents=True, exist_ok=True)
    try:
        griff = os.open(geheim, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as fehler:
        raise SchluesselFehler(
            f"{geheim} gibt es schon. Für einen neuen Schlüssel legen Sie die Datei zuerst an einen anderen Ort; "
            f"was der alte unterschrieben hat, gilt weiter, solange {oeffentlich} ihn nennt."
        ) from fehler
    with os.fdopen(griff, "wb") as datei:
        datei.write(schluessel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with oeffentlich.open("ab") as datei:
        datei.write(_pem(schluessel.public_key()))
    return kennung(schluessel.public_key())


def unterschreibe(hashwert: str) -> tuple[str, str] | None:
    """Mark of the key and signature (hex) of a seal; None where this process has no key.

    Raises SchluesselFehler for a file that holds no such key.
    """
    if not settings.PROTOKOLL_SCHLUESSEL:
        return None
    datei = Path(settings.PROTOKOLL_SCHLUESSEL)
    try:
        inhalt = datei.read_bytes()
    except (FileNotFoundError, PermissionError):
        return None
    try:
        schluessel = load_pem_private_key(inhalt, None)
    except (ValueError, TypeError) as fehler:
        raise SchluesselFehler(f"{datei} ist kein Schlüssel im Format PEM ohne Kennwort.") from fehler
    if not isinstance(schluessel, Ed25519PrivateKey):
        raise SchluesselFehler(f"{datei} ist kein Schlüssel der Art Ed25519.")
    return kennung(schluessel.public_key()), schluessel.sign(ZWECK + hashwert.encode()).hex()


def oeffentliche() -> dict[str, Ed25519PublicKey]:
    """The keys whose signatures count, by mark. Raises SchluesselFehler for a file that holds something else."""
    datei = Path(settings.PROTOKOLL_OEFFENTLICH)
    if not datei.is_file():
        return {}
    schluessel = {}
    for teil in datei.read_text(encoding="ascii", errors="replace").split(_ENDE):
        if not teil.strip():
            continue
        try:
            einer = load_pem_public_key(f"{teil.strip()}\n{_ENDE}\n".encode())
        except ValueError as fehler:
            raise SchluesselFehler(
                f"{datei} enthält etwas anderes als öffentliche Schlüssel (PEM)."
            ) from fehler
        if not isinstance(einer, Ed25519PublicKey):
            raise SchluesselFehler(f"{datei} enthält einen Schlüssel, der nicht der Art Ed25519 ist.")
        schluessel[kennung(einer)] = einer
    return schluessel


def gilt(schluessel: dict[str, Ed25519PublicKey], marke: str, hashwert: str, unterschrift: str) -> bool:
    """Whether one of the keys has signed this seal."""
    if marke not in schluessel:
        return False
    try:
        schluessel[marke].verify(bytes.fromhex(unterschrift), ZWECK + hashwert.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def kennung(schluessel: Ed25519PublicKey) -> str:
    """A short mark by which a key is named."""
    return sha256_hex(_pem(schluessel))[:16]


def _pem(schluessel: Ed25519PublicKey) -> bytes:
    return schluessel.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
