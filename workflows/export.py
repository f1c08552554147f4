"""Lists as XLSX, written row by row; CSV comes from the budget's room, which had it first."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.http.response import HttpResponseBase

from antraege.haushalt.export import csv_antwort

Schreiber = Callable[[str, Sequence[str], Iterable[Sequence[Any]]], HttpResponseBase]


def schreiber(form: str) -> Schreiber | None:
    """The writer for `?format=csv` or `?format=xlsx`."""
    return {"csv": _csv, "xlsx": xlsx}.get(form)


def _csv(name: str, kopf: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> HttpResponseBase:
    return csv_antwort(f"{name}.csv", kopf, zeilen)


def xlsx(name: str, kopf: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> FileResponse:
    """A workbook written row by row into a file of its own; text never becomes a formula."""
    datei = TemporaryFile()  # noqa: SIM115 - the answer closes it
    with xlsxwriter.Workbook(datei, {"constant_memory": True}) as mappe:
        blatt = mappe.add_worksheet()
        geld = mappe.add_format({"num_format": "#,##0.00"})
        blatt.write_row(0, 0, kopf)
        for nr, zeile in enumerate(zeilen, start=1):
            _schreibe(blatt, nr, zeile, geld)
    datei.seek(0)
    return FileResponse(datei, as_attachment=True, filename=f"{name}.xlsx")


def _schreibe(blatt: Any, nr: int, zeile: Iterable[Any], geld: Any) -> None:
    for spalte, wert in enumerate(zeile):
        if isinstance(wert, Decimal):
            blatt.write_number(nr, spalte, float(wert), geld)
        elif isinstance(wert, int):
            blatt.write_number(nr, spalte, wert)
        elif wert is not None:
            blatt.write_string(nr, spalte, str(wert))
