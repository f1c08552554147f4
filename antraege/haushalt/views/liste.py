"""The budget: all lines a person may see, how the years went, and the same as CSV and XLSX."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from antraege.haushalt import uebersicht
from antraege.haushalt.bild import balken
from antraege.haushalt.forms import ALLE, Haushaltsfilter
from antraege.haushalt.models import Haushaltsstelle
from antraege.haushalt.views.basis import BLOCK, HaushaltMixin, Listenseite
from rollen.views.basis import seite_von

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
    "erstattet",
    "frei",
    "Quelle",
)


class Liste(HaushaltMixin, Listenseite):
    """One table per part of the council paper, each with its sum; without a choice the present year."""

    template_name = "haushalt/liste.html"

    @cached_property
    def filter(self) -> Haushaltsfilter:
        gewaehlt = self.request.GET
        werte = {
            "jahr": gewaehlt.get("jahr") or self.laufendes_jahr(),
            "bereich": gewaehlt.get("bereich", ""),
        }
        return Haushaltsfilter(werte, jahre=self.jahre)

    def alle_jahre(self) -> QuerySet[Haushaltsstelle]:
        """The lines of all years; nothing when the filter names what is not offered; its field says so."""
        zeilen = uebersicht.sichtbar(self.ich)
        if not self.filter.is_valid():
            return zeilen.none()
        bereich = self.filter.cleaned_data["bereich"]
        return zeilen.filter(bereich=bereich) if bereich else zeilen

    def zeilen(self) -> QuerySet[Haushaltsstelle]:
        """The lines of the chosen year."""
        zeilen = self.alle_jahre()
        jahr = self.filter.cleaned_data.get("jahr", ALLE)
        return zeilen if jahr == ALLE else zeilen.filter(jahr=jahr)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = self.zeilen()
        je_bereich = uebersicht.summen_je_bereich(zeilen)
        gesamt = uebersicht.gesamt(je_bereich.values())
        seite = seite_von(self.request, zeilen, laenge=ZEILEN_JE_SEITE)
        je_jahr = uebersicht.summen_je_jahr(self.alle_jahre())
        wahl = self.filter.cleaned_data if self.filter.is_valid() else {}
        return super().get_context_data(
            filter=self.filter,
            tabellen=list(uebersicht.tabellen(list(seite["seite"]), je_bereich)),
            gesamt=gesamt,
            balken=balken("gesamt", titel="Stand aller gezeigten Haushaltsstellen", betraege=gesamt),
            verlauf=uebersicht.verlauf(je_jahr),
            je_jahr=je_jahr,
            wahl=wahl,
            **self.adressen(),
            **seite,
            **kwargs,
        )

    def liste(self) -> tuple[str, Any, Any]:
        """Streamed, so that it never fills the memory."""
        zeilen = self.zeilen().select_related("stelle").iterator(chunk_size=BLOCK)
        return "haushalt", KOPF, map(_werte, zeilen)


def _werte(z: Haushaltsstelle) -> tuple[object, ...]:
    konto = (z.produkt, z.auftrag, z.kostenstelle, z.sachkonto, z.bezeichnung)
    betraege = tuple(uebersicht.werte(z).values())
    return (z.jahr, z.stelle.name, z.get_bereich_display(), *konto, *betraege, z.quelle)
