"""Two organisations are paid on one account."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from rollen.models import Bankverbindung
from rollen.models.bankverbindung import GILT
from workflows.revision.regel import Regel, Treffer


def zeilen(_tag: date) -> QuerySet[Any]:
    """Accounts in force that are in force for another organisation too."""
    gilt = Bankverbindung.objects.filter(GILT)
    andere = gilt.filter(iban=OuterRef("iban")).exclude(stelle=OuterRef("stelle"))
    return gilt.filter(Exists(andere)).select_related("stelle")


def zeile(konto: Bankverbindung) -> Treffer:
    """The masked account, and what was said to it."""
    geklaert = f" Geklärt: {konto.doppelt_begruendung}" if konto.doppelt_begruendung else " Nicht geklärt."
    text = f"Das Konto {konto.maskiert} gilt auch für eine andere Organisation.{geklaert}"
    return Treffer(konto.pk, None, konto.stelle, None, text)


REGEL = Regel(
    "doppelte-iban",
    "Gleiches Konto bei mehreren Organisationen",
    "Bestätigte Bankverbindungen, deren IBAN auch für eine andere Organisation gilt.",
    "§ 31 KomHVO NRW, Dienstanweisung Finanzbuchhaltung",
    "",
    zeilen,
    zeile,
)
