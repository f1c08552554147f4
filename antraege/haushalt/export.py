"""Lists as CSV and XLSX: German amounts, written row by row, no cell that becomes a formula."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from antraege.kern.geld import zeige_zahl

Schreiber = Callable[[str, Sequence[str], Iterable[Sequence[Any]]], HttpResponseBase]
BLOCK = 2000  # rows that a list reads at once
MEISTE_ZEILEN = 1_048_575  # what a worksheet holds below its head
_GEFAEHRLICH = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """Gives each line straight back instead of collecting it."""

    def write(self, zeile: str) -> str:
        return zeile


def schreiber(form: str) -> Schreiber | None:
    """The writer for `?format=csv` or `?format=xlsx`."""
    wege: dict[str, Schreiber] = {
        "csv": lambda name, kopf, zeilen: csv_antwort(f"{name}.csv", kopf, zeilen),
        "xlsx": xlsx,
    }
    return wege.get(form)


def zelle(wert: Any) -> str:
    """Text that no spreadsheet takes for a formula; euro as 1.234,56; nothing for None."""
    if isinstance(wert, Decimal):
        return zeige_zahl(wert)
    if isinstance(wert, datetime):
        return f"{_ortszeit(wert):%d.%m.%Y %H:%M}"
    text = "" if wert is None else str(wert)
    return f"'{text}" if text.lstrip(" ").startswith(_GEFAEHRLICH) else text


def csv_antwort(
    dateiname: str, kopf: Iterable[str], zeilen: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """A download that is written row by row in constant memory."""

    def schreibe() -> Iterator[str]:
        schreiber = csv.writer(_Echo(), delimiter=";")
        yield "\N{ZERO WIDTH NO-BREAK SPACE}"
        yield schreiber.writerow(kopf)
        for zeile in zeilen:
            yield schreiber.writerow([zelle(wert) for wert in zeile])

    antwort = StreamingHttpResponse(schreibe(), content_type="text/csv; charset=utf-8")
    antwort["Content-Disposition"] = f'attachment; filename="{dateiname}"'
    return antwort


def xlsx(name: str, kopf: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> FileResponse:
    """A workbook written row by row into a file of its own; text never becomes a formula or a link."""
    datei = TemporaryFile()  # noqa: SIM115 - the answer closes it
    with xlsxwriter.Workbook(datei, {"constant_memory": True}) as mappe:
        blatt = mappe.add_worksheet()
        fett, *formate = (
            mappe.add_format(form)
            for form in (
                {"bold": True},
                {"num_format": "#,##0.00"},
                {"num_format": "dd.mm.yyyy"},
                {"num_format": "dd.mm.yyyy hh:mm"},
            )
        )
        blatt.freeze_panes(1, 0)
        blatt.set_column(0, len(kopf) - 1, 22)
        blatt.write_row(0, 0, kopf, fett)
        for nr, zeile in enumerate(zeilen, start=1):
            if nr > MEISTE_ZEILEN:
                break
            for spalte, wert in enumerate(zeile):
                _schreibe(blatt, nr, spalte, wert, formate=formate)
    datei.seek(0)
    return FileResponse(datei, as_attachment=True, filename=f"{name}.xlsx")


def _schreibe(blatt: Any, zeile: int, spalte: int, wert: Any, *, formate: Sequence[Any]) -> None:
    geld, tag, moment = formate
    if isinstance(wert, Decimal):
        blatt.write_number(zeile, spalte, float(wert), geld)
    elif isinstance(wert, datetime):
        blatt.write_datetime(zeile, spalte, _ortszeit(wert).replace(tzinfo=None), moment)
    elif isinstance(wert, date):
        blatt.write_datetime(zeile, spalte, wert, tag)
    elif isinstance(wert, int):
        blatt.write_number(zeile, spalte, wert)
    elif wert is not None:
        blatt.write_string(zeile, spalte, str(wert))


def _ortszeit(wert: datetime) -> datetime:
    return timezone.localtime(wert) if timezone.is_aware(wert) else wert
