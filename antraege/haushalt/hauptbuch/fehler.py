"""What the ledger refuses, in sentences a clerk understands."""

from collections.abc import Iterable
from decimal import Decimal

from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel


class HaushaltFehler(Exception):
    """A booking was refused; nothing changed."""


class KeineHaushaltsstelle(HaushaltFehler):
    """There is no budget line for this account and year."""


class BetragFehlt(HaushaltFehler):
    """An amount to book must be above zero."""


class SchluesselVergeben(HaushaltFehler):
    """The same key was used before for another booking."""


class NichtVorhanden(HaushaltFehler):
    """More shall be released or paid than this Aktenzeichen holds."""


class MittelReichenNicht(HaushaltFehler):
    """The budget line has less free money than demanded; both amounts in euro."""

    def __init__(self, frei: Decimal, verlangt: Decimal) -> None:
        self.frei = frei
        self.verlangt = verlangt
        super().__init__(
            f"Die Mittel reichen nicht: Frei sind {zeige(frei)}, verlangt sind {zeige(verlangt)}."
        )


class JahrGesperrt(HaushaltFehler):
    """The budget year does not allow it; `maengel` say why and who can mend it."""

    def __init__(self, maengel: Iterable[Mangel]) -> None:
        self.maengel = tuple(maengel)
        super().__init__(" ".join(mangel.text for mangel in self.maengel))


class FalscherWeg(HaushaltFehler):
    """Two lines do not fit the way in which money shall get from one to the other."""
