"""PDF/A-1b by PDFBox for bytes: skipped with the reason on a machine without it."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from antraege.dokumente.pdf import preflight


def verlange_pdfbox() -> None:
    """Skip with the reason on a machine without PDFBox; fail where nothing may be skipped."""
    try:
        preflight.verlange_pdfbox()
    except preflight.PreflightFehlt as fehlt:
        melde = pytest.fail if os.environ.get("KINDERCAMPUS_VOLLSTAENDIG") == "1" else pytest.skip
        melde(str(fehlt))


def verstoesse(pdfs: Mapping[str, bytes], *, ordner: Path) -> dict[str, list[str]]:
    """What PDFBox finds against PDF/A-1b in each file, by its name; an empty list says valid."""
    verlange_pdfbox()
    for name, pdf in pdfs.items():
        (ordner / name).write_bytes(pdf)
    return preflight.verstoesse([ordner / name for name in pdfs], ordner=ordner)
