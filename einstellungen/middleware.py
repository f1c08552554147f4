"""Rules every answer keeps."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def antwortregeln(weiter: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Pages with a session are never kept by caches; no page may use device features."""

    def antworte(request: HttpRequest) -> HttpResponse:
        antwort = weiter(request)
        antwort.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if request.user.is_authenticated:
            antwort.headers["Cache-Control"] = "no-store"
        return antwort

    return antworte
