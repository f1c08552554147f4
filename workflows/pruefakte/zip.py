"""A ZIP that is written while it is sent: memory holds one piece of one file, the disk nothing."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from rollen import uhr

STUECK = 256 * 1024  # bytes read at once


@dataclass
class Eingepackt:
    """What became of a file on its way: its size in bytes and the hash of what was written."""

    groesse: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Packstueck:
    """A name inside the pack and its content in pieces; `ergebnis` is filled when it is written."""

    pfad: str
    inhalt: Iterable[bytes]
    ergebnis: Eingepackt = field(default_factory=Eingepackt)


class _Ablauf:
    """Takes what the writer writes and hands it on; nothing can be sought in it."""

    def __init__(self) -> None:
        self._bytes: list[bytes] = []

    def write(self, daten: bytes) -> int:
        self._bytes.append(bytes(daten))
        return len(daten)

    def flush(self) -> None:
        """Nothing is kept back."""

    def nimm(self) -> bytes:
        """What has come since the last time."""
        genommen = b"".join(self._bytes)
        self._bytes.clear()
        return genommen


def packe(stuecke: Iterable[Packstueck]) -> Iterator[bytes]:
    """The bytes of the ZIP, piece by piece; whoever stops in the middle leaves nothing behind."""
    ablauf = _Ablauf()
    jetzt = timezone.localtime(uhr.jetzt()).timetuple()[:6]
    with zipfile.ZipFile(ablauf, "w", zipfile.ZIP_DEFLATED) as archiv:  # type: ignore[call-overload]
        for stueck in stuecke:
            eintrag = zipfile.ZipInfo(stueck.pfad, jetzt)
            eintrag.compress_type, eintrag.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            summe = hashlib.sha256()
            with archiv.open(eintrag, "w") as ziel:
                for daten in stueck.inhalt:
                    ziel.write(daten)
                    summe.update(daten)
                    stueck.ergebnis.groesse += len(daten)
                    yield ablauf.nimm()
            stueck.ergebnis.sha256 = summe.hexdigest()
            yield ablauf.nimm()
    yield ablauf.nimm()
