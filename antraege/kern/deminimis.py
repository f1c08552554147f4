"""De-minimis aid of one undertaking in rolling years (Verordnung (EU) 2023/2831; D1 and D2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.kern.fristen import plus_monate
from antraege.kern.geld import NULL, nicht_negativ, zeige


@dataclass(frozen=True)
class Beihilfe:
    """One aid in euro on the day it was granted, not paid. Raises GeldFehler for a bad amount."""

    datum: date
    betrag: Decimal

    def __post_init__(self) -> None:
        object.__setattr__(self, "betrag", nicht_negativ(self.betrag))


@dataclass(frozen=True)
class Deminimis:
    """Sum in euro with the new aid, whether it keeps the limit, and the steps that led there."""

    summe: Decimal
    zulaessig: bool
    schritte: list[str]


def pruefe_deminimis(
    neu: Beihilfe, *, bisher: Iterable[Beihilfe], grenze: Decimal, jahre: int = 3
) -> Deminimis:
    """Add the aids of the ``jahre`` before the new one, of the whole group of companies, and the new one.

    An aid on the day exactly three years earlier still counts; later days than the new aid's do not. Raises
    GeldFehler for a bad limit.
    """
    hoechstens, ab = nicht_negativ(grenze), plus_monate(neu.datum, -12 * jahre)
    summe, schritte = NULL, []
    for beihilfe in sorted(bisher, key=lambda b: b.datum):
        zaehlt = ab <= beihilfe.datum <= neu.datum
        summe += beihilfe.betrag if zaehlt else NULL
        wort = "zählt" if zaehlt else "zählt nicht"
        schritte.append(f"{beihilfe.datum:%d.%m.%Y}: {zeige(beihilfe.betrag)} {wort}.")
    summe += neu.betrag
    zulaessig = summe <= hoechstens
    vergleich = "hält die Grenze" if zulaessig else "übersteigt die Grenze"
    zeitraum = f"Zeitraum {ab:%d.%m.%Y} bis {neu.datum:%d.%m.%Y}"
    schritte.append(f"{zeitraum}: Summe {zeige(summe)} {vergleich} von {zeige(hoechstens)}.")
    return Deminimis(summe, zulaessig, schritte)
