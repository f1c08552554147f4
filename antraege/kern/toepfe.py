"""Several pots bear one grant: what each gives, pays, and gets back, to the cent (pure; euro)."""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Protocol, TypeVar

from antraege.kern.geld import NULL, GeldFehler, summe
from antraege.kern.verteilung import nach_anteilen


class Jahrestopf(Hashable, Protocol):
    """A pot of one Haushaltsjahr: a budget line, or what stands for one."""

    @property
    def jahr(self) -> int:
        """Its Haushaltsjahr."""


T = TypeVar("T", bound=Jahrestopf)


def nach_jahren(vorrat: Iterable[tuple[T, Decimal]]) -> list[tuple[T, Decimal]]:
    """The order in which a grant is paid: the oldest Haushaltsjahr first; within a year as given."""
    return sorted(vorrat, key=lambda stueck: stueck[0].jahr)


def spaetestes_jahr_zuerst(vorrat: Iterable[tuple[T, Decimal]]) -> list[tuple[T, Decimal]]:
    """The order in which money comes back or falls away; within a year as given."""
    return sorted(vorrat, key=lambda stueck: -stueck[0].jahr)


def entnimm(betrag: Decimal, vorrat: Iterable[tuple[T, Decimal]]) -> dict[T, Decimal]:
    """Take euro year by year in the order given, within a year in proportion to what each pot holds.

    Raises GeldFehler when all together hold less.
    """
    genommen: dict[T, Decimal] = {}
    offen = betrag
    for _, gleichen_jahres in groupby(vorrat, key=lambda stueck: stueck[0].jahr):
        da = dict(gleichen_jahres)
        teil = min(offen, summe(da.values()))
        if teil > 0:
            genommen |= {topf: euro for topf, euro in nach_anteilen(teil, da).items() if euro}
            offen -= teil
    if offen > 0:
        raise GeldFehler("So viel geben die Töpfe zusammen nicht her.")
    return genommen


def endgueltig(
    zuwendung: Decimal, *, gebunden: Mapping[T, Decimal], draussen: Mapping[T, Decimal]
) -> dict[T, Decimal]:
    """What each pot bears in the end of a final grant, given what it holds bound and what it has paid (net).

    A rest payment comes out of what is bound, the oldest year first; what was paid too much goes back, the latest
    year first. Raises GeldFehler when the pots hold less than the grant.
    """
    gezahlt = summe(draussen.values())
    anteile = dict.fromkeys([*draussen, *gebunden], NULL) | dict(draussen)
    if zuwendung >= gezahlt:
        for topf, teil in entnimm(zuwendung - gezahlt, nach_jahren(gebunden.items())).items():
            anteile[topf] += teil
        return anteile
    for topf, teil in entnimm(gezahlt - zuwendung, spaetestes_jahr_zuerst(draussen.items())).items():
        anteile[topf] -= teil
    return anteile


def verschiebe(
    je_jahr: Mapping[int, Decimal],
    *,
    gebunden: Mapping[T, Decimal],
    gewichte: Mapping[T, Decimal],
) -> tuple[dict[T, Decimal], dict[int, Decimal]]:
    """A change of the grant by these euro of each year (below zero: less), laid on the pots.

    Less is taken from what is bound in that year or a later one, in proportion; more falls on the pots of the year
    in proportion to `gewichte`. Returns the difference of each pot, and the euro of years that have no pot yet.
    Raises GeldFehler when less is bound than shall fall away.
    """
    rest, differenz = dict(gebunden), dict.fromkeys([*gebunden, *gewichte], NULL)
    for jahr, betrag in sorted(je_jahr.items()):
        if betrag < 0:
            vorrat = [(topf, da) for topf, da in nach_jahren(rest.items()) if topf.jahr >= jahr]
            for topf, teil in entnimm(-betrag, vorrat).items():
                rest[topf] -= teil
                differenz[topf] -= teil
    ohne_topf: dict[int, Decimal] = {}
    for jahr, betrag in sorted(je_jahr.items()):
        if betrag > 0:
            tragende = {topf: gewicht for topf, gewicht in gewichte.items() if topf.jahr == jahr and gewicht}
            if not tragende:
                ohne_topf[jahr] = betrag
            for topf, teil in nach_anteilen(betrag, tragende).items() if tragende else ():
                differenz[topf] += teil
    return differenz, ohne_topf
