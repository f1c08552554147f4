"""Which steps and procedures there are; `workflows.verfahren` fills this list when the program starts."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from antraege.antrag.models import Antrag
from workflows.tuer.schritt import Schritt


class Verzeichnis(dict[str, Schritt]):
    """The steps by name, shown as a whole only once it is full.

    A list made while the program still starts would lack steps, and with them rights, without anybody noticing.
    """

    voll = False

    def fuelle(self, schritte: Iterable[Schritt]) -> None:
        """Once, by `workflows.verfahren`."""
        self.update({schritt.name: schritt for schritt in schritte})
        self.voll = True

    def __iter__(self) -> Iterator[str]:
        self._verlange_voll()
        return super().__iter__()

    def values(self) -> Any:
        """Every step. Raises RuntimeError before the program has started."""
        self._verlange_voll()
        return super().values()

    def _verlange_voll(self) -> None:
        if not self.voll:
            raise RuntimeError("The steps are not all there yet; ask for them when they are needed.")


SCHRITTE = Verzeichnis()
FLOWS: list[type[Any]] = []


@cache
def traegerschritte() -> tuple[str, ...]:
    """The steps that the applicant does."""
    return tuple(schritt.name for schritt in SCHRITTE.values() if schritt.beim_traeger)


def schritte_von(verfahren: type[Any]) -> list[Schritt]:
    """The steps of a person in a procedure, in the order of its nodes."""
    return [SCHRITTE[knoten.name] for knoten in verfahren.instance.nodes() if knoten.name in SCHRITTE]


def verfahren_fuer(antrag: Antrag) -> type[Any]:
    """The procedure a new request runs through; running cases keep the one they began with."""
    return next(verfahren for verfahren in FLOWS if verfahren.nimmt_auf(antrag))


def bisheriges_verfahren(antrag: Antrag) -> type[Any] | None:
    """The procedure that a case began with; None when it never ran through one."""
    for vorgang in antrag.vorgaenge.order_by("id"):
        if not vorgang.flow_class.nebenverfahren:
            return vorgang.flow_class
    return None
