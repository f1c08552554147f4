"""A picture of pairs: a year and the year before, one pair per row, on one scale (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

BREITE, ZEILE = 400, 60
HOECHSTENS = 12  # rows that a picture shows; the table beside it has them all


@dataclass(frozen=True)
class Paar:
    """One row: its name, both figures as they are read, both lengths, its upper edge."""

    name: str
    jetzt: str
    vorher: str
    breite: int
    breite_vorher: int
    y: int


@dataclass(frozen=True)
class Paare:
    """The rows, and the sentence that says the same."""

    kennung: str
    titel: str
    satz: str
    hoehe: int
    zeilen: tuple[Paar, ...]


def paare(
    kennung: str, *, titel: str, zeilen: Sequence[tuple[str, Decimal | int, Decimal | int, str, str]]
) -> Paare:
    """Draw name, figure, figure of the year before, and both in words; the first rows only."""
    gezeigt = zeilen[:HOECHSTENS]
    groesste = max((max(jetzt, vorher) for _, jetzt, vorher, *_ in gezeigt), default=0)
    gezeichnet = tuple(
        Paar(name, text, text_vorher, _laenge(jetzt, groesste), _laenge(vorher, groesste), nr * ZEILE)
        for nr, (name, jetzt, vorher, text, text_vorher) in enumerate(gezeigt)
    )
    satz = " ".join(f"{p.name}: {p.jetzt}, im Vorjahr {p.vorher}." for p in gezeichnet)
    return Paare(kennung, titel, satz, len(gezeichnet) * ZEILE, gezeichnet)


def _laenge(wert: Decimal | int, groesste: Decimal | int) -> int:
    return int(wert * BREITE / groesste) if groesste > 0 else 0
