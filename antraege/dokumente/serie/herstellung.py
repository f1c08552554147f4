"""Makes the files of a series on several processes; a worker needs no database, only texts and a folder."""

import io
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pikepdf

from antraege.dokumente.inhalt.kooperationsvereinbarung import kooperationsvereinbarung
from antraege.dokumente.klauseln import Klauseltexte
from antraege.dokumente.pdf import erzeuge_pdf
from antraege.dokumente.serie.wuerfel import vereinbarungsfakten

HAPPEN = 5  # numbers a worker fetches at once


@dataclass(frozen=True, kw_only=True)
class Auftrag:
    """What every worker gets once: seed, day, texts by key, and the folder (None: files are not kept)."""

    saat: int
    stichtag: date
    texte: Mapping[str, str]
    ordner: Path | None


@dataclass(frozen=True, kw_only=True)
class Stueck:
    """One file that was made: milliseconds by the clock and of the processor, pages, bytes, hash."""

    nr: int
    dauer: float
    rechenzeit: float
    seiten: int
    groesse: int
    sha256: str


def stelle_her(auftrag: Auftrag, *, anzahl: int, kerne: int) -> Iterator[Stueck]:
    """The files 1 to anzahl in order, each as soon as it and all before it are made.

    Workers are started afresh (spawn), so that no open database connection is shared.
    """
    with ProcessPoolExecutor(
        kerne, mp_context=get_context("spawn"), initializer=_Arbeit.beginne, initargs=(auftrag,)
    ) as arbeiter:
        yield from arbeiter.map(_Arbeit.eine, range(1, anzahl + 1), chunksize=HAPPEN)


def vereinbarung(auftrag: Auftrag, nr: int) -> bytes:
    """The PDF of one agreement; equal orders and numbers give equal bytes."""
    fakten = vereinbarungsfakten(saat=auftrag.saat, nr=nr, stichtag=auftrag.stichtag)
    return erzeuge_pdf(kooperationsvereinbarung(fakten, texte=Klauseltexte(auftrag.texte, fakten)))


def dateiname(nr: int) -> str:
    """The file of number nr in the folder of the series."""
    return f"vereinbarung-{nr:05}.pdf"


class _Arbeit:
    """The order of this process, set once when it starts."""

    auftrag: Auftrag

    @classmethod
    def beginne(cls, auftrag: Auftrag) -> None:
        """Keep the order."""
        cls.auftrag = auftrag

    @classmethod
    def eine(cls, nr: int) -> Stueck:
        """Make one file; only facts, text and PDF are timed."""
        beginn, gerechnet = time.perf_counter(), time.process_time()
        pdf = vereinbarung(cls.auftrag, nr)
        rechenzeit = (time.process_time() - gerechnet) * 1000
        dauer = (time.perf_counter() - beginn) * 1000
        if cls.auftrag.ordner:
            (cls.auftrag.ordner / dateiname(nr)).write_bytes(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as datei:
            seiten = len(datei.pages)
        return Stueck(
            nr=nr,
            dauer=dauer,
            rechenzeit=rechenzeit,
            seiten=seiten,
            groesse=len(pdf),
            sha256=sha256(pdf).hexdigest(),
        )
