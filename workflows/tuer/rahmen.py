"""The frame of the door: one transaction, the lock on the request, refusals in the trail."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from antraege.antrag.models import Antrag
from antraege.dokumente.fakten import FaktenFehler
from antraege.haushalt.hauptbuch.fehler import HaushaltFehler
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen.akt import halte_fest
from rollen.models import Benutzer
from rollen.rechte import Verweigert
from rollen.taten import Tat
from workflows.models import Aufgabe
from workflows.tuer.fehler import Fehlversuch, Ueberholt, Veraltet
from workflows.tuer.handlung import Handlung
from workflows.tuer.hindernisse import taten

MIT = ("richtlinie", "programm", "stelle", "traeger", "standort", "sachbearbeitung")


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
            antrag = Antrag.objects.select_for_update(of=("self",)).select_related(*MIT).get(welcher)
            antrag.stand += 1
            handlung = Handlung(antrag, akteur, taten=taten(antrag), tat=tat)
            yield handlung
            handlung.schliesse_ab()
    except Antrag.DoesNotExist as fehler:
        raise Http404 from fehler
    except (Verweigert, Fehlversuch) as fehler:
        if antrag is not None:
            _halte_fest(antrag, akteur, fehler)
        raise
    except HaushaltFehler as fehler:
        raise MaengelFehler([Mangel(str(fehler), behebt="Haushaltssachbearbeitung")]) from fehler
    except FaktenFehler as fehler:
        raise MaengelFehler([Mangel(str(fehler))]) from fehler


def pruefe_stand(antrag: Antrag, stand: int | None) -> None:
    """The page showed the request as it is now; raises Veraltet otherwise."""
    if stand is not None and stand != antrag.stand - 1:
        raise Veraltet(
            "Der Fall hat sich geändert, seit Sie diese Seite geöffnet haben. "
            "Bitte prüfen Sie den neuen Stand. Ihre Eingaben sind noch da."
        )


def _halte_fest(antrag: Antrag, akteur: Benutzer | None, fehler: Verweigert | Fehlversuch) -> None:
    with transaction.atomic():
        gruende = {"gruende": list(fehler.gruende)}
        halte_fest(Tat.VERWEIGERT, antrag, akteur, None, nachher=gruende, verweigert=True)
