"""Facts of a Prüfbericht: one finding of the Rechnungsprüfung and what was said to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from antraege.dokumente.fakten.grund import Rahmen, Schreibenfakten, leer


@dataclass(frozen=True, kw_only=True)
class Beitragsfakt:
    """One thing said to the finding: what it is, by which function or person, on which day."""

    art: str
    von: str
    am: date
    text: str


@dataclass(frozen=True, kw_only=True)
class Pruefberichtfakten(Schreibenfakten):
    """What was found at which Stelle, and how it ended."""

    rahmen: Rahmen
    titel: str
    stelle: str
    bezug: str
    regel: str
    grundlage: str
    sachverhalt: str
    empfehlung: str
    antwort_bis: date
    stand: str
    beitraege: tuple[Beitragsfakt, ...]

    def widersprueche(self) -> Iterator[str]:
        """A report that says nothing, or that ends without a word."""
        yield from super().widersprueche()
        if leer(self.sachverhalt):
            yield "Der Sachverhalt fehlt."
        if not self.rahmen.entwurf and not self.beitraege:
            yield "Das Ergebnis der Rechnungsprüfung fehlt."
