"""E-mails about accounts, sent after the transaction has been committed."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from rollen.models import Benutzer


def sende(vorlage: str, *, an: Benutzer, betreff: str, fakten: Mapping[str, object] | None = None) -> None:
    """Send `templates/rollen/post/<vorlage>.txt` after the commit; a failure is only logged."""
    kontext = {"basis_url": settings.BASIS_URL, "person": an, **(fakten or {})}
    text = render_to_string(f"rollen/post/{vorlage}.txt", kontext)
    transaction.on_commit(lambda: send_mail(betreff, text, None, [an.email]), robust=True)


def passwort_link(benutzer: Benutzer) -> dict[str, str]:
    """What a link for choosing a password consists of; it works once and for three days."""
    return {
        "uid": urlsafe_base64_encode(force_bytes(benutzer.pk)),
        "token": default_token_generator.make_token(benutzer),
    }
