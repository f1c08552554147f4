"""Answers line by line, in order and as they come, however many there are."""

import json
from collections.abc import Iterator
from typing import BinaryIO

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
        try:
            if len(zeile) > LAENGSTE_ZEILE:
                raise EingabeFehler(f"Die Zeile ist länger als {LAENGSTE_ZEILE} Bytes.")
            antwort = RECHNUNGEN[art](als_objekt(zeile.decode("utf-8-sig")), reihe)
        except UnicodeDecodeError:
            antwort = {"fehler": "Die Zeile ist nicht in UTF-8 geschrieben."}
        except _ABLEHNUNGEN as fehler:
            antwort = {"fehler": str(fehler)}
        # Half characters of a foreign text are written as JSON escapes, for no file can hold them.
        geschrieben = json.dumps(antwort, ensure_ascii=False)
        yield geschrieben.encode("utf-8", "backslashreplace").decode("utf-8"), "fehler" not in antwort


def _zeilen(eingang: BinaryIO) -> Iterator[bytes]:
    """Lines without blank ones; of a line that is too long only the beginning is kept."""
    while zeile := eingang.readline(LAENGSTE_ZEILE + 1):
        stueck = zeile
        while not stueck.endswith(b"\n") and (stueck := eingang.readline(LAENGSTE_ZEILE)):
            pass
        if zeile.strip():
            yield zeile
