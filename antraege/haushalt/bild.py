"""The pictures of a budget: how money stands, and how it went over the years (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from antraege.kern.geld import zeige

BREITE = 1000
HOEHE = 240
SAEULE, ABSTAND = 70, 30
_TEILE = ("ausgezahlt", "gebunden", "vorgemerkt", "frei")
Betraege = Mapping[str, Decimal]


@dataclass(frozen=True)
class Teil:
    """One stretch: what it is, from where, how long, how many euro."""

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


@dataclass(frozen=True)
class Saeule:
    """One year: where it stands, and its parts from the bottom up (`x` is then the upper edge)."""

    jahr: int
    x: int
    teile: tuple[Teil, ...]

    @property
    def mitte(self) -> int:
        """Where its label stands."""
        return self.x + SAEULE // 2


@dataclass(frozen=True)
class Saeulen:
    """One column per year, and the sentence that says the same."""

    kennung: str
    titel: str
    satz: str
    breite: int
    saeulen: tuple[Saeule, ...]


def balken(kennung: str, *, titel: str, betraege: Betraege) -> Balken:
    """Draw paid (less what came back), `gebunden`, `vorgemerkt` and `frei` in euro.

    `betraege` has all totals of a line and `frei`; `kennung` is unique on the page.
    """
    teile = _strecken(betraege, sum(_teile(betraege).values(), Decimal(0)), BREITE)
    return Balken(kennung, titel, _satz(betraege), teile)


def saeulen(kennung: str, *, titel: str, je_jahr: Mapping[int, Betraege]) -> Saeulen:
    """Draw the years side by side on one scale, each as `balken` does."""
    hoechste = max((sum(_teile(b).values(), Decimal(0)) for b in je_jahr.values()), default=Decimal(0))
    gezeichnet = []
    for nr, (jahr, betraege) in enumerate(je_jahr.items()):
        liegend = _strecken(betraege, hoechste, HOEHE)
        teile = tuple(Teil(t.name, HOEHE - t.x - t.breite, t.breite, t.betrag) for t in liegend)
        gezeichnet.append(Saeule(jahr, ABSTAND + nr * (SAEULE + ABSTAND), teile))
    satz = " ".join(f"{jahr}: {_satz(betraege)}" for jahr, betraege in je_jahr.items())
    return Saeulen(kennung, titel, satz, ABSTAND + len(je_jahr) * (SAEULE + ABSTAND), tuple(gezeichnet))


def _teile(betraege: Betraege) -> dict[str, Decimal]:
    return {name: betraege[name] for name in _TEILE} | {
        "ausgezahlt": betraege["ausgezahlt"] - betraege["erstattet"]
    }


def _strecken(betraege: Betraege, gesamt: Decimal, laenge: int) -> tuple[Teil, ...]:
    teile, bisher = [], Decimal(0)
    for name, betrag in _teile(betraege).items():
        x = _stelle(bisher, gesamt, laenge)
        bisher += betrag
        teile.append(Teil(name, x, _stelle(bisher, gesamt, laenge) - x, betrag))
    return tuple(teil for teil in teile if teil.breite)


def _satz(betraege: Betraege) -> str:
    erstattet = f" (davon {zeige(betraege['erstattet'])} erstattet)" if betraege["erstattet"] else ""
    gezahlt = f"ausgezahlt {zeige(betraege['ausgezahlt'])}{erstattet}"
    return ", ".join([gezahlt, *(f"{name} {zeige(betraege[name])}" for name in _TEILE[1:])]) + "."


def _stelle(betrag: Decimal, gesamt: Decimal, laenge: int) -> int:
    return int(betrag / gesamt * laenge) if gesamt else 0
