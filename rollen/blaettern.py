"""Keyset pages of a list by id, newest first: every page costs the same, whatever lies before it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SEITENLAENGE = 25


def blaettere(
    request: HttpRequest, zeilen: QuerySet[Any], *, laenge: int = SEITENLAENGE
) -> tuple[list[Any], dict[str, str]]:
    """The rows of the page that the address asks for, and the links for templates/teile/seiten.html."""
    vor, nach = _zahl(request, "vor"), _zahl(request, "nach")
    rueckwaerts = nach is not None or request.GET.get("seite") == "letzte"
    if rueckwaerts:
        stapel = list(zeilen.filter(pk__gt=nach or 0).order_by("pk")[: laenge + 1])
        mehr_neuere, mehr_aeltere = len(stapel) > laenge, nach is not None
        blatt = stapel[:laenge][::-1]
    else:
        if vor is not None:
            zeilen = zeilen.filter(pk__lt=vor)
        stapel = list(zeilen.order_by("-pk")[: laenge + 1])
        mehr_neuere, mehr_aeltere = vor is not None, len(stapel) > laenge
        blatt = stapel[:laenge]
    links: dict[str, str] = {}
    if blatt and mehr_neuere:
        links |= {"erste": _adresse(request), "vorherige": _adresse(request, nach=blatt[0].pk)}
    if blatt and mehr_aeltere:
        links |= {
            "naechste": _adresse(request, vor=blatt[-1].pk),
            "letzte": _adresse(request, seite="letzte"),
        }
    return blatt, links


def _adresse(request: HttpRequest, **stelle: object) -> str:
    werte = request.GET.copy()
    for name in ("vor", "nach", "seite"):
        werte.pop(name, None)
    for name, wert in stelle.items():
        werte[name] = str(wert)
    return f"?{werte.urlencode()}"


def _zahl(request: HttpRequest, name: str) -> int | None:
    wert = request.GET.get(name, "")
    return int(wert) if wert.isascii() and wert.isdigit() and len(wert) < 19 else None
