"""Samples of the Rechnungsprüfung: by lot, by amount (Monetary Unit Sampling), by risk; the dice are SHA-256.

The same population, seed and size give the same sample for ever; amounts are whole cents.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verfahren(StrEnum):
    """How it is drawn."""

    ALLE = "alle"
    ZUFALL = "zufall"
    BETRAG = "betrag"
    RISIKO = "risiko"

    @property
    def bezeichnung(self) -> str:
        """The word that people read."""
        return _WORTE[self]


_WORTE: dict[Verfahren, str] = {
    Verfahren.ALLE: "alle, die zum Filter passen",
    Verfahren.ZUFALL: "nach Zufall",
    Verfahren.BETRAG: "nach Betrag (Monetary Unit Sampling)",
    Verfahren.RISIKO: "nach Risiko (Treffer der Prüfregeln)",
}


@dataclass(frozen=True)
class Element:
    """One member of the population: its key, its cents, and how many rules it breaks."""

    schluessel: int
    cent: int
    treffer: int = 0


@dataclass(frozen=True)
class Gezogen:
    """A member that was drawn, and why."""

    schluessel: int
    anlass: str


def pruefsumme(elemente: Iterable[Element]) -> str:
    """What identifies a population: SHA-256 over its members in the order of their keys."""
    summe = hashlib.sha256()
    for e in sorted(elemente, key=lambda e: e.schluessel):
        summe.update(f"{e.schluessel};{e.cent};{e.treffer}\n".encode())
    return summe.hexdigest()


def ziehe(
    verfahren: Verfahren, elemente: Iterable[Element], *, umfang: int, startwert: str
) -> tuple[Gezogen, ...]:
    """The sample in the order of its keys; empty when nothing can be drawn, never more than there is."""
    alle = sorted(elemente, key=lambda e: e.schluessel)
    if verfahren is Verfahren.ALLE:
        return tuple(Gezogen(e.schluessel, "passt zum Filter") for e in alle)
    zieher = {  # partial: all of them need no dice
        Verfahren.ZUFALL: _zufall,
        Verfahren.BETRAG: _betrag,
        Verfahren.RISIKO: _risiko,
    }
    return tuple(sorted(zieher[verfahren](alle, umfang, startwert), key=lambda g: g.schluessel))


def _zufall(alle: Sequence[Element], umfang: int, startwert: str) -> list[Gezogen]:
    gemischt = sorted(alle, key=lambda e: _wurf(startwert, e.schluessel))
    return [Gezogen(e.schluessel, "Zufall") for e in gemischt[:umfang]]


def _betrag(alle: Sequence[Element], umfang: int, startwert: str) -> list[Gezogen]:
    """Every n-th cent is drawn, and with it whatever it belongs to: what is as large as the interval always is."""
    mit_betrag = [e for e in alle if e.cent > 0]
    gesamt = sum(e.cent for e in mit_betrag)
    anzahl = min(umfang, gesamt)
    if not anzahl:
        return []
    abstand = gesamt // anzahl
    naechster, gezogen, bisher, offen = _wurf(startwert, 0) % abstand, [], 0, anzahl
    for e in mit_betrag:
        bisher += e.cent
        treffer = 0
        while offen and naechster < bisher:
            treffer, offen, naechster = treffer + 1, offen - 1, naechster + abstand
        if treffer:
            anlass = "Betrag erreicht das Intervall" if e.cent >= abstand else "Zufall nach Betrag"
            gezogen.append(Gezogen(e.schluessel, anlass))
    return gezogen


def _risiko(alle: Sequence[Element], umfang: int, startwert: str) -> list[Gezogen]:
    """Those with the most hits first; among equals the dice decide. What breaks no rule is not drawn."""
    auffaellig = [e for e in alle if e.treffer]
    auffaellig.sort(key=lambda e: (-e.treffer, _wurf(startwert, e.schluessel)))
    return [Gezogen(e.schluessel, f"Treffer der Prüfregeln: {e.treffer}") for e in auffaellig[:umfang]]


def _wurf(startwert: str, schluessel: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{startwert}/{schluessel}".encode()).digest(), "big")
