"""A file on its way in leaves nothing but its SHA-256: no memory, no temporary file, no name."""

import hashlib
import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

GROESSTE_DATEI = 20 * 1024 * 1024
_PDF = b"%PDF-"


class Pruefsumme(UploadedFile):
    """What is left of a file: its size in bytes, its hash, and whether it began like a PDF."""

    def __init__(self, *, groesse: int, sha256: str, ist_pdf: bool) -> None:
        super().__init__(io.BytesIO(), "datei.pdf", "application/pdf", groesse)
        self.groesse, self.sha256, self.ist_pdf = groesse, sha256, ist_pdf


class NurPruefsumme(FileUploadHandler):
    """Reads a file piece by piece and forgets every piece; what is too large is not even reckoned."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._summe = hashlib.sha256()
        self._anfang = b""
        self._groesse = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._groesse += len(raw_data)
        self._anfang = (self._anfang + raw_data[: len(_PDF)])[: len(_PDF)]
        if self._groesse <= GROESSTE_DATEI:
            self._summe.update(raw_data)

    def file_complete(self, file_size: int) -> Pruefsumme:
        return Pruefsumme(groesse=self._groesse, sha256=self._summe.hexdigest(), ist_pdf=self._anfang == _PDF)
