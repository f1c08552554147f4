"""One act on one case: who acts, by which right, and what every act leaves behind."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag, Beteiligung, Schriftstueck
from antraege.kern.maengel import keine_oder
from antraege.kern.vieraugen import Taetigkeit
from antraege.maschine import Uebergang
from rollen import uhr
from rollen.akt import halte_fest
from rollen.models import Benutzer
from rollen.rechte import Berechtigung
from rollen.taten import Tat

if TYPE_CHECKING:
    from workflows.models import Aufgabe

OHNE_STAND = frozenset(
    {
        Tat.AUFGABE_UEBERNEHMEN,
        Tat.AUFGABE_ABGEBEN,
        Tat.AUFGABE_ZUWEISEN,
        Tat.WIEDERVORLEGEN,
        Tat.NACHRICHT_SCHREIBEN,
        Tat.ERINNERN,
    }
)


@dataclass
class Handlung:
    """An act inside the door's transaction; `akteur` is None when the system acts (a deadline).

    What happens on the way is collected and becomes one entry in the trail when the door closes.
    """

    antrag: Antrag
    akteur: Benutzer | None
    taten: dict[int, set[Taetigkeit]]
    tat: Tat | None = None
    berechtigung: Berechtigung | None = None
    aufgabe: "Aufgabe | None" = None
    von: str = ""
    nach: str = ""
    fakten: dict[str, Any] = field(default_factory=dict)
    personen: dict[str, Any] = field(default_factory=dict)
    stuecke: list[Schriftstueck] = field(default_factory=list)

    @property
    def person(self) -> Benutzer:
        """The acting person; steps of a person have one."""
        if self.akteur is None:
            raise RuntimeError("This act belongs to a person, not to the system.")
        return self.akteur

    def bewege(self, uebergang: Uebergang, **fakten: Any) -> None:
        """Run one transition of the request; raises MaengelFehler with every unmet condition."""
        keine_oder(self.antrag.unerfuellt(uebergang))
        self.von = self.von or self.antrag.status
        uebergang(self.antrag)
        self.nach = self.antrag.status
        self.vermerke(**fakten)

    def vermerke(self, **fakten: Any) -> None:
        """Facts that belong into the trail."""
        self.fakten.update(fakten)

    def nenne(self, **personen: Any) -> None:
        """Facts of the trail that tell who somebody is: kept apart, so that they may be blanked one day."""
        self.personen.update(personen)

    def lege_bei(self, stueck: Schriftstueck) -> None:
        """A letter that this act has issued; the trail names it, and the first one's hash."""
        self.stuecke.append(stueck)
        if len(self.stuecke) == 1:
            self.vermerke(schriftstueck=stueck.kennung, vorlage=stueck.vorlagenversion)
            return
        self.vermerke(
            weitere_schriftstuecke=[
                f"{s.kennung} ({s.vorlagenversion}, {s.sha256})" for s in self.stuecke[1:]
            ]
        )

    def fuehre(self, aufgabe: "Aufgabe") -> None:
        """Give the flow of this task the act and the request as they are in hand."""
        aufgabe.antrag = aufgabe.process.antrag = self.antrag
        aufgabe.process.handlung = self

    def schliesse(self, aufgabe: "Aufgabe", *, von: Benutzer | None) -> None:
        """Finish the task as done by this person, or by the system; its flow goes on."""
        self.fuehre(aufgabe)
        aufgabe.owner, aufgabe.status = von, STATUS.ASSIGNED
        aufgabe.erledigt_am, aufgabe.erledigt_von = uhr.jetzt(), von
        activation = aufgabe.flow_task.activation_class(aufgabe)
        activation.start(None)
        activation.execute()

    def beteilige(self, taetigkeit: Taetigkeit) -> None:
        """Remember for every later four-eyes check that this person did this here."""
        bisher = self.taten.setdefault(self.person.pk, set())
        if taetigkeit not in bisher:
            Beteiligung.objects.create(antrag=self.antrag, benutzer=self.person, taetigkeit=taetigkeit)
            bisher.add(taetigkeit)

    def schliesse_ab(self) -> None:
        """One entry with all that was collected, and the request saved with its new count; nothing without a `tat`.

        What touches only a task or the mailbox leaves the count alone: nobody's open page is outdated by it.
        """
        if self.tat is None:
            return
        halte_fest(
            self.tat,
            self.antrag,
            self.akteur,
            self.berechtigung,
            von=self.von,
            nach=self.nach,
            nachher=self.fakten,
            personen=self.personen,
            dokument_hash=self.stuecke[0].sha256 if self.stuecke else "",
        )
        if self.tat not in OHNE_STAND:
            self.antrag.save()
