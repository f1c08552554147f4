"""The ledger itself: every Buchung a person may see; behind each figure, exactly those that make it."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from antraege.haushalt import uebersicht
from antraege.haushalt.forms import ALLE, SPALTENNAMEN, Buchungsfilter
from antraege.haushalt.models import Buchung
from antraege.haushalt.models.konto import SUMMEN
from antraege.haushalt.views.basis import BLOCK, HaushaltMixin, Listenseite
from rollen.blaettern import blaettere

KOPF = (
    "Nummer",
    "Zeitpunkt",
    "Jahr",
    "Haushaltsstelle",
    "Bezeichnung",
    "Art",
    "Aktenzeichen",
    *(SPALTENNAMEN[spalte] for spalte in SUMMEN),
    "Text",
    "Gebucht von",
)


class Buchungen(HaushaltMixin, Listenseite):
    """Newest first; the sum of the chosen column stands above them."""

    template_name = "haushalt/buchungen.html"
    reiter = "haushaltsbuchungen"

    @cached_property
    def filter(self) -> Buchungsfilter:
        werte = self.request.GET.copy()
        werte.setdefault("jahr", ALLE)
        return Buchungsfilter(werte, jahre=self.jahre)

    def buchungen(self) -> QuerySet[Buchung]:
        """Nothing when the filter names what is not offered; its field says so."""
        if not self.filter.is_valid():
            return Buchung.objects.none()
        wahl, zeilen = self.filter.cleaned_data, uebersicht.sichtbar(self.ich)
        if wahl["jahr"] != ALLE:
            zeilen = zeilen.filter(jahr=wahl["jahr"])
        if wahl["bereich"]:
            zeilen = zeilen.filter(bereich=wahl["bereich"])
        if wahl["zeile"]:
            zeilen = zeilen.filter(pk=wahl["zeile"])
        buchungen = uebersicht.buchungen(zeilen)
        gleich = {feld: wahl[feld] for feld in ("art", "aktenzeichen") if wahl[feld]}
        buchungen = buchungen.filter(**gleich)
        return uebersicht.die_bewegen(buchungen, wahl["spalte"]) if wahl["spalte"] else buchungen

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        buchungen = self.buchungen()
        spalte = self.filter.cleaned_data.get("spalte", "")
        blatt, seiten = blaettere(self.request, buchungen)
        return super().get_context_data(
            filter=self.filter,
            buchungen=blatt,
            seiten=seiten,
            spalte=SPALTENNAMEN.get(spalte),
            summe=uebersicht.summe(buchungen, spalte) if spalte else None,
            **self.adressen(),
            **kwargs,
        )

    def liste(self) -> tuple[str, Any, Any]:
        """Streamed, so that it never fills the memory."""
        return "buchungen", KOPF, map(_werte, self.buchungen().order_by("pk").iterator(chunk_size=BLOCK))


def _werte(b: Buchung) -> tuple[object, ...]:
    zeile, person = b.haushaltsstelle, b.gebucht_von
    vorne = (b.pk, b.zeitpunkt, zeile.jahr, zeile.konto, zeile.bezeichnung, b.get_art_display())
    betraege = (getattr(b, spalte) for spalte in SUMMEN)
    return (*vorne, b.aktenzeichen, *betraege, b.text, person.name if person else "")
