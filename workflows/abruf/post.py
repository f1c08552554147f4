"""Notices about Abrufe and needs: an e-mail in the outbox to everybody of a Stelle, in the transaction of its cause."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from antraege.angebote.models import Abruf, Bedarf
from antraege.angebote.queries import koordinierende
from rollen.models import Stelle
from workflows.models import Postausgang
from workflows.tuer.post import adressen


def schreibe_einrichtung(abruf: Abruf, *, betreff: str, text: str) -> None:
    """Tell the school or Kita."""
    _zum_abruf(abruf, [abruf.einrichtung], betreff, text)


def schreibe_anbieter(abruf: Abruf, *, betreff: str, text: str) -> None:
    """Tell whoever offers it."""
    _zum_abruf(abruf, [abruf.anbieter], betreff, text)


def schreibe_koordination(abruf: Abruf, *, betreff: str, text: str) -> None:
    """Tell the Stellen that coordinate the topic."""
    _zum_abruf(abruf, koordinierende(abruf.themenfeld), betreff, text)


def schreibe_zum_bedarf(bedarf: Bedarf, stellen: Iterable[Stelle], *, betreff: str, text: str) -> None:
    """Tell these Stellen of a need."""
    worum = f"{bedarf.titel}\n{bedarf.einrichtung}, {bedarf.zielgruppe}\n{bedarf.wann}"
    _schreibe(stellen, f"{betreff}: {bedarf}", f"{text}\n\n{worum}", reverse("bedarf", args=[bedarf.pk]))


def _zum_abruf(abruf: Abruf, stellen: Iterable[Stelle], betreff: str, text: str) -> None:
    worum = f"{abruf.angebot.titel}\n{abruf.einrichtung}, {abruf.gruppe}\n{abruf.wann}"
    _schreibe(stellen, f"{betreff}: {abruf}", f"{text}\n\n{worum}", reverse("abruf", args=[abruf.pk]))


def _schreibe(stellen: Iterable[Stelle], betreff: str, text: str, seite: str) -> None:
    post = {
        adresse: Postausgang(an=adresse, betreff=betreff[:200], text=f"{text}\n{settings.BASIS_URL}{seite}\n")
        for stelle in stellen
        for adresse in (*([stelle.email] if stelle.email else []), *adressen(stelle))
    }
    Postausgang.objects.bulk_create(post.values())
