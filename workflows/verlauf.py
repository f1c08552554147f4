"""How a case came here: the end of its trail, its steps in words, with whom a task lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from antraege.antrag.models import Antrag
from rollen.models import Eintrag
from workflows import akte
from workflows.models import Aufgabe
from workflows.schritte import SCHRITTE
from workflows.views.trail import als_zeile

LETZTE = 8


@dataclass(frozen=True)
class Station:
    """One step of the flow in words."""

    titel: str
    stand: str
    wer: str
    wann: datetime | None


def bei_wem(aufgabe: Aufgabe, *, nach_aussen: bool = False) -> str:
    """The person and the Stelle where an open task lies; outsiders read function and Stelle."""
    stelle = aufgabe.stelle.name if aufgabe.stelle else ""
    if aufgabe.owner is None:
        return stelle if nach_aussen else f"{stelle}, noch nicht vergeben"
    return f"{akte.person(aufgabe.owner, nach_aussen=nach_aussen)} ({stelle})"


def eintraege(antrag: Antrag) -> list[dict[str, Any]]:
    """The end of the trail, newest first, for templates/teile/trail.html."""
    zeilen = Eintrag.objects.filter(kette=antrag.kette).select_related("akteur", "stelle", "vertretung_fuer")
    return [als_zeile(eintrag) for eintrag in zeilen.order_by("-nr")[:LETZTE]]


def stationen(aufgaben: Iterable[Aufgabe]) -> list[Station]:
    """The steps that were done or lie open, in their order."""
    return [_station(a) for a in aufgaben if a.stelle_id and a.schritt in SCHRITTE]


def _station(aufgabe: Aufgabe) -> Station:
    titel = SCHRITTE[aufgabe.schritt].titel
    if aufgabe.offen:
        return Station(titel, "offen", bei_wem(aufgabe), None)
    stand = "abgebrochen" if aufgabe.status == "CANCELED" else "erledigt"
    wer = akte.person(aufgabe.erledigt_von) if aufgabe.erledigt_von else "System"
    return Station(titel, stand, wer, aufgabe.erledigt_am)
