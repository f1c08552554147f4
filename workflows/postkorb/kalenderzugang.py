"""Make, renew, revoke and look up the secret link of a person's calendar."""

import secrets

from django.db import transaction

from rollen import protokoll, uhr
from rollen.kanon import sha256_hex
from rollen.models import Benutzer
from rollen.taten import Tat
from workflows.models import Kalenderzugang

TOKEN_BYTES = 32  # 256 bits


@transaction.atomic
def erstelle(benutzer: Benutzer) -> str:
    """A new secret for the person's link; one that was there before is void. It can never be read again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Kalenderzugang.objects.update_or_create(
        benutzer=benutzer, defaults={"token_sha256": sha256_hex(token), "erstellt_am": uhr.jetzt()}
    )
    _halte_fest(Tat.KALENDER_FREIGEBEN, benutzer)
    return token


@transaction.atomic
def widerrufe(benutzer: Benutzer) -> bool:
    """The link leads nowhere any more; False when there was none."""
    anzahl, _ = Kalenderzugang.objects.filter(benutzer=benutzer).delete()
    if anzahl:
        _halte_fest(Tat.KALENDER_WIDERRUFEN, benutzer)
    return bool(anzahl)


def person_zu(token: str) -> Benutzer | None:
    """Whose calendar it is; None for a wrong or revoked secret and for a person who is not active. One query."""
    zugang = (
        Kalenderzugang.objects.select_related("benutzer")
        .filter(token_sha256=sha256_hex(token), benutzer__is_active=True)
        .first()
    )
    return zugang.benutzer if zugang else None


def _halte_fest(aktion: Tat, benutzer: Benutzer) -> None:
    protokoll.schreibe(
        kette=f"benutzer/{benutzer.pk}", aktion=aktion, objekt=f"benutzer/{benutzer.pk}", akteur=benutzer
    )
