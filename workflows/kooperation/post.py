"""Notices to the parties of an agreement: an e-mail to the Stelle and to everybody who may sign for it."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from antraege.kooperation import zeichnen
from antraege.kooperation.models import Partei
from workflows.models import Postausgang
from workflows.tuer.handlung import Handlung


def schreibe_parteien(
    handlung: Handlung, *, betreff: str, text: str, parteien: Iterable[Partei] | None = None
) -> None:
    """Tell these parties, or all of them; the address leads to the agreement."""
    alle = handlung.antrag.vereinbarung.parteien.select_related("stelle") if parteien is None else parteien
    adresse = settings.BASIS_URL + reverse("vereinbarung", args=[handlung.antrag.pk])
    Postausgang.objects.bulk_create(
        Postausgang(
            an=an,
            betreff=f"{handlung.antrag.aktenzeichen}: {betreff}"[:200],
            text=f"{text}\n\n{adresse}\n",
        )
        for an in dict.fromkeys(adresse for partei in alle for adresse in adressen(partei))
    )


def adressen(partei: Partei) -> list[str]:
    """The Stelle's own address, and those who may sign."""
    personen = [person.email for person in zeichnen.zeichnungsberechtigte(partei)]
    return [*([partei.stelle.email] if partei.stelle.email else []), *personen]
