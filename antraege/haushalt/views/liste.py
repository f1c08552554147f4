"""The budget: all lines a person may see, and the same as CSV."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.views.generic import TemplateView, View

from antraege.haushalt import uebersicht
from antraege.haushalt.bild import balken
from antraege.haushalt.export import csv_antwort
from antraege.haushalt.forms import ALLE, Haushaltsfilter
from antraege.haushalt.models import Haushaltsstelle
from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import ich, seite_von

ZEILEN_JE_SEITE = 100
KOPF = (
    "Jahr",
    "Stelle",
    "Bereich",
    "Produkt",
    "Auftrag",
    "Kostenstelle",
    "Sachkonto",
    "Bezeichnung",
    "Ansatz",
    "Deckung",
    "vorgemerkt",
    "gebunden",
    "ausgezahlt",
    "frei",
    "Quelle",
)


class HaushaltMixin(RechtMixin):
    """The lines a person may see, narrowed by the filter; without a choice the present year."""

    recht = Recht.HAUSHALT_SEHEN
    request: HttpRequest

    @cached_property
    def jahre(self) -> list[int]:
        return uebersicht.jahre(uebersicht.sichtbar(ich(self.request)))

    @cached_property
    def filter(self) -> Haushaltsfilter:
        gewaehlt = self.request.GET
        werte = {
            "jahr": gewaehlt.get("jahr") or self.laufendes_jahr(),
            "bereich": gewaehlt.get("bereich", ""),
        }
        return Haushaltsfilter(werte, jahre=self.jahre)

    def laufendes_jahr(self) -> str:
        """The present year, or the newest there is."""
        heute = uhr.heute().year
        return str(heute if heute in self.jahre else max(self.jahre, default=ALLE))

    def zeilen(self) -> QuerySet[Haushaltsstelle]:
        """Nothing when the filter names what is not offered; its field says so."""
        zeilen = uebersicht.sichtbar(ich(self.request))
        if not self.filter.is_valid():
            return zeilen.none()
        wahl = self.filter.cleaned_data
        if wahl["jahr"] != ALLE:
            zeilen = zeilen.filter(jahr=wahl["jahr"])
        return zeilen.filter(bereich=wahl["bereich"]) if wahl["bereich"] else zeilen


class Liste(HaushaltMixin, TemplateView):
    """One table per part of the council paper, each with its sum."""

    template_name = "haushalt/liste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = self.zeilen()
        je_bereich = uebersicht.summen_je_bereich(zeilen)
        gesamt = uebersicht.gesamt(je_bereich)
        seite = seite_von(self.request, zeilen, laenge=ZEILEN_JE_SEITE)
        tabellen = list(uebersicht.tabellen(list(seite["seite"]), je_bereich))
        return super().get_context_data(
            filter=self.filter,
            tabellen=tabellen,
            gesamt=gesamt,
            balken=balken("gesamt", titel="Stand aller gezeigten Haushaltsstellen", betraege=gesamt),
            **seite,
            **kwargs,
        )


class Export(HaushaltMixin, View):
    """The filtered lines as a file."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Streamed, so that it never fills the memory."""
        zeilen = self.zeilen().select_related("stelle").iterator(chunk_size=500)
        return csv_antwort("haushalt.csv", KOPF, map(_werte, zeilen))


def _werte(z: Haushaltsstelle) -> tuple[object, ...]:
    konto = (z.produkt, z.auftrag, z.kostenstelle, z.sachkonto, z.bezeichnung)
    betraege = (z.ansatz, z.deckung, z.vorgemerkt, z.gebunden, z.ausgezahlt, z.frei)
    return (z.jahr, z.stelle.name, z.get_bereich_display(), *konto, *betraege, z.quelle)
