"""The structure tree: what a screen reader finds, noted while reportlab draws."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Knoten:
    """One structure element: its role, its children, and the marked content that belongs to it.

    woertlich is its text in reading order where it is drawn in another: right-to-left writing.
    """

    rolle: str
    attribute: dict[str, Any] = field(default_factory=dict)
    kinder: list["Knoten"] = field(default_factory=list)
    inhalt: list[tuple[int, int]] = field(default_factory=list)
    woertlich: str = ""

    def kind(self, rolle: str, **attribute: Any) -> "Knoten":
        """Append a child and return it."""
        neu = Knoten(rolle, attribute)
        self.kinder.append(neu)
        return neu


@contextmanager
def markiert(leinwand: Any, knoten: Knoten) -> Iterator[None]:
    """Everything drawn inside belongs to the element; pages count from 0, marks from 0 on every page."""
    seite = leinwand.getPageNumber() - 1
    marke = leinwand.marken.get(seite, 0)
    leinwand.marken[seite] = marke + 1
    knoten.inhalt.append((seite, marke))
    with _klammer(leinwand, f"/{knoten.rolle} <</MCID {marke}>> BDC"):
        yield


@contextmanager
def beiwerk(leinwand: Any, art: str = "Layout") -> Iterator[None]:
    """Everything drawn inside is decoration; art is Layout or Pagination."""
    with _klammer(leinwand, f"/Artifact <</Type /{art}>> BDC"):
        yield


@contextmanager
def _klammer(leinwand: Any, beginn: str) -> Iterator[None]:
    leinwand.schreibe(beginn)
    yield
    leinwand.schreibe("EMC")
