"""Facts about money of Land or Bund: what a Bescheid passes on, and the city's own proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.dokumente.fakten.grund import Rahmen, Schreibenfakten, leer
from antraege.kern.geld import summe


@dataclass(frozen=True, kw_only=True)
class Geberfakt:
    """The Bescheid of Land or Bund that a grant is paid from, and the conditions it hands on."""

    geber: str
    zeichen: str
    vom: date
    bestimmungen: str


@dataclass(frozen=True, kw_only=True)
class Unterzeile:
    """One sub-grant in euro; anerkannt is None until its proof is checked, offen says why it is not."""

    empfaenger: str
    aktenzeichen: str
    beantragt: Decimal
    bewilligt: Decimal
    ausgezahlt: Decimal
    anerkannt: Decimal | None
    erstattet: Decimal
    offen: str = ""


@dataclass(frozen=True, kw_only=True)
class Weiterleitungsfakten(Schreibenfakten):
    """The city's proof to whoever granted the money; amounts in euro, as the ledger has them."""

    rahmen: Rahmen
    geber: Geberfakt
    zweck: str
    nachweis_bis: date
    jahre: tuple[tuple[int, Decimal], ...]
    erhalten: Decimal
    zurueckgezahlt: Decimal
    eigen: Decimal
    uebrig: tuple[tuple[Decimal, date], ...]
    sachbericht: str
    zeilen: tuple[Unterzeile, ...]

    def widersprueche(self) -> Iterator[str]:
        """A missing report, or a sub-grant that is neither recognised nor said to be open."""
        yield from super().widersprueche()
        if leer(self.sachbericht):
            yield "Der Sachbericht fehlt."
        verwendet = self.weitergegeben + self.zurueckgezahlt + self.nicht_verwendet
        if self.erhalten + self.eigen != verwendet:
            yield "Erhalten und eigene Mittel sind nicht, was weitergegeben, zurückgezahlt und übrig ist."

    @property
    def weitergegeben(self) -> Decimal:
        """What recipients were paid, less what came back from them; euro."""
        return self.summe("ausgezahlt") - self.summe("erstattet")

    @property
    def nicht_verwendet(self) -> Decimal:
        """What was received and not paid on; euro."""
        return summe(betrag for betrag, _ in self.uebrig)

    def summe(self, spalte: str) -> Decimal:
        """The sum of a column in euro; what is open counts nothing."""
        return summe(getattr(zeile, spalte) for zeile in self.zeilen if getattr(zeile, spalte) is not None)
