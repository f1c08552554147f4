"""Rules every answer keeps, and the one place where the door's refusals become pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from antraege.antrag.fehler import VeralteterStand
from workflows.fehler import Ueberholt

Antworter = Callable[[HttpRequest], HttpResponse]
VERSCHWIEGEN = frozenset({"csrfmiddlewaretoken", "stand", "password"})


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
    """Someone was faster, or the page is outdated: the friendly page with what was typed (409)."""

    def __init__(self, weiter: Antworter) -> None:
        self.weiter = weiter

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do as long as all goes well."""
        return self.weiter(request)

    def process_exception(self, request: HttpRequest, fehler: Exception) -> HttpResponse | None:
        """Only these two; everything else is Django's."""
        if not isinstance(fehler, Ueberholt | VeralteterStand):
            return None
        roh = [(name, wert) for name, wert in request.POST.items() if wert and name not in VERSCHWIEGEN]
        werte = {"grund": str(fehler), "eingaben": getattr(fehler, "eingaben", ()) or roh, "weiter_url": request.path}
        return render(request, "fehler/409.html", werte, status=409)
