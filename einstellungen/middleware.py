"""Rules every answer keeps, and the one place where the door's refusals become pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from antraege.antrag.fehler import VeralteterStand
from rollen.rechte import Verweigert
from workflows.fehler import Ueberholt

Antworter = Callable[[HttpRequest], HttpResponse]
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
    """A refusal with its reasons (403); someone was faster or the page is outdated, with what was typed (409)."""

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
        if not isinstance(fehler, Ueberholt | VeralteterStand):
            return None
        roh = [(name, wert) for name, wert in request.POST.items() if wert and name not in VERSCHWIEGEN]
        werte = {"grund": str(fehler), "eingaben": getattr(fehler, "eingaben", ()) or roh}
        return render(
            request, "fehler/409.html", {**werte, **_zurueck(request, "Neuen Stand ansehen")}, status=409
        )


def _zurueck(request: HttpRequest, text: str) -> dict[str, str]:
    """Back to the page of ours that the person came from, in its present state."""
    seite = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(seite, {request.get_host()}, require_https=request.is_secure()):
        return {}
    return {"weiter_url": seite, "weiter_text": text}
