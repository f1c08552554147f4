"""Sends the outbox: one e-mail per transaction, recognisable by its Message-ID when it is sent twice."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from rollen import uhr
from workflows.models import Postausgang

VERSUCHE = 10
PAUSE_SEKUNDEN = 5


class Command(BaseCommand):
    """`--dauerhaft` goes on until it is told to stop."""

    help = "Sendet die E-Mails im Postausgang."
    weiter = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Once, or for ever."""
        parser.add_argument("--dauerhaft", action="store_true", help="alle paar Sekunden, bis zum Ende")

    def handle(self, *_args: Any, **o: Any) -> None:
        """Send what is open."""
        if o["dauerhaft"]:
            signal.signal(signal.SIGTERM, self._halte)
            while self.weiter:
                sende_alle()
                time.sleep(PAUSE_SEKUNDEN)
        else:
            self.stdout.write(f"{sende_alle()} E-Mails gesendet.")

    def _halte(self, *_: Any) -> None:
        self.weiter = False


def sende_alle() -> int:
    """How many were sent; a row that fails keeps its error and is tried again later, up to ten times."""
    gesendet = 0
    offene = Postausgang.objects.filter(gesendet_am__isnull=True, versuche__lt=VERSUCHE)
    for pk in offene.values_list("pk", flat=True)[:1000]:
        gesendet += _sende(pk)
    return gesendet


@transaction.atomic
def _sende(pk: int) -> int:
    sperre = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    post = Postausgang.objects.select_for_update(**sperre).filter(pk=pk, gesendet_am__isnull=True).first()
    if post is None:
        return 0
    post.versuche += 1
    try:
        _nachricht(post).send()
    except OSError as fehler:
        post.fehler = str(fehler)[:300]
    else:
        post.gesendet_am, post.fehler = uhr.jetzt(), ""
    post.save(update_fields=["versuche", "fehler", "gesendet_am"])
    return 1 if post.gesendet_am else 0


def _nachricht(post: Postausgang) -> EmailMessage:
    absender = settings.DEFAULT_FROM_EMAIL
    kennung = f"<postausgang-{post.pk}@{absender.rpartition('@')[2]}>"
    betreff = " ".join(post.betreff.split())
    return EmailMessage(betreff, post.text, absender, [post.an], headers={"Message-ID": kennung})
