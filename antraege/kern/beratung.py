"""The way of a paper through council and committees: what a body does, what it may answer, in which order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar


class Beratungsart(StrEnum):
    """What a body does with the paper."""

    EMPFEHLUNG = "empfehlung"
    BESCHLUSS = "beschluss"
    KENNTNISNAHME = "kenntnisnahme"

    @property
    def bezeichnung(self) -> str:
        """The word that people read."""
        return self.value.title()


class Ergebnis(StrEnum):
    """How a body has dealt with the paper."""

    EMPFOHLEN = "empfohlen"
    BESCHLOSSEN = "beschlossen"
    GEAENDERT = "geaendert"
    ABGELEHNT = "abgelehnt"
    ZUR_KENNTNIS = "zur_kenntnis"
    VERTAGT = "vertagt"
    UEBERSPRUNGEN = "uebersprungen"

    @property
    def bezeichnung(self) -> str:
        """The word that people read."""
        return _WORTE[self]


_E = Ergebnis
_WORTE = {
    _E.EMPFOHLEN: "empfohlen",
    _E.BESCHLOSSEN: "beschlossen",
    _E.GEAENDERT: "mit Änderung angenommen",
    _E.ABGELEHNT: "abgelehnt",
    _E.ZUR_KENNTNIS: "zur Kenntnis genommen",
    _E.VERTAGT: "vertagt",
    _E.UEBERSPRUNGEN: "entfallen",
}
# What may be recorded for each kind; the Beschluss itself is never skipped.
ERGEBNISSE: dict[Beratungsart, tuple[Ergebnis, ...]] = {
    Beratungsart.EMPFEHLUNG: (_E.EMPFOHLEN, _E.GEAENDERT, _E.ABGELEHNT, _E.VERTAGT, _E.UEBERSPRUNGEN),
    Beratungsart.BESCHLUSS: (_E.BESCHLOSSEN, _E.GEAENDERT, _E.ABGELEHNT, _E.VERTAGT),
    Beratungsart.KENNTNISNAHME: (_E.ZUR_KENNTNIS, _E.VERTAGT, _E.UEBERSPRUNGEN),
}
MIT_VERMERK = frozenset({_E.GEAENDERT, _E.ABGELEHNT, _E.UEBERSPRUNGEN})
_RANG = list(Beratungsart)


class Beratungsschritt(Protocol):
    """One entry of the Beratungsfolge as far as its order depends on it."""

    nr: int
    art: str
    geplant_am: date
    ergebnis: str


B = TypeVar("B", bound=Beratungsschritt)


def folgefehler(folge: Sequence[tuple[Beratungsart, date]]) -> Iterator[str]:
    """What is wrong with a planned Beratungsfolge of kinds and days, in the order given.

    Exactly one Beschluss; recommendations come before it, Kenntnisnahmen after it; days do not go back.
    """
    arten, tage = [art for art, _ in folge], [am for _, am in folge]
    if arten.count(Beratungsart.BESCHLUSS) != 1:
        yield "Die Beratungsfolge hat genau einen Beschluss."
        return
    stelle = arten.index(Beratungsart.BESCHLUSS)
    if Beratungsart.EMPFEHLUNG in arten[stelle:]:
        yield "Eine Empfehlung kommt vor dem Beschluss."
    if Beratungsart.KENNTNISNAHME in arten[:stelle]:
        yield "Eine Kenntnisnahme kommt nach dem Beschluss."
    if tage != sorted(tage):
        yield "Die Beratungsfolge ist nicht nach Tagen geordnet."


def geordnet(beratungen: Iterable[B]) -> list[B]:
    """As they come: recommendations by their planned day, the Beschluss, then who takes note."""
    return sorted(beratungen, key=lambda b: (_RANG.index(Beratungsart(b.art)), b.geplant_am, b.nr))


def naechste(beratungen: Iterable[B]) -> B | None:
    """Whose result is recorded next: the first in order without one; None when all have spoken."""
    return next((beratung for beratung in geordnet(beratungen) if not beratung.ergebnis), None)
