"""Sends the outbox: claims a row in a transaction of its own, sends outside of any, notes the result."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.db import connection, transaction

from rollen import uhr
from workflows.models import Postausgang

# How long to wait after each attempt; whoever is killed while sending leaves the row to the next attempt.
PAUSEN = tuple(timedelta(minutes=minuten) for minuten in (1, 5, 30, 120, 360, 720, 1440, 1440))


def sende_faellige(*, weiter: Callable[[], bool] = lambda: True) -> tuple[int, int]:
    """Send what is due, as long as `weiter` says so; returns how many were sent and how many failed."""
    ergebnisse = []
    while weiter() and (post := _reserviere()):
        ergebnisse.append(_sende(post))
    return ergebnisse.count(True), ergebnisse.count(False)


def kennung(post: Postausgang) -> str:
    """The Message-ID: the same at every attempt, so that an e-mail sent twice is recognised as one."""
    return f"<postausgang-{post.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"


def _reserviere() -> Postausgang | None:
    """Count the attempt before it is made, and keep others away from the row meanwhile."""
    offen = Postausgang.objects.filter(
        gesendet_am__isnull=True, naechster_versuch_am__lte=uhr.jetzt(), versuche__lt=len(PAUSEN)
    )
    if not offen.exists():  # nothing to lock, so nobody has to wait
        return None
    frei = connection.features.has_select_for_update_skip_locked
    with transaction.atomic(durable=True):
        post = offen.select_for_update(skip_locked=frei).order_by("naechster_versuch_am", "id").first()
        if post is not None:
            post.naechster_versuch_am = uhr.jetzt() + PAUSEN[post.versuche]
            post.versuche += 1
            post.save(update_fields=["versuche", "naechster_versuch_am"])
    return post


def _sende(post: Postausgang) -> bool:
    try:
        _nachricht(post).send()
    except (SMTPException, OSError, ValueError) as fehler:
        Postausgang.objects.filter(pk=post.pk).update(fehler=f"{type(fehler).__name__}: {fehler}"[:300])
        return False
    Postausgang.objects.filter(pk=post.pk).update(gesendet_am=uhr.jetzt(), fehler="")
    return True


def _nachricht(post: Postausgang) -> EmailMessage:
    nachricht = EmailMessage(
        subject=" ".join(post.betreff.split()),
        body=post.text,
        to=[post.an],
        headers={"Message-ID": kennung(post), "Auto-Submitted": "auto-generated"},
    )
    if post.anhang:
        with default_storage.open(post.anhang) as datei:
            nachricht.attach(post.anhang_name, datei.read(), "application/pdf")
    return nachricht
