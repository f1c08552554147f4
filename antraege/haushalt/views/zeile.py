"""One budget line with its Buchungen."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.haushalt import uebersicht
from antraege.haushalt.models import Haushaltsstelle
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import ich


class Zeile(RechtMixin, TemplateView):
    """A line of a Stelle whose budget the person may see; any other does not exist for them."""

    recht = Recht.HAUSHALT_SEHEN
    template_name = "haushalt/zeile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = uebersicht.sichtbar(ich(self.request)).select_related("stelle")
        zeile = get_object_or_404(zeilen, pk=kwargs["pk"])
        blatt = uebersicht.blatt(zeile, vor=_zahl(self.request, "vor"), nach=_zahl(self.request, "nach"))
        return super().get_context_data(
            zeile=zeile,
            balken=uebersicht.balken_fuer(zeile),
            blatt=blatt,
            seiten=_seiten(blatt),
            fakten=_fakten(zeile),
            brotkrumen=[{"name": "Haushalt", "url": reverse("haushalt")}, {"name": str(zeile)}],
            **kwargs,
        )


def _fakten(z: Haushaltsstelle) -> list[tuple[str, object]]:
    fakten: list[tuple[str, object]] = [
        ("Stelle", z.stelle),
        ("Haushaltsjahr", z.jahr),
        ("Bereich", z.get_bereich_display()),
        ("Produkt", z.produkt),
        ("Auftrag", z.auftrag),
        ("Kostenstelle", z.kostenstelle),
        ("Sachkonto", z.sachkonto),
        ("Quelle", z.quelle),
    ]
    return [(name, wert) for name, wert in fakten if wert]


def _zahl(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)


def _seiten(blatt: uebersicht.Blatt) -> dict[str, str]:
    seiten = {"name": "Seiten der Buchungen", "text": "Die neuesten Buchungen stehen oben."}
    if blatt.neuere:
        seiten |= {"erste": "?", "vorherige": f"?nach={blatt.buchungen[0].pk}"}
    if blatt.aeltere:
        seiten |= {"naechste": f"?vor={blatt.buchungen[-1].pk}", "letzte": "?nach=0"}
    return seiten
