"""What the ledger refuses, in sentences a clerk understands."""

from decimal import Decimal

from antraege.kern.geld import zeige


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
