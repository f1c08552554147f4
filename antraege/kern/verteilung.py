"""An amount spread over Haushaltsjahre, school years or the lines of a part year; no cent is lost."""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from antraege.kern.geld import GeldFehler, aufteilen, aus_cent, cent, euro, nicht_negativ, summe, zeige

_SCHULJAHR_AB = 8  # August
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Verteilung:
    """Parts in euro by their name, in order, and the steps that led there."""

    teile: dict[str, Decimal]
    schritte: list[str]

    @property
    def summe(self) -> Decimal:
        """All parts together."""
        return summe(self.teile.values())


def auf_haushaltsjahre(betrag: Decimal, *, von: date, bis: date) -> Verteilung:
    """Spread euro over calendar years by the months of the period; August to July gives 5/12 and 7/12 (B19).

    A month that has begun counts whole. Raises GeldFehler for a bad amount or a period that ends before it begins.
    """
    return _verteilt(betrag, [str(jahr) for jahr, _ in _monate(von, bis)])


def auf_schuljahre(betrag: Decimal, *, von: date, bis: date) -> Verteilung:
    """Spread euro over school years (1 August to 31 July, named ``2025/26``) as auf_haushaltsjahre does."""
    beginne = [jahr if monat >= _SCHULJAHR_AB else jahr - 1 for jahr, monat in _monate(von, bis)]
    return _verteilt(betrag, [f"{beginn}/{(beginn + 1) % 100:02}" for beginn in beginne])


def auf_volle_euro(zeilen: Mapping[str, Decimal], *, anteil: Fraction) -> Verteilung:
    """Return the part of each line rounded half up to full euro (DS 24046-22: 5/12 of the year for 2022).

    The sum is that of the rounded lines, not the rounded sum. Raises GeldFehler for a negative or inexact amount.
    """
    teile = {
        name: euro(math.floor(Fraction(cent(nicht_negativ(betrag)), 100) * anteil + Fraction(1, 2)))
        for name, betrag in zeilen.items()
    }
    bruch = f"{anteil.numerator}/{anteil.denominator}"
    schritte = [
        f"„{name}“: {zeige(zeilen[name])} × {bruch} = {zeige(teil)} (auf volle Euro gerundet)."
        for name, teil in teile.items()
    ]
    verteilung = Verteilung(teile, schritte)
    schritte.append(f"Summe der gerundeten Zeilen: {zeige(verteilung.summe)}.")
    return verteilung


def nach_anteilen(betrag: Decimal, anteile: Mapping[T, Decimal]) -> dict[T, Decimal]:
    """Split euro in the proportions of `anteile` (euro); cents left over go to the largest remainders.

    At equal remainders the first one wins. Up to the sum of all shares no part exceeds its share. Raises
    GeldFehler for an amount below zero, and for shares that are negative or all zero.
    """
    gesamt = cent(nicht_negativ(betrag))
    gewichte = {name: cent(nicht_negativ(anteil)) for name, anteil in anteile.items()}
    alle = sum(gewichte.values())
    if alle == 0:
        raise GeldFehler("Ohne Anteile lässt sich nichts verteilen.")
    teile = {name: gesamt * gewicht // alle for name, gewicht in gewichte.items()}
    reste = sorted(gewichte, key=lambda name: -(gesamt * gewichte[name] % alle))
    for name in reste[: gesamt - sum(teile.values())]:
        teile[name] += 1
    return {name: aus_cent(teil) for name, teil in teile.items()}


def _monate(von: date, bis: date) -> Iterator[tuple[int, int]]:
    if bis < von:
        raise GeldFehler("Der Zeitraum endet vor seinem Beginn.")
    for stelle in range(von.year * 12 + von.month - 1, bis.year * 12 + bis.month):
        yield stelle // 12, stelle % 12 + 1


def _verteilt(betrag: Decimal, namen: list[str]) -> Verteilung:
    anteile = {name: Fraction(anzahl, len(namen)) for name, anzahl in Counter(namen).items()}
    gesamt = euro(betrag)
    teile = dict(zip(anteile, aufteilen(gesamt, anteile=list(anteile.values())), strict=True))
    *vordere, letzter = teile
    schritte = [f"{name}: {zeige(gesamt)} × {anteile[name]} = {zeige(teile[name])}." for name in vordere]
    schritte.append(f"{letzter}: Rest von {zeige(gesamt)} = {zeige(teile[letzter])}.")
    return Verteilung(teile, schritte)
