"""Keyset pages of a list: every page costs the same, whatever lies before it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

SEITENLAENGE = 25
NEUESTE_ZUERST = ("-pk",)
ZAEHLGRENZE = 99


def in_worten(zahl: int) -> str:
    """A count as pages show it: "99+" for more than 99."""
    return str(zahl) if zahl <= ZAEHLGRENZE else f"{ZAEHLGRENZE}+"


def gezaehlt(zeilen: QuerySet[Any]) -> str:
    """How many rows there are, up to "99+": never a count over everything. One query."""
    return in_worten(zeilen.order_by()[: ZAEHLGRENZE + 1].count())


def blaettere(
    request: HttpRequest,
    zeilen: QuerySet[Any],
    *,
    laenge: int = SEITENLAENGE,
    ordnung: Sequence[str] = NEUESTE_ZUERST,
) -> tuple[list[Any], dict[str, str]]:
    """The rows of the page that the address asks for, and the links for templates/teile/seiten.html.

    `ordnung` is what order_by() takes, the id last; an index on these columns gives the rows in this order. The
    address names a row by its id, `vor` for the page behind it and `nach` for the one before it.
    """
    vor, nach = _zahl(request, "vor"), _zahl(request, "nach")
    rueckwaerts = nach is not None or request.GET.get("seite") == "letzte"
    marke = nach if rueckwaerts else vor
    richtung = [_umgekehrt(feld) for feld in ordnung] if rueckwaerts else list(ordnung)
    if marke is not None:
        zeilen = zeilen.filter(_jenseits(zeilen.model, richtung, marke))
    stapel = list(zeilen.order_by(*richtung)[: laenge + 1])
    mehr, blatt = len(stapel) > laenge, stapel[:laenge]
    davor, danach = (mehr, nach is not None) if rueckwaerts else (vor is not None, mehr)
    if rueckwaerts:
        blatt.reverse()
    links: dict[str, str] = {}
    if blatt and davor:
        links |= {"erste": _adresse(request), "vorherige": _adresse(request, nach=blatt[0].pk)}
    if blatt and danach:
        links |= {
            "naechste": _adresse(request, vor=blatt[-1].pk),
            "letzte": _adresse(request, seite="letzte"),
        }
    return blatt, links


def _umgekehrt(feld: str) -> str:
    return feld.removeprefix("-") if feld.startswith("-") else f"-{feld}"


def _jenseits(modell: type[Model], richtung: Sequence[str], marke: int) -> Q:
    """The rows behind this one; all of them when it is gone. Its place is read by its id, for a name is too long."""
    felder = [feld.removeprefix("-") for feld in richtung]
    werte: Sequence[Any] | None = (marke,)
    if felder != ["pk"]:
        werte = modell._base_manager.filter(pk=marke).values_list(*felder).first()
    if werte is None:
        return Q()
    grenze, gleich = Q(), Q()
    vergleiche = ["lt" if feld.startswith("-") else "gt" for feld in richtung]
    for feld, vergleich, wert in zip(felder, vergleiche, werte, strict=True):
        grenze |= gleich & Q(**{f"{feld}__{vergleich}": wert})
        gleich &= Q(**{feld: wert})
    return (
        Q(**{f"{felder[0]}__{vergleiche[0]}e": werte[0]}) & grenze
    )  # the first column says where the index begins


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
