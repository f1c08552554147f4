"""Facts of the yearly report: its tables as they stand on the page."""

from dataclasses import dataclass
from decimal import Decimal

from antraege.dokumente.fakten.grund import Rahmen


@dataclass(frozen=True, kw_only=True)
class Berichtstabelle:
    """One table of figures; the first column names the row, every other is a figure; `summe` is its last row."""

    titel: str
    kopf: tuple[str, ...]
    zeilen: tuple[tuple[str | Decimal, ...], ...]
    summe: tuple[str | Decimal, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Jahresberichtfakten:
    """The figures of a year for the Stellen named, each beside the year before; amounts in euro."""

    rahmen: Rahmen
    jahr: int
    stellen: tuple[str, ...]
    tabellen: tuple[Berichtstabelle, ...]
