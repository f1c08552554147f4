"""Facts of the letters before a decision."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from antraege.dokumente.fakten.grund import Rahmen, Rechtsregime


@dataclass(frozen=True, kw_only=True)
class Nachforderungspunkt:
    """One missing thing and why the city needs it."""

    bezeichnung: str
    warum: str


@dataclass(frozen=True, kw_only=True)
class Eingangsfakten:
    """Facts of an Eingangsbestätigung; eingegangen is aware, beantragt euro or None without money."""

    rahmen: Rahmen
    projekt: str
    programm: str
    eingegangen: datetime
    beantragt: Decimal | None
    anlagen: tuple[str, ...]
    pruefung_bis: date


@dataclass(frozen=True, kw_only=True)
class Nachforderungsfakten:
    """Facts of a Nachforderung."""

    rahmen: Rahmen
    rechtsregime: Rechtsregime
    projekt: str
    antrag_vom: date
    punkte: tuple[Nachforderungspunkt, ...]
    frist: date
