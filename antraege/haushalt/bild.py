"""The bar of a budget: how its money stands, as parts of one picture (pure)."""

from dataclasses import dataclass
from decimal import Decimal

from antraege.kern.geld import zeige

BREITE = 1000
_TEILE = ("ausgezahlt", "gebunden", "vorgemerkt", "frei")


@dataclass(frozen=True)
class Teil:
    """One stretch of the bar: what it is, from where, how wide (of BREITE), how many euro."""

    name: str
    x: int
    breite: int
    betrag: Decimal


@dataclass(frozen=True)
class Balken:
    """The parts in their order, and the sentence that says the same."""

    kennung: str
    titel: str
    satz: str
    teile: tuple[Teil, ...]


def balken(kennung: str, *, titel: str, betraege: dict[str, Decimal]) -> Balken:
    """Draw `ausgezahlt`, `gebunden`, `vorgemerkt` and `frei` in euro; `kennung` is unique on the page."""
    gesamt = sum((betraege[name] for name in _TEILE), Decimal(0))
    teile, bisher = [], Decimal(0)
    for name in _TEILE:
        x = _stelle(bisher, gesamt)
        bisher += betraege[name]
        teile.append(Teil(name, x, _stelle(bisher, gesamt) - x, betraege[name]))
    satz = ", ".join(f"{name} {zeige(betraege[name])}" for name in _TEILE)
    return Balken(kennung, titel, f"{satz}.", tuple(teil for teil in teile if teil.breite))


def _stelle(betrag: Decimal, gesamt: Decimal) -> int:
    return int(betrag / gesamt * BREITE) if gesamt else 0
