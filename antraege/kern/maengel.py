"""Defects in words: what is wrong, who can mend it, and where."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mangel:
    """One defect: a German sentence, who can mend it, and the form field or anchor it belongs to."""

    text: str
    behebt: str = ""
    feld: str = ""

    @property
    def satz(self) -> str:
        """What is wrong, and for whom it is possible."""
        return f"{self.text} Möglich ist es für: {self.behebt}." if self.behebt else self.text


class MaengelFehler(Exception):
    """A step is blocked; carries all defects at once."""

    def __init__(self, maengel: Iterable[Mangel]) -> None:
        self.maengel = tuple(maengel)
        super().__init__(self.maengel)

    def __str__(self) -> str:
        return " ".join(mangel.text for mangel in self.maengel)


def keine_oder(maengel: Iterable[Mangel]) -> None:
    """Raise MaengelFehler with all defects when there is at least one."""
    if alle := tuple(maengel):
        raise MaengelFehler(alle)
