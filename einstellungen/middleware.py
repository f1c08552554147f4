"""Rules every answer keeps, and the one place where the door's refusals become pages."""

import logging
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from antraege.dokumente.textpflege.platzhalter import TextbausteinFehlt
from antraege.maschine import STANDFEHLER
from rollen.fehler import Ueberholt
from rollen.rechte import Verweigert, berechtigungen
from rollen.tabelle import Recht

Antworter = Callable[[HttpRequest], HttpResponse]
KEIN_TEXT = "Zu einem Schreiben fehlt noch ein gültiger Text. Bitte sagen Sie das der Servicestelle."
ANDERER_STAND = "Dieser Schritt passt nicht mehr zum Stand des Vorgangs."
protokoll = logging.getLogger(__name__)
VERSCHWIEGEN = frozenset({"csrfmiddlewaretoken", "stand", "password", "code"})


def antwortregeln(weiter: Antworter) -> Antworter:
    """Pages with a session are never kept by caches; no page may use device features."""

    def antworte(request: HttpRequest) -> HttpResponse:
        antwort = weiter(request)
        antwort.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if request.user.is_authenticated:
            antwort.headers["Cache-Control"] = "no-store"
        return antwort

    return antworte


class Ausnahmen:
    """Refusals with their reasons (403), outdated pages with what was typed (409), letters without a text (422).

    Who writes texts reads which one is missing; everybody else, whom to tell.
    Nothing has changed then: every act is one transaction.
    """

    def __init__(self, weiter: Antworter) -> None:
        self.weiter = weiter

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do as long as all goes well."""
        return self.weiter(request)

    def process_exception(self, request: HttpRequest, fehler: Exception) -> HttpResponse | None:
        """Only these; everything else is Django's."""
        if isinstance(fehler, Verweigert):
            return render(
                request, "fehler/403.html", {"exception": fehler, **_zurueck(request, "Zurück")}, status=403
            )
        if isinstance(fehler, TextbausteinFehlt):
            protokoll.error("%s: %s", request.path, fehler)
            pflegt = any(b.recht == Recht.RICHTLINIE_BEARBEITEN for b in berechtigungen(request.user))
            grund = f"{fehler} Sie ergänzen ihn unter „Texte“." if pflegt else KEIN_TEXT
            werte = {"grund": grund, **_zurueck(request, "Zurück")}
            return render(request, "fehler/422.html", werte, status=422)
        if isinstance(fehler, STANDFEHLER):
            protokoll.error("%s: %s", request.path, fehler)
            return _ueberholt(request, ANDERER_STAND)
        if not isinstance(fehler, Ueberholt):
            return None
        return _ueberholt(request, str(fehler), fehler.eingaben)


def _ueberholt(request: HttpRequest, grund: str, eingaben: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    roh = [(name, wert) for name, wert in request.POST.items() if wert and name not in VERSCHWIEGEN]
    werte = {"grund": grund, "eingaben": eingaben or roh}
    return render(
        request, "fehler/409.html", {**werte, **_zurueck(request, "Neuen Stand ansehen")}, status=409
    )


def _zurueck(request: HttpRequest, text: str) -> dict[str, str]:
    """Back to the page of ours that the person came from, in its present state."""
    seite = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(seite, {request.get_host()}, require_https=request.is_secure()):
        return {}
    return {"weiter_url": seite, "weiter_text": text}
