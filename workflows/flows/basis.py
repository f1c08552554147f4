"""What all procedures share: tables, lock, the tie to the request of the running act, and the gates."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from viewflow.workflow import flow, lock

from antraege.foerderung.models import Abrufstatus, Nachweisstatus
from antraege.kern.status import Status
from rollen.models import Stelle
from workflows.handlung import laufende
from workflows.models import Aufgabe, Vorgang
from workflows.schriftstuecke.pruefung import pruefvermerk
from workflows.schritte.mitzeichnung import offene_mitzeichnungsstellen


class Verfahren(flow.Flow):
    """Verfahren"""

    process_class = Vorgang
    task_class = Aufgabe
    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)
    nebenverfahren: ClassVar[bool] = False
    endet_mit_dem_fall: ClassVar[bool] = False

    def beginne(self, activation: Any) -> Vorgang:
        """Tie the new process to the request of the running act."""
        activation.process.antrag = laufende().antrag
        return activation.process

    def stelle_geprueft_fest(self, _: Any) -> None:
        """The last of the parallel checks is in: the request is checked."""
        handlung = laufende()
        handlung.bewege("pruefen")
        pruefvermerk(handlung)


def im(*status: Status) -> Callable[[Any], bool]:
    """A gate that reads only the status of the request."""
    return lambda _: laufende().antrag.status in status


def abruf_ist(status: Abrufstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest instalment; there may be none."""
    return lambda _: getattr(laufende().antrag.mittelabrufe.order_by("nr").last(), "status", "") == status


def nachweis_ist(*status: Nachweisstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the proof of use; there may be none."""
    return lambda _: getattr(getattr(laufende().antrag, "nachweis", None), "status", "") in status


def mitzuzeichnen(_: Any) -> Iterable[Stelle]:
    """The further Stellen whose vote is still missing."""
    return offene_mitzeichnungsstellen(laufende().antrag)
