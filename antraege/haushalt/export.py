"""CSV that a spreadsheet opens as it is: semicolons, German amounts, no cell that becomes a formula."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

from antraege.kern.geld import zeige_zahl

_GEFAEHRLICH = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """Gives each line straight back instead of collecting it."""

    def write(self, zeile: str) -> str:
        return zeile


def zelle(wert: Any) -> str:
    """Text that no spreadsheet takes for a formula; euro as 1.234,56; nothing for None."""
    if isinstance(wert, Decimal):
        return zeige_zahl(wert)
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
