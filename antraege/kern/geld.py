"""Euro amounts: exact decimals with two places, read, shown, rounded and split."""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
NULL = Decimal("0.00")
GRENZE = Decimal(10) ** 13
_KONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_MEISTE_STELLEN = 50
_LAENGSTE_EINGABE = 40

_MUSTER_TECHNISCH = re.compile(r"-?[0-9]+(?:\.[0-9]{1,2})?")
_MUSTER_PUNKT = re.compile(r"[0-9]+\.[0-9]{1,2}")
_MUSTER_KOMMA = re.compile(
    r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,[0-9]{1,2})?"
)
_MUSTER_ZU_GENAU = re.compile(r"[0-9.]+,[0-9]{3,}")
_MUSTER_WAEHRUNG = re.compile(r"\s*(?:€|EUR)$", re.IGNORECASE)

_SO_NICHT = "Der Betrag ist nicht eindeutig. Bitte schreiben Sie ihn so: 1.234,56 oder 1234,56."
_ZU_GENAU = "Ein Betrag hat höchstens zwei Nachkommastellen. Bitte schreiben Sie zum Beispiel 1.234,56."
_ZU_GROSS = "Der Betrag ist zu groß. Bitte geben Sie weniger als 10 Billionen Euro an."
_LEER = "Bitte geben Sie einen Betrag ein, zum Beispiel 1.234,56."
_KEINE_ZAHL = "Das ist kein Betrag. Bitte geben Sie eine Zahl in Euro an, zum Beispiel 1234.56."
_NEGATIV = "Ein Betrag darf hier nicht negativ sein. Bitte geben Sie ihn ohne Minus an."
_KOMMAZAHL = "Ein Betrag darf keine Gleitkommazahl sein. Bitte übergeben Sie ihn als Decimal oder Text."


class GeldFehler(ValueError):
    """An amount cannot be taken as it is; the German sentence says how to mend it."""


def euro(wert: Decimal | int | str) -> Decimal:
    """Return euro with two places, exactly; text is machine notation (``1234.56``).

    Raises GeldFehler for floats, more than two decimals, NaN, infinity and amounts from 10^13 euro.
    """
    betrag = _exakt(wert)
    if abs(betrag) >= GRENZE:
        raise GeldFehler(_ZU_GROSS)
    return betrag


def nicht_negativ(wert: Decimal | int | str) -> Decimal:
    """Return euro as ``euro`` does, and raise GeldFehler for an amount below zero as well."""
    betrag = euro(wert)
    if betrag < 0:
        raise GeldFehler(_NEGATIV)
    return betrag


def summe(betraege: Iterable[Decimal]) -> Decimal:
    """Add euro; nothing adds up to 0.00."""
    return sum(betraege, NULL)


def runden(wert: Decimal) -> Decimal:
    """Round euro half up to the cent. Raises GeldFehler for anything but a finite Decimal."""
    if not isinstance(wert, Decimal):
        raise GeldFehler(_KOMMAZAHL if isinstance(wert, float) else _KEINE_ZAHL)
    return _quantisiert(wert)


def lies_betrag(text: str) -> Decimal:
    """Read euro as people type them: ``1.234,56``, ``1234,5``, ``1234.56``, ``1 234,56 €``.

    A point before exactly three digits groups (``1.234`` is 1234 euro), a point before one or two digits
    is the decimal mark (``12.50``). Negative amounts are read; refusing them is up to the caller.
    Raises GeldFehler for everything ambiguous or ill-formed and for amounts from 10^13 euro.
    """
    if not isinstance(text, str):
        raise GeldFehler(_KEINE_ZAHL)
    if len(text) > _LAENGSTE_EINGABE:
        raise GeldFehler(_SO_NICHT if text.strip() else _LEER)
    ziffern = _MUSTER_WAEHRUNG.sub("", re.sub(r"\s", " ", text).strip())
    if not ziffern:
        raise GeldFehler(_LEER)
    vorzeichen = "-" if ziffern[0] in "-−" else ""
    if vorzeichen:
        ziffern = ziffern[1:]
    if _MUSTER_PUNKT.fullmatch(ziffern):
        return euro(vorzeichen + ziffern)
    if _MUSTER_KOMMA.fullmatch(ziffern):
        return euro(vorzeichen + ziffern.replace(".", "").replace(" ", "").replace(",", "."))
    raise GeldFehler(_ZU_GENAU if _MUSTER_ZU_GENAU.fullmatch(ziffern) else _SO_NICHT)


def zeige_zahl(betrag: Decimal) -> str:
    """Write euro as ``1.234,56`` without the currency. Raises GeldFehler when it is not exact to the cent."""
    englisch = f"{_exakt(betrag):,.2f}"
    return englisch.translate(str.maketrans(",.", ".,"))


def zeige(betrag: Decimal) -> str:
    """Write euro as ``1.234,56 €`` with a no-break space. Raises GeldFehler as zeige_zahl does."""
    return f"{zeige_zahl(betrag)}\N{NO-BREAK SPACE}€"


def cent(betrag: Decimal) -> int:
    """Return euro as whole cents for the database. Raises GeldFehler as euro does."""
    return int(euro(betrag).scaleb(2, context=_KONTEXT))


def aus_cent(wert: int) -> Decimal:
    """Return whole cents as euro. Raises GeldFehler for anything but an int."""
    if not isinstance(wert, int) or isinstance(wert, bool):
        raise GeldFehler(_KEINE_ZAHL)
    return _exakt(Decimal(wert).scaleb(-2, context=_KONTEXT))


def aufteilen(betrag: Decimal, *, anteile: Sequence[Fraction]) -> list[Decimal]:
    """Split euro by shares that add up to 1; each part is rounded half up, the last one is the rest.

    No part changes sign: once the amount is used up the following parts are zero.
    Raises GeldFehler for a bad amount, ValueError for shares that are no Fraction, negative, or do not add
    up to 1.
    """
    bruch = all(isinstance(anteil, Fraction) for anteil in anteile)
    if not bruch or not anteile or min(anteile) < 0 or sum(anteile) != 1:
        raise ValueError("Anteile sind nicht negative Brüche, die zusammen genau 1 ergeben.")
    gesamt = cent(betrag)
    vorzeichen, rest, teile = (-1 if gesamt < 0 else 1), abs(gesamt), []
    for anteil in anteile[:-1]:
        teil = min(rest, math.floor(abs(gesamt) * anteil + Fraction(1, 2)))
        teile.append(aus_cent(vorzeichen * teil))
        rest -= teil
    return [*teile, aus_cent(vorzeichen * rest)]


def aufteilen_gleich(betrag: Decimal, *, anzahl: int) -> list[Decimal]:
    """Split euro into equal instalments, the last one is the rest. Raises as aufteilen does."""
    if anzahl < 1:
        raise ValueError("Ein Betrag lässt sich nur auf mindestens einen Teil verteilen.")
    return aufteilen(betrag, anteile=[Fraction(1, anzahl)] * anzahl)


def _exakt(wert: Decimal | int | str) -> Decimal:
    zahl = isinstance(wert, Decimal | int) and not isinstance(wert, bool)
    if not zahl and not (isinstance(wert, str) and _MUSTER_TECHNISCH.fullmatch(wert)):
        raise GeldFehler(_KOMMAZAHL if isinstance(wert, float) else _KEINE_ZAHL)
    if (betrag := _quantisiert(Decimal(wert))) != Decimal(wert):
        raise GeldFehler(_ZU_GENAU)
    return betrag


def _quantisiert(wert: Decimal) -> Decimal:
    if not wert.is_finite():
        raise GeldFehler(_KEINE_ZAHL)
    if wert.adjusted() > _MEISTE_STELLEN:
        raise GeldFehler(_ZU_GROSS)
    gerundet = wert.quantize(CENT, context=_KONTEXT)
    return gerundet or abs(gerundet)  # no minus zero
