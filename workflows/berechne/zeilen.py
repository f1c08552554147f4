"""Answers line by line, in order and as they come, however many there are."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from antraege.kern.dauer import DauerFehler
from antraege.kern.geld import GeldFehler
from antraege.kern.zinsen import ZinsFehler
from workflows.berechne.eingabe import EingabeFehler, als_objekt
from workflows.berechne.rechnungen import RECHNUNGEN, Werte

LAENGSTE_ZEILE = 1_000_000  # bytes
_ABLEHNUNGEN = (EingabeFehler, GeldFehler, ZinsFehler, DauerFehler)


def antworten(art: str, eingang: BinaryIO, *, reihe: Werte) -> Iterator[tuple[str, bool]]:
    """Yield for each line that is not empty its answer as JSON, and whether it could be computed."""
    for zeile in _zeilen(eingang):
        antwort = _antwort(art, zeile, reihe=reihe)
        yield _als_json(antwort), "fehler" not in antwort


def _antwort(art: str, zeile: bytes, *, reihe: Werte) -> dict[str, Any]:
    try:
        if len(zeile) > LAENGSTE_ZEILE:
            raise EingabeFehler(f"Die Zeile ist länger als {LAENGSTE_ZEILE} Bytes.")
        return RECHNUNGEN[art](als_objekt(_text(zeile)), reihe)
    except _ABLEHNUNGEN as fehler:
        return {"fehler": str(fehler)}


def _zeilen(eingang: BinaryIO) -> Iterator[bytes]:
    """Lines without blank ones; of a line that is too long only the beginning is kept."""
    while zeile := eingang.readline(LAENGSTE_ZEILE + 1):
        stueck = zeile
        while not stueck.endswith(b"\n") and (stueck := eingang.readline(LAENGSTE_ZEILE)):
            pass
        if zeile.strip():
            yield zeile


def _text(zeile: bytes) -> str:
    try:
        return zeile.decode("utf-8-sig")
    except UnicodeDecodeError as fehler:
        raise EingabeFehler("Die Zeile ist nicht in UTF-8 geschrieben.") from fehler


def _als_json(antwort: dict[str, Any]) -> str:
    """Half characters of a foreign text are written as JSON escapes, for no file can hold them."""
    geschrieben = json.dumps(antwort, ensure_ascii=False)
    return geschrieben.encode("utf-8", "backslashreplace").decode("utf-8")
