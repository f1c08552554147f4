"""Mein Kalender: the secret link to the own deadlines, and the file behind it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.views.basis import ich
from workflows.models import Kalenderzugang
from workflows.postkorb import kalender
from workflows.postkorb import kalender as kalenderzugang

_COOKIE = "kalenderlink"
_SALZ = "workflows.postkorb.kalender"
_SEKUNDEN = 120


class MeinKalender(RechtMixin, View):
    """`/konto/kalender/`: make, renew and revoke the link. It is shown once, on the page after the click."""

    recht = ANGEMELDET

    def get(self, request: HttpRequest) -> HttpResponse:
        """The secret travels to this page in a signed cookie of two minutes; the server keeps only its hash."""
        token = request.get_signed_cookie(_COOKIE, default="", salt=_SALZ, max_age=_SEKUNDEN)
        link = f"{settings.BASIS_URL}{reverse('kalenderdatei', args=[token])}" if token else ""
        zugang = Kalenderzugang.objects.filter(benutzer=ich(request)).first()
        antwort = render(request, "postkorb/mein_kalender.html", {"zugang": zugang, "link": link})
        if _COOKIE in request.COOKIES:
            antwort.delete_cookie(_COOKIE, path=reverse("kalender"), samesite="Strict")
        return antwort

    def post(self, request: HttpRequest) -> HttpResponse:
        antwort = redirect("kalender")
        if request.POST.get("tat") == "widerrufen":
            if kalenderzugang.widerrufe(ich(request)):
                messages.success(request, "Der Link ist widerrufen. Er führt ab sofort ins Leere.")
            return antwort
        werte: dict[str, Any] = {"path": reverse("kalender"), "secure": settings.SESSION_COOKIE_SECURE}
        token = kalenderzugang.erstelle(ich(request))
        antwort.set_signed_cookie(
            _COOKIE, token, salt=_SALZ, max_age=_SEKUNDEN, httponly=True, samesite="Strict", **werte
        )
        return antwort


class Kalenderdatei(View):
    """`/kalender/<token>.ics`: whoever knows the secret reads the deadlines; a wrong one is an unknown page."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Raises Http404 for a wrong or revoked secret. Ten queries at most."""
        person = kalenderzugang.person_zu(token)
        if person is None:
            raise Http404
        kopf = {
            "Content-Disposition": 'inline; filename="kindercampus.ics"',
            "Cache-Control": "private, no-store",
            "X-Robots-Tag": "noindex",
        }
        inhalt = kalender.als_ics(kalender.termine(person))
        return HttpResponse(inhalt, content_type="text/calendar; charset=utf-8", headers=kopf)
