"""Where files are kept, how they leave again unchanged, and how what is only rehearsed is taken away."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse

from rollen.kanon import sha256_hex

_mitschrift: ContextVar[list[str] | None] = ContextVar("mitschrift", default=None)


class Ablage(FileSystemStorage):
    """The directory of all files, outside the web root."""

    def _save(self, name: str, content: Any) -> str:
        gespeichert: str = super()._save(name, content)  # type: ignore[misc]
        geschrieben = _mitschrift.get()
        if geschrieben is not None:
            geschrieben.append(gespeichert)
        return gespeichert


def als_anhang(datei: Any, *, name: str, medientyp: str) -> FileResponse:
    """An uploaded file as a download: whatever it is, it runs nowhere."""
    antwort = FileResponse(datei.open("rb"), as_attachment=True, filename=name, content_type=medientyp)
    antwort["Content-Security-Policy"] = "default-src 'none'; sandbox"
    antwort["X-Content-Type-Options"] = "nosniff"
    return antwort


def unveraendert(datei: Any, sha256: str) -> bytes | None:
    """The bytes of a stored file; None when it is missing or differs from the hash that was kept of it."""
    try:
        with datei.open("rb") as offen:
            inhalt: bytes = offen.read()
    except OSError:
        return None
    return inhalt if sha256_hex(inhalt) == sha256 else None


@contextmanager
def nur_zur_probe() -> Iterator[None]:
    """Every file written inside is gone afterwards, whatever happened."""
    geschrieben: list[str] = []
    marke = _mitschrift.set(geschrieben)
    try:
        yield
    finally:
        _mitschrift.reset(marke)
        for name in geschrieben:
            default_storage.delete(name)
