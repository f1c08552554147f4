"""One graph per process, written out as the story it is."""

from antraege.antrag.models import Antrag

from .aenderungsverfahren import Aenderungsverfahren
from .antragsverfahren import Antragsverfahren
from .basis import Verfahren
from .gremienverfahren import Gremienverfahren
from .kooperationsverfahren import Kooperationsverfahren
from .massnahmenverfahren import Massnahmenverfahren
from .mittelzuweisungsverfahren import Mittelzuweisungsverfahren
from .nachtragsverfahren import Nachtragsverfahren
from .rueckforderungsverfahren import Rueckforderungsverfahren
from .verbundverfahren import Verbundverfahren

FLOWS: tuple[type[Verfahren], ...] = (
    Antragsverfahren,
    Mittelzuweisungsverfahren,
    Aenderungsverfahren,
    Rueckforderungsverfahren,
    Massnahmenverfahren,
    Kooperationsverfahren,
    Nachtragsverfahren,
    Verbundverfahren,
    Gremienverfahren,
)


def verfahren_fuer(antrag: Antrag) -> type[Verfahren]:
    """The procedure a new request runs through; running cases keep the one they began with."""
    if antrag.kooperation:
        return Kooperationsverfahren
    return Mittelzuweisungsverfahren if antrag.intern else Antragsverfahren


def bisheriges_verfahren(antrag: Antrag) -> type[Verfahren] | None:
    """The procedure that a case began with; None when it never ran through one."""
    for vorgang in antrag.vorgaenge.order_by("id"):
        if not vorgang.flow_class.nebenverfahren:
            return vorgang.flow_class
    return None


__all__ = [
    "FLOWS",
    "Aenderungsverfahren",
    "Antragsverfahren",
    "Gremienverfahren",
    "Kooperationsverfahren",
    "Massnahmenverfahren",
    "Mittelzuweisungsverfahren",
    "Nachtragsverfahren",
    "Rueckforderungsverfahren",
    "Verbundverfahren",
    "Verfahren",
    "bisheriges_verfahren",
    "verfahren_fuer",
]
