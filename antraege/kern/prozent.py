"""Percentages: exact decimals with two places, from 0 to a limit."""

from decimal import Decimal

from antraege.kern.geld import GeldFehler, euro, zeige_zahl

HUNDERT = Decimal("100.00")


def prozent(wert: Decimal | int | str, *, hoechstens: Decimal = HUNDERT) -> Decimal:
    """Return percent with two places. Raises GeldFehler for floats, more places and values out of range."""
    satz = euro(wert)
    if not 0 <= satz <= hoechstens:
        raise GeldFehler(f"Ein Prozentsatz liegt hier zwischen 0,00 und {zeige_zahl(hoechstens)}.")
    return satz


def zeige_prozent(wert: Decimal) -> str:
    """Write percent as ``70,00 %`` with a no-break space. Raises GeldFehler as zeige_zahl does."""
    return f"{zeige_zahl(wert)}\N{NO-BREAK SPACE}%"
