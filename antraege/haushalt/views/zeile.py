"""One budget line with its Buchungen."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.haushalt import uebersicht
from antraege.haushalt.forms import SPALTENNAMEN
from antraege.haushalt.models import Haushaltsstelle
from antraege.haushalt.views.basis import HaushaltMixin
from rollen import rechte
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.templatetags.anzeige import zeitpunkt


class Zeile(HaushaltMixin, TemplateView):
    """A line of a Stelle whose budget the person may see; any other does not exist for them."""

    template_name = "haushalt/zeile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sichtbar = uebersicht.sichtbar(self.ich)
        zeile = get_object_or_404(sichtbar.select_related("stelle"), pk=kwargs["pk"])
        buchungen = uebersicht.buchungen(sichtbar.filter(pk=zeile.pk))
        spalte = self.request.GET.get("spalte", "")
        spalte = spalte if spalte in SPALTENNAMEN else ""
        if spalte:
            buchungen = uebersicht.die_bewegen(buchungen, spalte)
        blatt, seiten = blaettere(self.request, buchungen)
        return super().get_context_data(
            zeile=zeile,
            werte=uebersicht.werte(zeile),
            balken=uebersicht.balken_fuer(zeile),
            buchungen=blatt,
            seiten=seiten | {"name": "Seiten der Buchungen", "text": "Die neuesten Buchungen stehen oben."},
            spalte=SPALTENNAMEN.get(spalte),
            summe=uebersicht.summe(buchungen, spalte) if spalte else None,
            fakten=_fakten(zeile),
            darf_bewegen=not zeile.abgeschlossen_am
            and rechte.darf(self.ich, Recht.HAUSHALT_BEWIRTSCHAFTEN, zeile.stelle),
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
        ("Abgeschlossen", z.abgeschlossen_am and zeitpunkt(z.abgeschlossen_am)),
    ]
    return [(name, wert) for name, wert in fakten if wert]
