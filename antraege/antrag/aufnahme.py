"""What submission leaves behind: the Aktenzeichen and the snapshot."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from antraege.antrag.models import Aktenzeichenkreis, Antrag, Momentaufnahme
from rollen.kanon import kanonisch, sha256_hex


@transaction.atomic
def vergib_aktenzeichen(antrag: Antrag, *, jahr: int) -> str:
    """Give the request the next Aktenzeichen of its Stelle, programme's sign and year, gapless; once given it stays.

    The counter is locked until the caller's transaction ends and rolled back with it.
    Raises ValueError when the Stelle has no Kürzel for Aktenzeichen.
    """
    if antrag.aktenzeichen:
        return antrag.aktenzeichen
    if not antrag.stelle.aktenzeichen:
        raise ValueError(f"Die Stelle „{antrag.stelle}“ hat kein Kürzel im Aktenzeichen.")
    zeichen = antrag.programm.zeichen
    welcher: dict[str, Any] = {"stelle": antrag.stelle, "zeichen": zeichen, "jahr": jahr}
    Aktenzeichenkreis.objects.get_or_create(**welcher)
    kreis = Aktenzeichenkreis.objects.select_for_update().get(**welcher)
    kreis.letzte_nr += 1
    kreis.save(update_fields=["letzte_nr"])
    antrag.aktenzeichen = f"{antrag.stelle.aktenzeichen}-{zeichen}-{jahr}-{kreis.letzte_nr:05d}"
    antrag.save(update_fields=["aktenzeichen"])
    return antrag.aktenzeichen


@transaction.atomic
def nimm_auf(antrag: Antrag, *, anlass: str, inhalt: Mapping[str, Any]) -> Momentaufnahme:
    """Store what the request says now; amounts and days become text, as they are hashed.

    Raises KanonFehler for facts without a canonical form.
    """
    Antrag.objects.select_for_update().only("pk").get(pk=antrag.pk)
    text = kanonisch(inhalt)
    return Momentaufnahme.objects.create(
        antrag=antrag,
        nr=antrag.momentaufnahmen.count() + 1,
        anlass=anlass,
        inhalt=json.loads(text),
        sha256=sha256_hex(text),
    )
