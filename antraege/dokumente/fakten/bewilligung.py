"""Facts of the decisions on an application."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.dokumente.fakten.grund import (
    Buchungsweg,
    Jahresbetrag,
    Kontierung,
    Nachweisart,
    PlanZeile,
    Rahmen,
    Rechtsregime,
    Topfbetrag,
    Zeitraum,
)
from antraege.dokumente.fakten.weiterleitung import Geberfakt
from antraege.kern.nachweis import Finanzierungsart

DE_MINIMIS = "Verordnung (EU) 2023/2831"


@dataclass(frozen=True, kw_only=True)
class Entscheidungsfakten:
    """What every decision on an application knows; amounts in euro."""

    rahmen: Rahmen
    rechtsregime: Rechtsregime
    projekt: str
    programm: str
    richtlinie: str
    rechtsgrundlagen: tuple[str, ...]
    antrag_vom: date
    beantragt: Decimal


@dataclass(frozen=True, kw_only=True)
class Ablehnungsfakten(Entscheidungsfakten):
    """Facts of an Ablehnungsbescheid; ermessen says why discretion was used this way."""

    gruende: tuple[str, ...]
    ermessen: str


@dataclass(frozen=True, kw_only=True)
class Bewilligungsfakten(Entscheidungsfakten):
    """Facts common to a Zuwendungsbescheid and an internal Mittelzuweisung."""

    zweck: str
    bewilligt: Decimal
    bewilligungszeitraum: Zeitraum
    durchfuehrungszeitraum: Zeitraum
    plan: tuple[PlanZeile, ...]
    jahresbetraege: tuple[Jahresbetrag, ...]
    auflagen: tuple[str, ...]
    nachweis_bis: date
    begruendung_kuerzung: str = ""


@dataclass(frozen=True, kw_only=True)
class Ratenfakt:
    """One instalment in euro; nach_nachweis: paid only when the Verwendungsnachweis has been checked."""

    nr: int
    betrag: Decimal
    faellig_am: date | None
    nach_nachweis: bool = False


@dataclass(frozen=True, kw_only=True)
class Einheiten:
    """A grant per unit: satz in euro for one unit (Unterrichtseinheit, Platz), anzahl of them at most."""

    bezeichnung: str
    satz: Decimal
    anzahl: int


@dataclass(frozen=True, kw_only=True)
class DeMinimis:
    """What the certificate says in euro: bisher is the sum of the three years before, without this grant."""

    bisher: Decimal
    hoechstbetrag: Decimal
    verordnung: str = DE_MINIMIS


@dataclass(frozen=True, kw_only=True)
class Bescheidfakten(Bewilligungsfakten):
    """Facts of a Zuwendungsbescheid; foerdersatz in percent, given for Anteilfinanzierung only.

    Without raten the Träger calls the money by Mittelabruf. vereinbarung names the Kooperationsvereinbarung
    that must be in force before money flows; empty means none. toepfe when several bear the grant together, geber whose
    money is passed on with it.
    """

    finanzierungsart: Finanzierungsart
    foerdersatz: Decimal | None
    zuwendungsfaehig: Decimal
    nachweisart: Nachweisart
    monate_verwendung: int
    bestandskraft_noetig: bool
    de_minimis: bool = False
    de_minimis_betraege: DeMinimis | None = None
    raten: tuple[Ratenfakt, ...] = ()
    einheiten: Einheiten | None = None
    vereinbarung: str = ""
    toepfe: tuple[Topfbetrag, ...] = ()
    geber: tuple[Geberfakt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Zuweisungsfakten(Bewilligungsfakten):
    """Facts of an internal Mittelzuweisung; the Kontierungen add up to the amount, as do the pots of a joint one."""

    buchungswege: tuple[Buchungsweg, ...]
    kontierungen: tuple[Kontierung, ...]
    toepfe: tuple[Topfbetrag, ...] = ()
