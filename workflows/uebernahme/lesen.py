"""From the uploaded file to rows of text: the head found, every cell as a person would type it, nothing judged yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from django.core.files.base import File

from antraege.antrag.dateien import GROESSTE_DATEI, GepruefteDatei, pruefe_name
from antraege.antrag.fehler import DateiFehler
from antraege.foerderung.nachweis.tabelle import Formel, Tabelle, blattnamen, leer, oeffne
from workflows.uebernahme.blaetter import BLAETTER, FAELLE, Blatt
from workflows.uebernahme.spalten import ordne_zu

MEISTE_ZEILEN = 10_000
KOPFZEILEN = 10
LAENGSTE_ZELLE = 2_000
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Rohzeile:
    """One row: its number as the spreadsheet counts, and what stands in each known column, by its field."""

    nr: int
    zellen: dict[str, str]
    blatt: Blatt = FAELLE


def lies(upload: File) -> tuple[GepruefteDatei, list[Rohzeile]]:
    """The file as it is kept, and all its rows that say something, sheet after sheet. Raises DateiFehler."""
    zeilen: list[Rohzeile] = []
    tabellen = list(_tabellen(upload))
    for tabelle, blatt, orte in tabellen:
        for nr, werte in tabelle.zeilen:
            if all(leer(wert) for wert in werte):
                continue
            if len(zeilen) == MEISTE_ZEILEN:
                raise DateiFehler(f"Die Liste hat mehr als {MEISTE_ZEILEN} Zeilen. Bitte teilen Sie sie.")
            zellen = {feld: als_text(werte[ort]) for feld, ort in orte.items() if ort < len(werte)}
            zeilen.append(Rohzeile(nr, {feld: text for feld, text in zellen.items() if text}, blatt))
    if not zeilen:
        raise DateiFehler("Unter den Namen der Spalten steht keine Zeile.")
    upload.seek(0)
    inhalt = bytes(upload.read(GROESSTE_DATEI))
    name = pruefe_name(upload.name or "")
    medientyp = CSV if name.lower().endswith(".csv") else XLSX
    return GepruefteDatei(name, medientyp, len(inhalt), tabellen[0][0].sha256, inhalt), zeilen


def _tabellen(upload: File) -> Iterator[tuple[Tabelle, Blatt, dict[str, int]]]:
    """The sheets by their names; a file without such names is one list, and its head says of what."""
    namen = blattnamen(upload)
    benannte = [(blatt, name) for blatt in BLAETTER for name in namen if name.strip() == blatt.name]
    for blatt, name in benannte:
        tabelle = oeffne(upload, blatt=name)
        yield tabelle, blatt, _finde_kopf(tabelle, blatt)
    if not benannte:
        yield _einzige(upload)


def _einzige(upload: File) -> tuple[Tabelle, Blatt, dict[str, int]]:
    """Raises DateiFehler that names what is missing for the sheet of which most columns are there."""
    fehler: list[tuple[int, DateiFehler]] = []
    for blatt in BLAETTER:
        tabelle = oeffne(upload)
        try:
            return tabelle, blatt, _finde_kopf(tabelle, blatt)
        except DateiFehler as grund:
            fehler.append((str(grund).count("„"), grund))
    raise min(fehler, key=lambda paar: paar[0])[1]


def als_text(wert: Any) -> str:
    """A cell as a person would type it: 31.12.2025, 1234,5; a formula keeps its equals sign."""
    if isinstance(wert, Formel):
        return f"={str(wert).lstrip('=')}"[:LAENGSTE_ZELLE]
    if leer(wert):
        return ""
    if isinstance(wert, datetime) and (wert.hour, wert.minute) != (0, 0):
        return f"{wert:%d.%m.%Y %H:%M}"
    if isinstance(wert, date):
        return f"{wert:%d.%m.%Y}" if wert.year >= 1000 else wert.isoformat()
    if isinstance(wert, float):
        return str(int(wert)) if wert.is_integer() else repr(wert).replace(".", ",")
    return " ".join(str(wert).replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split())[: LAENGSTE_ZELLE + 1]


def _finde_kopf(tabelle: Tabelle, blatt: Blatt) -> dict[str, int]:
    """The first of ten rows that names the columns; otherwise what is missing in the one that names most."""
    fehler: list[tuple[int, DateiFehler]] = []
    for kopf in chain([tabelle.kopf], _weitere(tabelle)):
        try:
            return ordne_zu(kopf, blatt.spalten)
        except DateiFehler as grund:
            fehler.append((str(grund).count("„"), grund))
    raise min(fehler, key=lambda paar: paar[0])[1]


def _weitere(tabelle: Tabelle) -> Iterator[list[str]]:
    for _, werte in islice(tabelle.zeilen, KOPFZEILEN - 1):
        yield ["" if leer(wert) else str(wert).strip() for wert in werte]
