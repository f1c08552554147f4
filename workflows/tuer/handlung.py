"""One act on one case: its frame, who acts, by which right, and what every act leaves behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag, Beteiligung, Schriftstueck
from antraege.dokumente.fakten import FaktenFehler
from antraege.haushalt.hauptbuch.fehler import HaushaltFehler
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.vieraugen import Taetigkeit
from antraege.maschine import Uebergang
from rollen import uhr
from rollen.akt import halte_fest, vermerke_verweigerung
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.taten import Tat
from workflows.models import Aufgabe
from workflows.tuer import befangenheit
from workflows.tuer.fehler import Fehlversuch, Veraltet

MIT = ("richtlinie", "programm", "stelle", "traeger", "standort", "sachbearbeitung")
OHNE_STAND = frozenset(
    {
        Tat.AUFGABE_UEBERNEHMEN,
        Tat.AUFGABE_ABGEBEN,
        Tat.AUFGABE_ZUWEISEN,
        Tat.WIEDERVORLEGEN,
        Tat.NACHRICHT_SCHREIBEN,
        Tat.ERINNERN,
        Tat.ESKALIEREN,
        Tat.BERATUNG_ZUORDNEN,
        Tat.PRUEFAKTE_PACKEN,
        Tat.AKTE_ABGEBEN,
        Tat.VEROEFFENTLICHUNG_SPERREN,
        Tat.VEROEFFENTLICHUNG_ZULASSEN,
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
    aufgabe: Aufgabe | None = None
    von: str = ""
    nach: str = ""
    fakten: dict[str, Any] = field(default_factory=dict)
    personen: dict[str, Any] = field(default_factory=dict)
    stuecke: list[Schriftstueck] = field(default_factory=list)
    befragt: bool = False  # the body has asked what stands between the person and this act

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

    def fuehre(self, aufgabe: Aufgabe) -> None:
        """Give the flow of this task the act and the request as they are in hand."""
        aufgabe.antrag = aufgabe.process.antrag = self.antrag
        aufgabe.process.handlung = self

    def schliesse(self, aufgabe: Aufgabe, *, von: Benutzer | None) -> None:
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
        if self.akteur is not None and self.tat in befangenheit.FRAGEN_SELBST and not self.befragt:
            raise RuntimeError(f"{self.tat.label}: nobody was asked whether this person has advised.")
        if self.tat not in OHNE_STAND:
            self.antrag.save()
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


def hindernisse_im_amt(antrag: Antrag, person: Benutzer) -> list[Mangel]:
    """What the frame would say to an act of this person for the city, for a page that says it beforehand."""
    return befangenheit.im_amt(person, antrag, bisher=taten(antrag).get(person.pk, ()))


def taten(antrag: Antrag) -> dict[int, set[Taetigkeit]]:
    """What each person has done in this case so far, by the person's id."""
    bisher: dict[int, set[Taetigkeit]] = {}
    for person, taetigkeit in Beteiligung.objects.filter(antrag=antrag).values_list("benutzer", "taetigkeit"):
        bisher.setdefault(person, set()).add(Taetigkeit(taetigkeit))
    return bisher


@contextmanager
def geoeffnet(tat: Tat | None, antrag_id: int, akteur: Benutzer | None) -> Iterator[Handlung]:
    """The frame of every act on a case: the lock before it, the trail and the saved count after it, all or nothing.

    `akteur` is None when the system acts. The body asks for the right and does what is special; it may set
    `handlung.tat` when it learns only inside what is done, or to None when nothing was done.
    """
    with _geoeffnet(tat, Q(pk=antrag_id), akteur) as handlung:
        yield handlung


@contextmanager
def sperre_aufgabe(
    tat: Tat | None, aufgabe_id: int, akteur: Benutzer | None
) -> Iterator[tuple[Handlung, Aufgabe]]:
    """The frame around a task: its request is locked, the task read anew. Raises Ueberholt when it is done."""
    with _geoeffnet(tat, Q(aufgaben=aufgabe_id), akteur) as handlung:
        aufgabe = Aufgabe.objects.select_related("process", "stelle", "owner", "mittelabruf").get(
            pk=aufgabe_id
        )
        if not aufgabe.offen:
            raise Ueberholt("Diese Aufgabe ist bereits erledigt.")
        handlung.fuehre(aufgabe)
        handlung.aufgabe = aufgabe
        yield handlung, aufgabe


@contextmanager
def _geoeffnet(tat: Tat | None, welcher: Q, akteur: Benutzer | None) -> Iterator[Handlung]:
    antrag = None
    try:
        with transaction.atomic():
            antrag = _sperre(welcher)
            antrag.stand += 1
            handlung = Handlung(antrag, akteur, taten=taten(antrag), tat=tat)
            _verlange_unbefangen(handlung)
            yield handlung
            handlung.schliesse_ab()
    except Antrag.DoesNotExist as fehler:
        raise Http404 from fehler
    except (Verweigert, Fehlversuch) as fehler:
        if antrag is not None:
            vermerke_verweigerung(Tat.VERWEIGERT, antrag, akteur, fehler.gruende)
        raise
    except HaushaltFehler as fehler:
        raise MaengelFehler([Mangel(str(fehler), behebt="Haushaltssachbearbeitung")]) from fehler
    except FaktenFehler as fehler:
        raise MaengelFehler([Mangel(str(fehler))]) from fehler


def _verlange_unbefangen(handlung: Handlung) -> None:
    """Whoever belongs to the applicant or advised decides and certifies nothing here. Raises Verweigert."""
    person = handlung.akteur
    if person is None or handlung.tat is None or not befangenheit.fragt_der_rahmen(handlung.tat):
        return
    bisher = handlung.taten.get(person.pk, ())
    if gruende := befangenheit.im_amt(person, handlung.antrag, bisher=bisher):
        raise Verweigert(*(mangel.satz for mangel in gruende))


def _sperre(welcher: Q) -> Antrag:
    """Lock and read the request. Raises Antrag.DoesNotExist.

    On PostgreSQL a row that got another Stelle while its lock was awaited drops out of the join; asked anew, it is
    there with the new one.
    """
    zeilen = Antrag.objects.select_for_update(of=("self",)).select_related(*MIT).filter(welcher)
    return zeilen.first() or zeilen.get()


def verlange_grund(grund: str) -> None:
    """Raise MaengelFehler where no reason is given."""
    if not grund.strip():
        raise MaengelFehler([Mangel("Bitte nennen Sie den Grund.", feld="grund")])


def pruefe_stand(antrag: Antrag, stand: int | None) -> None:
    """The page showed the request as it is now; raises Veraltet otherwise."""
    if stand is not None and stand != antrag.stand - 1:
        raise Veraltet(
            "Der Fall hat sich geändert, seit Sie diese Seite geöffnet haben. "
            "Bitte prüfen Sie den neuen Stand. Ihre Eingaben sind noch da."
        )
