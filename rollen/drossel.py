"""How often something may be asked: a counter per key and minute in the database, so that all workers share it."""

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from rollen import uhr
from rollen.models import Anfragezaehler

FENSTER = 60  # seconds


def zu_oft(zweck: str, wer: str, *, hoechstens: int) -> bool:
    """Count one attempt of `wer` (an address, say) and say whether there were more than so many this minute."""
    minute = int(uhr.jetzt().timestamp()) // FENSTER
    schluessel = salted_hmac("drossel", f"{zweck}/{minute}/{wer}", algorithm="sha256").hexdigest()
    with transaction.atomic():
        _, neu = Anfragezaehler.objects.get_or_create(schluessel=schluessel, defaults={"minute": minute})
        if neu:
            Anfragezaehler.objects.filter(minute__lt=minute - 1).delete()
        Anfragezaehler.objects.filter(schluessel=schluessel).update(anzahl=F("anzahl") + 1)
        return Anfragezaehler.objects.get(schluessel=schluessel).anzahl > hoechstens
