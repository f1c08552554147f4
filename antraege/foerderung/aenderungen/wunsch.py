"""What shall change, as a value: what a person asks for, judged before anything is stored."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung import bescheide
from antraege.foerderung.aenderungen.stand import (
    Zeile,
    als_plan,
    anteile_von,
    bewilligte_zeilen,
    zeitraum_bis,
)
from antraege.foerderung.models import Aenderungsart
from antraege.kern.finanzierung import Plan
from antraege.kern.geld import NULL
from rollen.models import Stelle


@dataclass(frozen=True)
class Wunsch:
    """Kinds, reason and the new values; `zeilen` is the whole new plan, `jahre` euro per Haushaltsjahr.

    None means: not said, or not readable.
    """

    arten: frozenset[str]
    begruendung: str = ""
    neues_ende: date | None = None
    neuer_traeger: Stelle | None = None
    zeilen: tuple[Zeile, ...] | None = None
    jahre: dict[int, Decimal] = field(default_factory=dict)

    def will(self, *arten: Aenderungsart) -> bool:
        """True when one of these kinds is asked for."""
        return not self.arten.isdisjoint(arten)

    @property
    def plan(self) -> Plan | None:
        """The new plan without its empty lines."""
        return None if self.zeilen is None else als_plan(self.zeilen)


@dataclass(frozen=True)
class Vorher:
    """What counts now."""

    zeilen: list[Zeile]
    jahre: dict[int, Decimal]
    zeitraum_bis: date

    @property
    def plan(self) -> Plan:
        """The plan as approved."""
        return als_plan(self.zeilen)


def vorher(antrag: Antrag) -> Vorher:
    """Read it once for all checks."""
    return Vorher(bewilligte_zeilen(antrag), anteile_von(antrag), zeitraum_bis(antrag))


def neuer_betrag(antrag: Antrag, wunsch: Wunsch) -> Decimal:
    """The grant as asked for: the Zuwendung of the new plan, if the amount shall change at all."""
    if wunsch.plan is None or not wunsch.will(Aenderungsart.BETRAG):
        return antrag.bewilligt
    return wunsch.plan.zuwendung


def neuer_zeitraum_bis(antrag: Antrag, wunsch: Wunsch) -> date:
    """The Bewilligungszeitraum ends as long after the project as it does now."""
    bisher = zeitraum_bis(antrag)
    if wunsch.neues_ende is None or antrag.ende is None or not wunsch.will(Aenderungsart.VERLAENGERUNG):
        return bisher
    return wunsch.neues_ende + max(bisher - antrag.ende, timedelta(0))


def neue_jahre(antrag: Antrag, wunsch: Wunsch, bisher: dict[int, Decimal]) -> dict[int, Decimal]:
    """The shares as given; without any, an unchanged amount stays, and one single year takes the new one."""
    if wunsch.jahre:
        return wunsch.jahre
    betrag = neuer_betrag(antrag, wunsch)
    if len(bisher) == 1:
        return dict.fromkeys(bisher, betrag)
    return bisher if betrag == sum(bisher.values(), NULL) else {}


def neuer_nachweis_bis(antrag: Antrag, wunsch: Wunsch) -> date | None:
    """The proof is due as many months after the new end as the Richtlinie says."""
    ende = neuer_zeitraum_bis(antrag, wunsch)
    if ende == zeitraum_bis(antrag):
        return antrag.nachweis_faellig_am
    return bescheide.nachweis_faellig(antrag, ende)
