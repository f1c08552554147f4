"""The sample of vouchers: all large ones, and of the rest some by lot, the risky ones likelier.

The same vouchers, seed and parameters give the same sample for ever: the dice are SHA-256.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from antraege.kern.geld import zeige

ENDSPURT = timedelta(days=14)
VERFAHREN = (
    "Alle Belege ab dem Grenzbetrag; vom Rest der Anteil in Prozent durch Los ohne Zurücklegen (SHA-256 aus "
    "Startwert und Belegnummer). Wahrscheinlicher werden hohe und runde Beträge, Wochenenden, Doppelte und "
    "die letzten 14 Tage."
)


@dataclass(frozen=True)
class Ziehbeleg:
    """What the draw looks at: euro, day, payee."""

    nr: int
    betrag: Decimal
    datum: date
    empfaenger: str

    @property
    def zahlung(self) -> tuple[str, Decimal]:
        """What two vouchers share that may be the same one twice."""
        return " ".join(self.empfaenger.casefold().split()), self.betrag


@dataclass(frozen=True)
class Parameter:
    """Seed, percent of the rest, the amount in euro from which all are drawn, and the end of the period."""

    startwert: str
    prozent: int
    ab_betrag: Decimal | None
    ende: date | None


def ziehe(belege: Iterable[Ziehbeleg], parameter: Parameter) -> dict[int, str]:
    """The numbers drawn, each with why. At least one when there is any."""
    alle = sorted(belege, key=lambda beleg: beleg.nr)
    grosse = [b for b in alle if parameter.ab_betrag is not None and b.betrag >= parameter.ab_betrag]
    genommen = {
        beleg.nr: f"Betrag ab {zeige(parameter.ab_betrag)}" for beleg in grosse if parameter.ab_betrag
    }
    rest = [beleg for beleg in alle if beleg.nr not in genommen]
    anzahl = math.ceil(len(rest) * min(parameter.prozent, 100) / 100)
    if not genommen and rest:
        anzahl = max(1, anzahl)
    haeufig = Counter(beleg.zahlung for beleg in rest)
    mittel = sum((b.betrag for b in rest), Decimal(0)) / max(1, len(rest))
    risiken = {b.nr: list(_gruende(b, mittel, haeufig[b.zahlung], parameter.ende)) for b in rest}
    rest.sort(key=lambda beleg: (-_los(beleg, parameter.startwert, len(risiken[beleg.nr])), beleg.nr))
    for beleg in sorted(rest[:anzahl], key=lambda b: b.nr):
        genommen[beleg.nr] = ", ".join(["Zufall", *risiken[beleg.nr]])
    return dict(sorted(genommen.items()))


def _los(beleg: Ziehbeleg, startwert: str, risiken: int) -> float:
    """A number between 0 and 1; each risk doubles the weight (Efraimidis and Spirakis)."""
    wurf = int.from_bytes(hashlib.sha256(f"{startwert}/{beleg.nr}".encode()).digest()[:7], "big")
    return float(((wurf + 1) / (2**56 + 1)) ** (1 / 2**risiken))


def _gruende(beleg: Ziehbeleg, mittel: Decimal, gleiche: int, ende: date | None) -> Iterator[str]:
    if beleg.betrag > 2 * mittel:
        yield "hoher Betrag"
    if beleg.betrag % 50 == 0:
        yield "runder Betrag"
    if beleg.datum.isoweekday() > 5:
        yield "Wochenende"
    if gleiche > 1:
        yield "gleicher Betrag an denselben Empfänger"
    if ende is not None and beleg.datum > ende - ENDSPURT:
        yield "kurz vor dem Ende"
