"""How often something may be asked: a counter per key and minute in the cache, nothing about persons in it."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from rollen import uhr

FENSTER = 60  # seconds


def zu_oft(zweck: str, wer: str, *, hoechstens: int) -> bool:
    """Count one attempt of `wer` (an address, say) and say whether there were more than so many this minute."""
    minute = int(uhr.jetzt().timestamp()) // FENSTER
    schluessel = f"drossel/{zweck}/{minute}/{salted_hmac('drossel', wer).hexdigest()}"
    cache.add(schluessel, 0, timeout=2 * FENSTER)
    try:
        anzahl = cache.incr(schluessel)
    except ValueError:  # the cache has dropped the key between the two calls
        return False
    return anzahl > hoechstens
