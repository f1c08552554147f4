"""Lists as CSV and XLSX, written row by row; the CSV of the budget's room is the one of the house."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.http.response import HttpResponseBase

from antraege.haushalt.export import csv_antwort

Schreiber = Callable[[str, Sequence[str], Iterable[Sequence[Any]]], HttpResponseBase]
BLOCK = 2000
MEISTE_ZEILEN = 1_048_575  # what a worksheet holds below its head


def schreiber(form: str) -> Schreiber | None:
    """The writer for `?format=csv` or `?format=xlsx`."""
    return {"csv": _csv, "xlsx": xlsx}.get(form)


def _csv(name: str, kopf: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> HttpResponseBase:
    return csv_antwort(f"{name}.csv", kopf, zeilen)


def xlsx(name: str, kopf: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> FileResponse:
    """A workbook written row by row into a file of its own; text never becomes a formula or a link."""
    datei = TemporaryFile()  # noqa: SIM115 - the answer closes it
    with xlsxwriter.Workbook(datei, {"constant_memory": True}) as mappe:
        blatt = mappe.add_worksheet()
        fett, geld, tag = (
            mappe.add_format(form)
            for form in ({"bold": True}, {"num_format": "#,##0.00"}, {"num_format": "dd.mm.yyyy"})
        )
        blatt.freeze_panes(1, 0)
        blatt.set_column(0, len(kopf) - 1, 22)
        blatt.write_row(0, 0, kopf, fett)
        for nr, zeile in enumerate(zeilen, start=1):
            if nr > MEISTE_ZEILEN:
                break
            for spalte, wert in enumerate(zeile):
                _schreibe(blatt, nr, spalte, wert, formate=(geld, tag))
    datei.seek(0)
    return FileResponse(datei, as_attachment=True, filename=f"{name}.xlsx")


def _schreibe(blatt: Any, zeile: int, spalte: int, wert: Any, *, formate: tuple[Any, Any]) -> None:
    geld, tag = formate
    if isinstance(wert, Decimal):
        blatt.write_number(zeile, spalte, float(wert), geld)
    elif isinstance(wert, date):
        blatt.write_datetime(zeile, spalte, wert, tag)
    elif isinstance(wert, int):
        blatt.write_number(zeile, spalte, wert)
    elif wert is not None:
        blatt.write_string(zeile, spalte, str(wert))
