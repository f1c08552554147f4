"""Facts of a refused change of the grant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from antraege.dokumente.fakten.grund import Fallfakten, leer


@dataclass(frozen=True, kw_only=True)
class Aenderungsablehnungsfakten(Fallfakten):
    """What was asked for, in words, and why it is refused; the grant itself stays as it is."""

    antrag_vom: date
    gewuenscht: tuple[str, ...]
    gruende: str
    ermessen: str
    rechtsgrundlagen: tuple[str, ...] = ()

    def widersprueche(self) -> Iterator[str]:
        """No wish, no reasons, no discretion."""
        yield from super().widersprueche()
        if not self.gewuenscht:
            yield "Die Ablehnung nennt nicht, was beantragt war."
        if leer(self.gruende) or leer(self.ermessen):
            yield "Eine Ablehnung nennt ihre Gründe und die Erwägungen zum Ermessen."
