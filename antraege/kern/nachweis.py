"""The final grant after the Verwendungsnachweis, with the way there in German words."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from antraege.kern.geld import NULL, GeldFehler, aus_cent, cent, euro, runden, zeige, zeige_zahl


class Finanzierungsart(StrEnum):
    """How a grant follows the costs (VV Nr. 2.2 and 2.3 zu § 44 LHO)."""

    ANTEIL = "anteil"
    FEHLBEDARF = "fehlbedarf"
    FESTBETRAG = "festbetrag"
    VOLL = "voll"

    @property
    def bezeichnung(self) -> str:
        """The word that people read."""
        return {
            "anteil": "Anteilfinanzierung",
            "fehlbedarf": "Fehlbedarfsfinanzierung",
            "festbetrag": "Festbetragsfinanzierung",
            "voll": "Vollfinanzierung",
        }[self.value]


@dataclass(frozen=True)
class Deckung:
    """Cover without the grant in euro: own money, and everything third parties and participants pay.

    Raises GeldFehler for a negative or inexact amount.
    """

    eigen: Decimal
    dritt: Decimal

    def __post_init__(self) -> None:
        object.__setattr__(self, "eigen", _nicht_negativ(self.eigen))
        object.__setattr__(self, "dritt", _nicht_negativ(self.dritt))


@dataclass(frozen=True)
class Abrechnung:
    """Final grant, what is still to be paid or to be paid back (euro), and the steps that led there."""

    zuwendung: Decimal
    restzahlung: Decimal
    rueckforderung: Decimal
    schritte: list[str]


@dataclass(frozen=True)
class _Fall:
    """What the rules look at, in euro: ``geplant`` and ``anerkannt`` are eligible costs."""

    bewilligt: Decimal
    geplant: Decimal
    anerkannt: Decimal
    plan: Deckung
    ist: Deckung

    @property
    def mehr_dritt(self) -> Decimal:
        return max(NULL, self.ist.dritt - self.plan.dritt)

    @property
    def mehr_eigen(self) -> Decimal:
        return max(NULL, self.ist.eigen - self.plan.eigen)


def abrechnung(  # noqa: PLR0913 - the facts of a Verwendungsnachweis, all by name
    *,
    finanzierungsart: str,
    bewilligt: Decimal,
    ausgaben_plan: Decimal,
    ausgaben_ist: Decimal,
    nicht_zuwendungsfaehig: Decimal,
    deckung_plan: Deckung,
    deckung_ist: Deckung,
    ausgezahlt: Decimal,
    bagatelle: Decimal,
) -> Abrechnung:
    """Return the final grant after the Verwendungsnachweis (ANBest-P Nr. 1.2 and 2); all values in euro.

    Order: eligible costs, Bagatelle, rate or gap, Höchstbetrag, Überfinanzierung, settlement. ``bagatelle``
    0 switches the Bagatelle off. Raises GeldFehler for negative or inexact amounts, for more ineligible
    costs than costs and for an Anteil without planned costs, ValueError for an unknown Finanzierungsart.
    """
    ausgaben, gekuerzt = _nicht_negativ(ausgaben_ist), _nicht_negativ(nicht_zuwendungsfaehig)
    if gekuerzt > ausgaben:
        raise GeldFehler("Die nicht zuwendungsfähigen Ausgaben dürfen nicht höher sein als die Ausgaben.")
    schritte: list[str] = []
    geplant = _nicht_negativ(ausgaben_plan)
    anerkannt = _abgezogen("Zuwendungsfähige Ausgaben", ausgaben, gekuerzt, schritte=schritte)
    fall = _Fall(_nicht_negativ(bewilligt), geplant, anerkannt, deckung_plan, deckung_ist)
    zuwendung = _zuwendung(fall, Finanzierungsart(finanzierungsart), _nicht_negativ(bagatelle), schritte)
    return _ausgleich(_begrenzt(zuwendung, fall, schritte), _nicht_negativ(ausgezahlt), schritte)


def _zuwendung(fall: _Fall, art: Finanzierungsart, bagatelle: Decimal, schritte: list[str]) -> Decimal:
    aenderung = max(NULL, fall.geplant - fall.anerkannt) + fall.mehr_dritt
    if art is Finanzierungsart.FEHLBEDARF:
        aenderung += fall.mehr_eigen
    reduzierbar = art in (Finanzierungsart.ANTEIL, Finanzierungsart.FEHLBEDARF)
    if reduzierbar and 0 < aenderung <= bagatelle:
        schritte.append(
            f"Bagatelle: Die Änderung von {zeige(aenderung)} übersteigt {zeige(bagatelle)} nicht. "
            f"Die Zuwendung bleibt bei {zeige(fall.bewilligt)}."
        )
        return fall.bewilligt
    return _REGELN[art](fall, schritte)


def _anteil(fall: _Fall, schritte: list[str]) -> Decimal:
    """Only third-party money above the plan lowers the base; own money may rise (B01-B05)."""
    if not fall.geplant:
        raise GeldFehler("Für eine Anteilfinanzierung müssen die geplanten Ausgaben über 0,00 € liegen.")
    basis = fall.anerkannt
    if fall.mehr_dritt:
        basis = _abgezogen("Abzüglich zusätzlicher Drittmittel", basis, fall.mehr_dritt, schritte=schritte)
    satz = Fraction(cent(fall.bewilligt), cent(fall.geplant))
    zuwendung = aus_cent(math.floor(satz * cent(basis) + Fraction(1, 2)))
    prozent = zeige_zahl(runden(fall.bewilligt * 100 / fall.geplant))
    schritte.append(
        f"Anteil {prozent} % ({zeige(fall.bewilligt)} von {zeige(fall.geplant)}) "
        f"auf {zeige(basis)} = {zeige(zuwendung)}."
    )
    return zuwendung


def _fehlbedarf(fall: _Fall, schritte: list[str]) -> Decimal:
    """The planned own money always counts, even when less was spent (B08); third-party money as received."""
    eigen = max(fall.plan.eigen, fall.ist.eigen)
    name = "Fehlbedarf nach Eigenmitteln und Drittmitteln"
    return _abgezogen(name, fall.anerkannt, eigen, fall.ist.dritt, schritte=schritte)


def _festbetrag(fall: _Fall, schritte: list[str]) -> Decimal:
    schritte.append(f"Festbetrag: Die Zuwendung bleibt bei {zeige(fall.bewilligt)}.")
    return fall.bewilligt


_REGELN: dict[Finanzierungsart, Callable[[_Fall, list[str]], Decimal]] = {
    Finanzierungsart.ANTEIL: _anteil,
    Finanzierungsart.FEHLBEDARF: _fehlbedarf,
    Finanzierungsart.FESTBETRAG: _festbetrag,
    Finanzierungsart.VOLL: _fehlbedarf,
}


def _begrenzt(zuwendung: Decimal, fall: _Fall, schritte: list[str]) -> Decimal:
    """Never above the approved amount nor the costs that third parties leave open (B05, B10, B11)."""
    if zuwendung > fall.bewilligt:
        zuwendung = fall.bewilligt
        schritte.append(f"Höchstbetrag: Mehr als bewilligt wird nicht gezahlt, also {zeige(zuwendung)}.")
    offen = max(NULL, fall.anerkannt - fall.ist.dritt)
    if zuwendung > offen:
        schritte.append(
            "Überfinanzierung: Zuwendung und Drittmittel übersteigen die Ausgaben "
            f"um {zeige(zuwendung - offen)}. Die Zuwendung sinkt auf {zeige(offen)}."
        )
        zuwendung = offen
    return zuwendung


def _ausgleich(zuwendung: Decimal, ausgezahlt: Decimal, schritte: list[str]) -> Abrechnung:
    rest, zurueck = max(NULL, zuwendung - ausgezahlt), max(NULL, ausgezahlt - zuwendung)
    name, betrag = ("Rückforderung", zurueck) if zurueck else ("Restzahlung", rest)
    schritte.append(
        f"Endgültige Zuwendung {zeige(zuwendung)}, ausgezahlt {zeige(ausgezahlt)}: {name} {zeige(betrag)}."
    )
    return Abrechnung(zuwendung, rest, zurueck, schritte)


def _abgezogen(name: str, von: Decimal, *abzuege: Decimal, schritte: list[str]) -> Decimal:
    """Subtract, write the step down, and return the result, which is never below zero."""
    rechnung = " − ".join(zeige(betrag) for betrag in (von, *abzuege))
    ergebnis = von - sum(abzuege, NULL)
    zusatz = f", also {zeige(NULL)}" if ergebnis < 0 else ""
    schritte.append(f"{name}: {rechnung} = {zeige(ergebnis)}{zusatz}.")
    return max(NULL, ergebnis)


def _nicht_negativ(wert: Decimal) -> Decimal:
    betrag = euro(wert)
    if betrag < 0:
        raise GeldFehler(
            "Ein Betrag der Abrechnung darf nicht negativ sein. Bitte geben Sie ihn ohne Minus an."
        )
    return betrag
