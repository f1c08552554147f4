"""Where files are kept; what is written while something is only rehearsed can be taken away again."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage

_mitschrift: ContextVar[list[str] | None] = ContextVar("mitschrift", default=None)


class Ablage(FileSystemStorage):
    """The directory of all files, outside the web root."""

    def _save(self, name: str, content: Any) -> str:
        gespeichert: str = super()._save(name, content)  # type: ignore[misc]
        geschrieben = _mitschrift.get()
        if geschrieben is not None:
            geschrieben.append(gespeichert)
        return gespeichert


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
