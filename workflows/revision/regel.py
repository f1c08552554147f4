"""What a rule over all cases is: a query for what breaks it, its words, its source; live, nothing is stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from antraege.antrag.models import Antrag
from rollen.blaettern import gezaehlt
from rollen.models import Stelle


@dataclass(frozen=True)
class Treffer:
    """One row that breaks a rule; `antrag` is None where an organisation does, the amount is in euro."""

    pk: int
    antrag: Antrag | None
    organisation: Stelle
    betrag: Decimal | None
    befund: str

    @property
    def zeichen(self) -> str:
        """The case by its sign; empty where there is none."""
        return (self.antrag.aktenzeichen or "Entwurf") if self.antrag else ""

    @property
    def worum(self) -> str:
        """What a finding on it is about, as its address says it."""
        return f"fall={self.antrag.pk}" if self.antrag else f"organisation={self.organisation.pk}"


@dataclass(frozen=True)
class Regel:
    """One rule: name in the address, words, source in law, and its query for a day.

    `fall` is the way from a row to its case: `pk` where it is the case, empty where it is an organisation. `zeile`
    puts a row into words; it reads nothing but what `zeilen` has loaded.
    """

    name: str
    titel: str
    erklaerung: str
    quelle: str
    fall: str
    zeilen: Callable[[date], QuerySet[Any]]
    zeile: Callable[[Any], Treffer]
    ordnung: Sequence[str] = ("-pk",)

    def anzahl(self, tag: date) -> str:
        """How many rows break it, up to `99+`: never a count over everything. One query."""
        return gezaehlt(self.zeilen(tag))

    def faelle(self, tag: date) -> set[int]:
        """The ids of the cases that break it; empty for a rule about organisations."""
        if not self.fall:
            return set()
        return set(self.zeilen(tag).order_by().values_list(self.fall, flat=True))


def am_fall(antrag: Antrag, befund: str, *, pk: int | None = None, betrag: Decimal | None = None) -> Treffer:
    """A hit at a case; the amount is what was approved, where no other one is named."""
    return Treffer(
        pk or antrag.pk, antrag, antrag.traeger, antrag.bewilligt if betrag is None else betrag, befund
    )
