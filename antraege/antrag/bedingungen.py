"""Conditions of the transitions, each in words, with who can mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from antraege.kern.maengel import Mangel


@dataclass(frozen=True)
class Bedingung:
    """A condition that django_fsm asks and that can say in words why it is not met."""

    text: str
    behebt: str
    erfuellt: Callable[[Any], bool]

    def __call__(self, antrag: Any) -> bool:
        """True when the condition is met."""
        return self.erfuellt(antrag)

    @property
    def mangel(self) -> Mangel:
        """The unmet condition as a defect."""
        return Mangel(self.text, behebt=self.behebt)


UEBERNOMMEN = Bedingung(
    "Der Fall wurde nicht aus einem anderen Verfahren übernommen.",
    "das System bei der Übernahme",
    lambda a: a.uebernommen_am is not None,
)
FALL_UEBERNOMMEN = Bedingung(
    UEBERNOMMEN.text, UEBERNOMMEN.behebt, lambda kind: kind.antrag.uebernommen_am is not None
)
AKTENZEICHEN = Bedingung(
    "Der Antrag hat noch kein Aktenzeichen.", "das System beim Einreichen", lambda a: bool(a.aktenzeichen)
)
ZEITRAUM = Bedingung(
    "Beginn und Ende des Vorhabens fehlen oder das Ende liegt vor dem Beginn.",
    "Träger",
    lambda a: bool(a.beginn and a.ende and a.beginn <= a.ende),
)
BETRAG_GEPRUEFT = Bedingung(
    "Die Prüfung schlägt keinen Betrag zwischen 0 € und dem beantragten Betrag vor.",
    "Sachbearbeitung",
    lambda a: 0 <= a.vorgeschlagen <= a.beantragt,
)
BETRAG_BEWILLIGT = Bedingung(
    "Der bewilligte Betrag liegt nicht zwischen 0,01 € und dem beantragten Betrag.",
    "Leitung",
    lambda a: 0 < a.bewilligt <= a.beantragt or (a.kooperation and a.bewilligt == 0),
)
GRUND = Bedingung("Die Begründung fehlt.", "Leitung", lambda a: bool(a.begruendung.strip()))
HAT_AUSGEZAHLT = Bedingung("Es ist noch nichts gebucht.", "Kasse", lambda a: a.ausgezahlt > 0)
OHNE_GELD_ODER_AUSGEZAHLT = Bedingung(
    "Es wurde noch nichts ausgezahlt.",
    "Träger (Mittelabruf) und Kasse",
    lambda a: a.bewilligt == 0 or a.ausgezahlt > 0 or a.abruf_beendet,
)
ABGERECHNET = Bedingung(
    "Der Verwendungsnachweis ist noch nicht abgerechnet.",
    "Sachbearbeitung",
    lambda a: a.bewilligt == 0 or a.abgerechnet is not None,
)
