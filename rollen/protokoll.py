"""The trail: writes entries into hash-chained chains; what verifies and seals them is found here too."""

import json
from typing import Any

from django.db import connection
from django.dispatch import Signal

from rollen import uhr
from rollen.kanon import kanonisch
from rollen.kette import eintrag_hash, personen_hash
from rollen.models import Benutzer, Eintrag, Kettenkopf
from rollen.pruefung import Befund, Gesamtbefund, pruefe_alles, pruefe_kette
from rollen.rechte import Berechtigung
from rollen.siegel import siegle
from rollen.taten import Tat

__all__ = ["Befund", "Gesamtbefund", "geschrieben", "pruefe_alles", "pruefe_kette", "schreibe", "siegle"]


geschrieben = Signal()  # after each entry, within the transaction of its act: `eintrag`


def schreibe(  # noqa: PLR0913
    *,
    kette: str,
    aktion: Tat,
    objekt: str,
    akteur: Benutzer | None = None,
    berechtigung: Berechtigung | None = None,
    von: str = "",
    nach: str = "",
    vorher: dict[str, Any] | None = None,
    nachher: dict[str, Any] | None = None,
    personen: dict[str, Any] | None = None,
    dokument_hash: str = "",
    verweigert: bool = False,
) -> Eintrag:
    """Add one act or refusal to the end of a chain, within the transaction of the act itself.

    The chain stays locked until that transaction ends. Facts are stored as they are hashed: amounts and
    days as text. Raises KanonFehler for facts without a canonical form, ValueError for an act that is no
    `Tat`, RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("schreibe() must run inside the transaction of the act it records.")
    kopf = _kopf(kette)
    eintrag = Eintrag(
        kette=kette,
        nr=kopf.nr + 1,
        zeitpunkt=uhr.jetzt(),
        akteur=akteur,
        rolle=berechtigung.rolle.value if berechtigung else "",
        stelle_id=berechtigung.stelle_id if berechtigung else None,
        vertretung_fuer=berechtigung.vertretung_fuer if berechtigung else None,
        aktion=Tat(aktion),
        objekt=objekt,
        von=str(von),
        nach=str(nach),
        verweigert=verweigert,
        vorher=_schlicht(vorher),
        nachher=_schlicht(nachher),
        personen=_schlicht(personen),
        dokument_hash=dokument_hash,
        vorgaenger=kopf.hash,
    )
    eintrag.personen_hash = personen_hash(eintrag.personen)
    eintrag.hash = eintrag_hash(eintrag)
    eintrag.save(force_insert=True)
    kopf.nr, kopf.hash = eintrag.nr, eintrag.hash
    kopf.save(update_fields=["nr", "hash"])
    geschrieben.send(sender=Eintrag, eintrag=eintrag)
    return eintrag


def _kopf(kette: str) -> Kettenkopf:
    gesperrt = Kettenkopf.objects.select_for_update().filter(kette=kette)
    kopf = gesperrt.first()
    if kopf is None:
        Kettenkopf.objects.bulk_create([Kettenkopf(kette=kette)], ignore_conflicts=True)
        kopf = gesperrt.get()
    return kopf


def _schlicht(fakten: dict[str, Any] | None) -> dict[str, Any]:
    return json.loads(kanonisch(fakten or {}))
