"""Calls of a programme: from when to when requests are taken, and what is said on a day outside of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Antragszeit:
    """The days on which requests are taken, first and last included; None is open at that end."""

    von: date | None = None
    bis: date | None = None
    titel: str = ""

    def umfasst(self, tag: date) -> bool:
        """True when requests are taken on the day."""
        return (self.von or tag) <= tag <= (self.bis or tag)

    @property
    def zeitraum(self) -> str:
        """From when to when, in words; empty where both ends are open."""
        if self.von and self.bis:
            return f"vom {self.von:%d.%m.%Y} bis zum {self.bis:%d.%m.%Y}"
        if self.bis:
            return f"bis zum {self.bis:%d.%m.%Y}"
        return f"ab dem {self.von:%d.%m.%Y}" if self.von else ""

    @property
    def benannt(self) -> str:
        """Its name in quotation marks, or what it is."""
        return f"Aufruf „{self.titel}“" if self.titel else "Aufruf"


def offene(zeiten: Iterable[Antragszeit], tag: date) -> Antragszeit | None:
    """The one the day lies in; of several the one that ends first."""
    laufende = [zeit for zeit in zeiten if zeit.umfasst(tag)]
    return min(laufende, key=lambda zeit: zeit.bis or date.max, default=None)


def naechste(zeiten: Iterable[Antragszeit], tag: date) -> Antragszeit | None:
    """The first one that begins after the day."""
    kommende = [zeit for zeit in zeiten if zeit.von and zeit.von > tag]
    return min(kommende, key=lambda zeit: zeit.von or date.max, default=None)


def abweisung(zeiten: Iterable[Antragszeit], tag: date) -> str:
    """Why no request is taken on the day and when the next call begins; empty when one is, or there are no calls."""
    zeiten = list(zeiten)
    if not zeiten or offene(zeiten, tag):
        return ""
    letztes = max((zeit.bis for zeit in zeiten if zeit.bis and zeit.bis < tag), default=None)
    naechste_zeit = naechste(zeiten, tag)
    if letztes is None and naechste_zeit:
        name = f" ({naechste_zeit.benannt} {naechste_zeit.zeitraum})" if naechste_zeit.titel else ""
        return f"Anträge sind erst ab dem {naechste_zeit.von:%d.%m.%Y} möglich{name}."
    vorbei = f"Die Antragsfrist ist am {letztes:%d.%m.%Y} abgelaufen."
    return f"{vorbei} {als_naechstes(naechste_zeit)}" if naechste_zeit else vorbei


def als_naechstes(zeit: Antragszeit) -> str:
    """A sentence that names the next call."""
    return f"Der nächste {zeit.benannt} läuft {zeit.zeitraum}."


def ueberschneidungen(zeiten: Iterable[Antragszeit]) -> list[tuple[Antragszeit, Antragszeit]]:
    """Neighbours in time that share a day."""
    geordnet = sorted(zeiten, key=lambda zeit: zeit.von or date.min)
    return [
        (frueher, spaeter)
        for frueher, spaeter in pairwise(geordnet)
        if spaeter.von is None or (frueher.bis or date.max) >= spaeter.von
    ]
