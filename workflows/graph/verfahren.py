"""What all procedures share: tables, lock, the tie to the request of the running act, and the gate of its status."""

from collections.abc import Callable
from typing import Any, ClassVar

from viewflow.workflow import flow, lock

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from workflows.models import Aufgabe, Vorgang
from workflows.tuer.handlung import Handlung


class Verfahren(flow.Flow):
    """Verfahren"""

    process_class = Vorgang
    task_class = Aufgabe
    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)
    nebenverfahren: ClassVar[bool] = False
    endet_mit_dem_fall: ClassVar[bool] = False

    @classmethod
    def nimmt_auf(cls, antrag: Antrag) -> bool:
        """Whether a new request runs through this procedure; exactly one says yes."""
        return False

    def beginne(self, activation: Any, handlung: Handlung) -> Vorgang:
        """Tie the new process to the act that begins it, and so to its request."""
        vorgang: Vorgang = activation.process
        vorgang.antrag, vorgang.handlung = handlung.antrag, handlung
        return vorgang


def im(*status: Status) -> Callable[[Any], bool]:
    """A gate that reads only the status of the request."""
    return lambda a: a.process.antrag.status in status
