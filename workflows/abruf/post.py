"""Notices about an Abruf: an e-mail in the outbox to everybody of a Stelle, in the transaction of its cause."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from antraege.angebote.models import Abruf
from antraege.angebote.queries import koordinierende
from rollen.models import Stelle
from workflows.models import Postausgang
from workflows.tuer.post import adressen


def schreibe_einrichtung(abruf: Abruf, *, betreff: str, text: str) -> None:
    """Tell the school or Kita."""
    _schreibe(abruf, [abruf.einrichtung], betreff, text)


def schreibe_anbieter(abruf: Abruf, *, betreff: str, text: str) -> None:
    """Tell whoever offers it."""
    _schreibe(abruf, [abruf.anbieter], betreff, text)


def schreibe_koordination(abruf: Abruf, *, betreff: str, text: str) -> None:
    """Tell the Stellen that coordinate the topic."""
    _schreibe(abruf, koordinierende(abruf.themenfeld), betreff, text)


def _schreibe(abruf: Abruf, stellen: Iterable[Stelle], betreff: str, text: str) -> None:
    seite = settings.BASIS_URL + reverse("abruf", args=[abruf.pk])
    worum = f"{abruf.angebot.titel}\n{abruf.einrichtung}, {abruf.gruppe}\n{abruf.wann}"
    post = {
        adresse: Postausgang(
            an=adresse, betreff=f"{betreff}: {abruf}"[:200], text=f"{text}\n\n{worum}\n{seite}\n"
        )
        for stelle in stellen
        for adresse in (*([stelle.email] if stelle.email else []), *adressen(stelle))
    }
    Postausgang.objects.bulk_create(post.values())
