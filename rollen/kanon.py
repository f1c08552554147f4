"""One deterministic text for facts, so that equal facts always give the same hash."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

_EPOCHE = datetime(1970, 1, 1, tzinfo=UTC)
_MIKRO = timedelta(microseconds=1)
_CENT = Decimal("0.01")
_GRENZE = Decimal(10) ** 20


class KanonFehler(TypeError):
    """A value has no canonical form (float, unknown type, naive time, too precise decimal)."""


def kanonisch(wert: Any) -> str:
    """Return canonical JSON: sorted keys, no spaces, the same text again after a round trip through JSON.

    Decimal becomes text with two places, date ISO text, datetime whole microseconds since 1970 in UTC.
    Raises KanonFehler for floats, unknown types, naive datetimes, decimals that are not exact to the
    hundredth, keys that are no text, and text that is not valid Unicode.
    """
    text = json.dumps(_schlicht(wert), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError as fehler:
        raise KanonFehler("Der Text enthält ungültige Zeichen.") from fehler
    return text


def sha256_hex(inhalt: str | bytes) -> str:
    """Return the SHA-256 of bytes, or of text in UTF-8, as 64 lower-case hex digits."""
    return hashlib.sha256(inhalt.encode() if isinstance(inhalt, str) else inhalt).hexdigest()


def _schlicht(wert: Any) -> Any:
    for art, form in _FORMEN:
        if isinstance(wert, art):
            return form(wert)
    raise KanonFehler(f"{type(wert).__name__} hat keine kanonische Form.")


def _schluessel(name: Any) -> str:
    if not isinstance(name, str):
        raise KanonFehler("Schlüssel müssen Text sein.")
    return str.__str__(name)


def _dezimal(wert: Decimal) -> str:
    if not wert.is_finite() or abs(wert) >= _GRENZE:
        raise KanonFehler("Eine Dezimalzahl muss endlich und unter 10^20 sein.")
    genau = wert.quantize(_CENT)
    if genau != wert:
        raise KanonFehler("Eine Dezimalzahl hat höchstens zwei Nachkommastellen.")
    return str(genau or abs(genau))


def mikrosekunden(wert: datetime) -> int:
    """Whole microseconds since 1970 in UTC. Raises KanonFehler for a moment without a time zone."""
    if wert.tzinfo is None:
        raise KanonFehler("Ein Zeitpunkt braucht eine Zeitzone.")
    return (wert - _EPOCHE) // _MIKRO


# The first match counts: bool is an int, datetime is a date, and enums of text or numbers are plain values.
_FORMEN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (bool | None, lambda wert: wert),
    (int, int),
    (str, str.__str__),
    (Decimal, _dezimal),
    (datetime, mikrosekunden),
    (date, date.isoformat),
    (list | tuple, lambda wert: [_schlicht(eintrag) for eintrag in wert]),
    (Mapping, lambda wert: {_schluessel(name): _schlicht(inhalt) for name, inhalt in wert.items()}),
)
