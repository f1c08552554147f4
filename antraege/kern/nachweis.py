"""The final grant after the Verwendungsnachweis, with the way there in German words."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from antraege.kern.einzelansaetze import Anerkennung
from antraege.kern.geld import NULL, GeldFehler, aus_cent, cent, nicht_negativ, runden, summe, zeige
from antraege.kern.prozent import prozent, zeige_prozent


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
        object.__setattr__(self, "eigen", nicht_negativ(self.eigen))
        object.__setattr__(self, "dritt", nicht_negativ(self.dritt))


@dataclass(frozen=True)
class Abrechnung:
    """Final grant, what is still to be paid or to be paid back (euro), and the steps that led there.

    ``zuwendungsfaehig`` are the recognised costs, ``minderung`` is how far the grant fell below the approved one.
    """

    zuwendung: Decimal
    restzahlung: Decimal
    rueckforderung: Decimal
    schritte: list[str]
    zuwendungsfaehig: Decimal
    minderung: Decimal


@dataclass(frozen=True)
class _Fall:
    """What the rules look at, in euro: ``geplant`` and ``anerkannt`` are eligible costs, the rate is percent."""

    bewilligt: Decimal
    geplant: Decimal
    anerkannt: Decimal
    plan: Deckung
    ist: Deckung
    foerdersatz: Decimal | None

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
    foerdersatz: Decimal | None = None,
    einzelansaetze: Anerkennung | None = None,
    ueberfinanzierung_kuerzen: bool = True,
) -> Abrechnung:
    """Return the final grant after the Verwendungsnachweis (ANBest-P Nr. 1.2 and 2); all values in euro.

    Order: eligible costs, 20 % rule (``einzelansaetze``), Bagatelle, rate or gap, Höchstbetrag,
    Überfinanzierung, settlement. ``bagatelle`` 0 switches the Bagatelle off. ``foerdersatz`` is the rate of an
    Anteil as stated in the Bescheid, in percent; without it the rate is approved grant over planned costs.
    Raises GeldFehler for negative or inexact amounts, for more ineligible costs than costs and for an Anteil
    without rate and planned costs, ValueError for an unknown Finanzierungsart.
    """
    ausgaben, gekuerzt = nicht_negativ(ausgaben_ist), nicht_negativ(nicht_zuwendungsfaehig)
    if gekuerzt > ausgaben:
        raise GeldFehler("Die nicht zuwendungsfähigen Ausgaben dürfen nicht höher sein als die Ausgaben.")
    schritte: list[str] = []
    fall = _Fall(
        bewilligt=nicht_negativ(bewilligt),
        geplant=nicht_negativ(ausgaben_plan),
        anerkannt=_anerkannt(ausgaben, gekuerzt, einzelansaetze, schritte),
        plan=deckung_plan,
        ist=deckung_ist,
        foerdersatz=None if foerdersatz is None else prozent(foerdersatz),
    )
    zuwendung = _zuwendung(fall, Finanzierungsart(finanzierungsart), nicht_negativ(bagatelle), schritte)
    zuwendung = _begrenzt(zuwendung, fall, schritte, kuerzen=ueberfinanzierung_kuerzen)
    return gleiche_aus(
        zuwendung,
        bewilligt=fall.bewilligt,
        zuwendungsfaehig=fall.anerkannt,
        ausgezahlt=nicht_negativ(ausgezahlt),
        schritte=schritte,
    )


def gleiche_aus(
    zuwendung: Decimal,
    *,
    bewilligt: Decimal,
    zuwendungsfaehig: Decimal,
    ausgezahlt: Decimal,
    schritte: list[str],
) -> Abrechnung:
    """Settle the final grant against what was paid: Restzahlung or Rückforderung; all values in euro."""
    rest, zurueck = max(NULL, zuwendung - ausgezahlt), max(NULL, ausgezahlt - zuwendung)
    name, betrag = ("Rückforderung", zurueck) if zurueck else ("Restzahlung", rest)
    schluss = (
        f"Endgültige Zuwendung {zeige(zuwendung)}, ausgezahlt {zeige(ausgezahlt)}: {name} {zeige(betrag)}."
    )
    return Abrechnung(
        zuwendung=zuwendung,
        restzahlung=rest,
        rueckforderung=zurueck,
        schritte=[*schritte, schluss],
        zuwendungsfaehig=zuwendungsfaehig,
        minderung=bewilligt - zuwendung,
    )


def _anerkannt(
    ausgaben: Decimal, gekuerzt: Decimal, einzelansaetze: Anerkennung | None, schritte: list[str]
) -> Decimal:
    """Cuts first, then what the 20 % rule does not recognise (B02, B17, B18)."""
    anerkannt = _abgezogen("Zuwendungsfähige Ausgaben", ausgaben, gekuerzt, schritte=schritte)
    if einzelansaetze is None:
        return anerkannt
    schritte.extend(einzelansaetze.schritte)
    if not einzelansaetze.nicht_anerkannt:
        return anerkannt
    name = "Abzüglich nicht anerkannter Überschreitungen"
    return _abgezogen(name, anerkannt, einzelansaetze.nicht_anerkannt, schritte=schritte)


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
    basis = fall.anerkannt
    if fall.mehr_dritt:
        basis = _abgezogen("Abzüglich zusätzlicher Drittmittel", basis, fall.mehr_dritt, schritte=schritte)
    if fall.foerdersatz is not None:  # as stated in the Bescheid (B15)
        bruch, worte = Fraction(fall.foerdersatz) / 100, zeige_prozent(fall.foerdersatz)
    elif fall.geplant:  # the approved part of the planned costs
        bruch = Fraction(cent(fall.bewilligt), cent(fall.geplant))
        gerundet = zeige_prozent(runden(fall.bewilligt * 100 / fall.geplant))
        worte = f"{zeige(fall.bewilligt)} / {zeige(fall.geplant)} (rund {gerundet})"
    else:
        raise GeldFehler("Für eine Anteilfinanzierung müssen die geplanten Ausgaben über 0,00 € liegen.")
    zuwendung = aus_cent(math.floor(bruch * cent(basis) + Fraction(1, 2)))
    schritte.append(f"Bemessungsgrundlage {zeige(basis)} × {worte} = {zeige(zuwendung)}.")
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


def _begrenzt(zuwendung: Decimal, fall: _Fall, schritte: list[str], *, kuerzen: bool) -> Decimal:
    """Never above the approved amount (B05) nor the costs (B11), nor what third parties leave open (B10)."""
    if zuwendung > fall.bewilligt:
        zuwendung = fall.bewilligt
        schritte.append(f"Höchstbetrag: Mehr als bewilligt wird nicht gezahlt, also {zeige(zuwendung)}.")
    offen, wer = fall.anerkannt, "Die Zuwendung übersteigt"
    if kuerzen:
        offen, wer = max(NULL, offen - fall.ist.dritt), "Zuwendung und Drittmittel übersteigen"
    if zuwendung > offen:
        schritte.append(
            f"Überfinanzierung: {wer} die Ausgaben um {zeige(zuwendung - offen)}. "
            f"Die Zuwendung sinkt auf {zeige(offen)}."
        )
        zuwendung = offen
    return zuwendung


def _abgezogen(name: str, von: Decimal, *abzuege: Decimal, schritte: list[str]) -> Decimal:
    """Subtract, write the step down, and return the result, which is never below zero."""
    rechnung = " − ".join(zeige(betrag) for betrag in (von, *abzuege))
    ergebnis = von - summe(abzuege)
    zusatz = f", also {zeige(NULL)}" if ergebnis < 0 else ""
    schritte.append(f"{name}: {rechnung} = {zeige(ergebnis)}{zusatz}.")
    return max(NULL, ergebnis)
