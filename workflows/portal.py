"""What a Träger wants to know of a request: with whom it lies, until when, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from antraege.kern.status import ENDZUSTAENDE, Status
from workflows.models import Aufgabe, Nachricht, Richtung
from workflows.schritte import SCHRITTE

OFFEN = (STATUS.NEW, STATUS.ASSIGNED)


@dataclass(frozen=True)
class Lage:
    """One place where a request lies now; people appear by function and Stelle, never by name."""

    bei: str
    was: str
    danach: str
    bis: date | None
    eigene: Aufgabe | None


def offene_aufgaben(antraege: Iterable[Antrag]) -> dict[int, list[Aufgabe]]:
    """The open tasks of these requests by request, in one query."""
    nach_antrag: dict[int, list[Aufgabe]] = {}
    zeilen = Aufgabe.objects.filter(antrag__in=list(antraege), status__in=OFFEN, stelle__isnull=False)
    for aufgabe in zeilen.select_related("stelle", "owner").order_by("id"):
        nach_antrag.setdefault(aufgabe.antrag_id or 0, []).append(aufgabe)
    return nach_antrag


def lage(antrag: Antrag, aufgaben: list[Aufgabe]) -> list[Lage]:
    """Where the request lies, in public words; an ended one lies nowhere."""
    if antrag.zustand == Status.ENTWURF:
        return [Lage("Ihnen", "Sie bearbeiten den Entwurf.", "Danach reichen Sie ihn ein.", None, None)]
    if antrag.zustand in ENDZUSTAENDE:
        return []
    return [_eine(aufgabe) for aufgabe in aufgaben]


def _eine(aufgabe: Aufgabe) -> Lage:
    schritt = SCHRITTE[aufgabe.schritt]
    stelle = aufgabe.stelle.name if aufgabe.stelle else ""
    funktion = f"{aufgabe.owner.funktion}, " if aufgabe.owner and aufgabe.owner.funktion else ""
    return Lage(
        bei="Ihnen" if schritt.beim_traeger else f"{funktion}{stelle}",
        was=schritt.oeffentlich,
        danach=schritt.danach,
        bis=aufgabe.faellig_am,
        eigene=aufgabe if schritt.beim_traeger else None,
    )


def ungelesen(antraege: Iterable[Antrag]) -> set[int]:
    """The requests with a message the Träger has not read."""
    neue = Nachricht.objects.filter(
        antrag__in=list(antraege), richtung=Richtung.AN_TRAEGER, gelesen_am__isnull=True
    )
    return set(neue.values_list("antrag_id", flat=True))
