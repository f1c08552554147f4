"""The states of a request, their words inside and outside the house, and the five phases everybody knows."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol


class Benannt(Protocol):
    """A choice with a German word for people."""

    @property
    def bezeichnung(self) -> str:
        """The word that people read."""
        ...


def als_choices(auswahl: Iterable[Benannt]) -> list[tuple[str, str]]:
    """Return value and word of each member of an enum as plain text, in order of definition."""
    return [(str(eintrag), eintrag.bezeichnung) for eintrag in auswahl]


class Status(StrEnum):
    """States of a request, as stored."""

    ENTWURF = "entwurf"
    EINGEREICHT = "eingereicht"
    NACHFORDERUNG = "nachforderung"
    GEPRUEFT = "geprueft"
    BEWILLIGT = "bewilligt"
    AUSGEZAHLT = "ausgezahlt"
    KONTROLLIERT = "kontrolliert"
    ABGESCHLOSSEN = "abgeschlossen"
    ABGELEHNT = "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen"
    WIDERRUFEN = "widerrufen"

    @property
    def bezeichnung(self) -> str:
        """The word for staff."""
        return _WOERTER[self][0]

    @property
    def oeffentlich(self) -> str:
        """The wording for the Träger."""
        return _WOERTER[self][1]


_WOERTER = {
    Status.ENTWURF: ("Entwurf", "Noch nicht abgeschickt"),
    Status.EINGEREICHT: ("eingereicht", "In Prüfung"),
    Status.NACHFORDERUNG: ("Nachforderung", "Unterlagen fehlen"),
    Status.GEPRUEFT: ("geprüft", "Wird entschieden"),
    Status.BEWILLIGT: ("bewilligt", "Bewilligt"),
    Status.AUSGEZAHLT: ("ausgezahlt", "Geld ausgezahlt"),
    Status.KONTROLLIERT: ("kontrolliert", "Nachweis geprüft"),
    Status.ABGESCHLOSSEN: ("abgeschlossen", "Abgeschlossen"),
    Status.ABGELEHNT: ("abgelehnt", "Abgelehnt"),
    Status.ZURUECKGEZOGEN: ("zurückgezogen", "Von Ihnen zurückgezogen"),
    Status.WIDERRUFEN: ("widerrufen", "Bewilligung aufgehoben"),
}

ENDZUSTAENDE = frozenset({Status.ABGESCHLOSSEN, Status.ABGELEHNT, Status.ZURUECKGEZOGEN})
PHASEN = (Status.EINGEREICHT, Status.GEPRUEFT, Status.BEWILLIGT, Status.AUSGEZAHLT, Status.KONTROLLIERT)

# How many phases lie behind a request in each state.
_ERLEDIGT = {
    Status.ENTWURF: 0,
    Status.EINGEREICHT: 1,
    Status.NACHFORDERUNG: 1,
    Status.GEPRUEFT: 2,
    Status.BEWILLIGT: 3,
    Status.AUSGEZAHLT: 4,
    Status.KONTROLLIERT: 5,
    Status.ABGESCHLOSSEN: 5,
    Status.ABGELEHNT: 2,
    Status.ZURUECKGEZOGEN: 1,
    Status.WIDERRUFEN: 3,
}


def phasen_stand(status: str, *, hat_geld: bool = True, gezahlt: bool = False) -> list[tuple[str, str]]:
    """Return word and standing of each phase: ``erledigt``, ``aktuell``, ``offen`` or ``entfällt``.

    ``aktuell`` is the phase that is being worked on: an eingereicht request has ``geprüft`` as its current
    one. Requests without money skip ``ausgezahlt``; a revoked one was paid when ``gezahlt`` says so.
    Raises ValueError for an unknown state.
    """
    status = Status(status)
    rest = "entfällt" if status in ENDZUSTAENDE | {Status.WIDERRUFEN} else "offen"
    erledigt = _ERLEDIGT[status] + (gezahlt and status is Status.WIDERRUFEN)
    stand = {phase: "erledigt" if nummer < erledigt else rest for nummer, phase in enumerate(PHASEN)}
    if not hat_geld:
        stand[Status.AUSGEZAHLT] = "entfällt"
    if naechste := next((phase for phase in PHASEN if stand[phase] == "offen"), None):
        stand[naechste] = "aktuell"
    return [(phase.bezeichnung, stand[phase]) for phase in PHASEN]
