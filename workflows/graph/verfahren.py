"""What a procedure is made of: its base, the gate of the status, and viewflow's nodes with our rows and our rights."""

from collections.abc import Callable
from typing import Any, ClassVar

from viewflow.workflow import flow, lock, nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.programme.models import Richtlinie
from workflows.models import Aufgabe, Vorgang
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Schritt
from workflows.tuer.verzeichnis import SCHRITTE


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

    @classmethod
    def gehoert_zu(cls, richtlinie: Richtlinie) -> bool:
        """Whether cases under these rules can run through it; most procedures are of grants."""
        return not richtlinie.programm.kooperation

    def beginne(self, activation: Any, handlung: Handlung) -> Vorgang:
        """Tie the new process to the act that begins it, and so to its request."""
        vorgang: Vorgang = activation.process
        vorgang.antrag, vorgang.handlung = handlung.antrag, handlung
        return vorgang


def im(*status: Status) -> Callable[[Any], bool]:
    """A gate that reads only the status of the request."""
    return lambda a: a.process.antrag.status in status


class SchrittActivation(nodes.ViewActivation):
    """Creates the Aufgabe with Stelle, right, deadline and subject, for the case worker if there is one."""

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> "SchrittActivation":
        """Write the row of the queue; `data` may name the Stelle (Mitzeichnung)."""
        schritt: Schritt = flow_task.schritt
        vorgang = prev_activation.process
        antrag = vorgang.antrag
        aufgabe = Aufgabe(process=vorgang, flow_task=flow_task, token=token, antrag=antrag)
        aufgabe.data = aufgabe.seed = None
        aufgabe.stelle = data["stelle"] if data else schritt.stelle(antrag)
        aufgabe.recht = schritt.recht.value
        aufgabe.betreff, aufgabe.aktenzeichen = antrag.titel, antrag.aktenzeichen or ""
        aufgabe.betrag, aufgabe.programm_id = schritt.betrag(antrag), antrag.programm_id
        aufgabe.fallbetreuung_id = antrag.sachbearbeitung_id
        aufgabe.faellig_am = schritt.faellig_am(antrag)
        schritt.richte_ein(aufgabe)
        besitzer = schritt.besitzer(antrag, aufgabe.stelle)
        if besitzer is not None:
            aufgabe.owner, aufgabe.status = besitzer, STATUS.ASSIGNED
            aufgabe.uebernommen_am = aufgabe.eroeffnet_am
        aufgabe.save()
        return cls(aufgabe)


class Schrittknoten(nodes.View):
    """A step of a person; what it asks and does stands in its file in `workflows/schritte`."""

    activation_class = SchrittActivation

    def __init__(self, name: str) -> None:
        self.schrittname = name
        super().__init__(view=None)

    @property
    def schritt(self) -> Schritt:
        """The step itself; the directory knows it once all procedures are loaded."""
        return SCHRITTE[self.schrittname]

    @property
    def task_title(self) -> str:
        """What people read; empty while the flow itself is being read, before there are steps."""
        schritt = SCHRITTE.get(self.schrittname)
        return schritt.titel if schritt else ""

    @task_title.setter
    def task_title(self, _: object) -> None:
        """Nothing: the default that viewflow sets does not count, the step names itself."""


class SystemActivation(Activation):
    """The system's own nodes run in the same moment they are created: one row is written, when they are done."""

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> Any:
        """The row in memory; `complete` writes it. The order of rows is the history, no link is kept beside it."""
        aufgabe = Aufgabe(process=prev_activation.process, flow_task=flow_task, token=token)
        aufgabe.data = aufgabe.seed = None
        return cls(aufgabe)

    __hash__ = object.__hash__  # viewflow keeps activations in sets; a row without id has no hash of its own

    def __eq__(self, other: object) -> bool:
        return self is other


class WeicheActivation(SystemActivation, nodes.IfActivation):
    """A gate of two ways."""

    @Activation.status.super()
    def activate(self) -> None:
        """Decide; an error goes up to the door."""
        self._condition_result = self.flow_task._condition(self)


class Weiche(nodes.If):
    """A gate that reads the status of the request."""

    activation_class = WeicheActivation


class VerzweigungActivation(SystemActivation, nodes.SwitchActivation):
    """A gate of many ways."""

    @Activation.status.super()
    def activate(self) -> None:
        """Take the first way whose condition holds."""
        wege = self.flow_task._branches
        self.next_task = next(knoten for knoten, bedingung in wege if bedingung is None or bedingung(self))


class Verzweigung(nodes.Switch):
    """A gate that reads the status of the request; the default way comes last."""

    activation_class = VerzweigungActivation


class Systemschritt(nodes.Function):
    """Something the system does at once, inside the act of the person who came last."""

    class activation_class(SystemActivation, nodes.FunctionActivation):  # noqa: N801 - viewflow's own name
        """Run the function; an error goes up to the door."""

        @Activation.status.super()
        def activate(self) -> None:
            """Do it."""
            self.flow_task._func(self)


class JoinActivation(nodes.JoinActivation):
    """The waiting task is read anew when another branch arrives; the process stays the one that moves."""

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> Any:
        """Find or open the task of this meeting point."""
        activation = super().create(flow_task, prev_activation, token, data, seed)
        activation.process = activation.task.process = prev_activation.process
        return activation


class Join(nodes.Join):
    """Where parallel branches meet."""

    activation_class = JoinActivation


class JeStelleActivation(SystemActivation, nodes.SplitActivation):
    """Opens the expert check and one Mitzeichnung for every further Stelle that has not voted yet."""

    @Activation.status.super()
    def activate(self) -> None:
        """Decide which branches open."""
        for knoten, bedingung, stellen in self.flow_task._branches:
            if stellen is not None:
                self.next_tasks += [(knoten, {"stelle": stelle}) for stelle in stellen(self)]
            elif bedingung is None or bedingung(self):
                self.next_tasks.append((knoten, None))


class JeStelle(nodes.Split):
    """A parallel split with one branch per Stelle."""

    activation_class = JeStelleActivation

    def Je(self, knoten: Any, *, stellen: Any) -> "JeStelle":  # noqa: N802 - viewflow's own style
        """Open `knoten` once for each Stelle that `stellen(activation)` names."""
        self._activate_next.append((knoten, None, stellen))
        return self
