"""What is told of a case while it is played: who plays, what happened, what the budget held."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

NULL = Decimal("0.00")


@dataclass(frozen=True)
class Besetzung:
    """Who plays which part, by the short names of the people."""

    antrag: str
    zeichnung: str
    pruefung: str
    leitung: str
    rechnerisch: str
    anordnung: str
    kasse: str
    mitzeichnung: dict[str, str]
    kontrolle: str


@dataclass(frozen=True)
class Haushaltsstand:
    """What the budget line of the case holds, in euro."""

    frei: Decimal = NULL
    vorgemerkt: Decimal = NULL
    gebunden: Decimal = NULL
    ausgezahlt: Decimal = NULL


@dataclass(frozen=True)
class Ereignis:
    """One step as it happened."""

    zeit: datetime
    wer: str
    was: str
    status: str
    aktenzeichen: str
    vorher: Haushaltsstand
    nachher: Haushaltsstand
