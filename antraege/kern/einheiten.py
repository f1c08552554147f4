"""The final grant per unit held or place occupied (Festbetrag per unit, B12 and B13)."""

from decimal import Decimal

from antraege.kern.geld import GeldFehler, euro, nicht_negativ, zeige
from antraege.kern.nachweis import Abrechnung, gleiche_aus


def abrechnung_einheiten(*, satz: Decimal, geplant: int, geleistet: int, ausgezahlt: Decimal) -> Abrechnung:
    """Return the grant for the units delivered, at most for those approved; rate and payments in euro.

    No Bagatelle applies to units. Raises GeldFehler for negative or inexact amounts, for numbers of units
    that are negative or no whole numbers and for a grant from 10^13 euro.
    """
    je_einheit = nicht_negativ(satz)
    if any(not isinstance(zahl, int) or isinstance(zahl, bool) or zahl < 0 for zahl in (geplant, geleistet)):
        raise GeldFehler("Die Zahl der Einheiten ist eine ganze Zahl ab 0.")
    bewilligt, erreicht = euro(je_einheit * geplant), euro(je_einheit * geleistet)
    zuwendung = euro(je_einheit * min(geplant, geleistet))
    schritte = [
        f"Bewilligt: {geplant} Einheiten × {zeige(je_einheit)} = {zeige(bewilligt)}.",
        f"Geleistet: {geleistet} Einheiten × {zeige(je_einheit)} = {zeige(erreicht)}.",
    ]
    if erreicht > zuwendung:
        schritte.append(f"Höchstbetrag: Mehr als bewilligt wird nicht gezahlt, also {zeige(zuwendung)}.")
    return gleiche_aus(
        zuwendung,
        bewilligt=bewilligt,
        zuwendungsfaehig=erreicht,
        ausgezahlt=nicht_negativ(ausgezahlt),
        schritte=schritte,
    )
