"""The list of all cases a person may see: search, filters, keyset pages, CSV and XLSX."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from antraege.antrag.models import Antrag
from antraege.antrag.queries import sichtbar_fuer
from antraege.kern.status import Status
from antraege.programme.models import Foerderprogramm
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.models import Stelle
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows import export
from workflows.portal import offene_aufgaben
from workflows.schritte import SCHRITTE

BLOCK = 2000
SPALTEN = {
    "Aktenzeichen": "aktenzeichen",
    "Titel": "titel",
    "Träger": "traeger__name",
    "Programm": "programm__name",
    "Stelle": "stelle__name",
    "Status": "status",
    "Haushaltsjahr": "haushaltsjahr",
    "beantragt": "beantragt",
    "bewilligt": "bewilligt",
    "ausgezahlt": "ausgezahlt",
}


class Faelle(RechtMixin, TemplateView):
    """Newest first; what a person may not see is not in the list."""

    recht = (Recht.FALL_SEHEN, Recht.STANDORT_SEHEN)
    template_name = "workflows/faelle.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the whole list as a stream."""
        if schreibe := export.schreiber(request.GET.get("format", "")):
            zeilen = _gefiltert(request).order_by("-pk").values_list(*SPALTEN.values()).iterator(chunk_size=BLOCK)
            return schreibe("faelle", list(SPALTEN), zeilen)
        antwort: HttpResponse = super().get(request, *args, **kwargs)
        return antwort

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antraege = _gefiltert(self.request).select_related("traeger", "programm", "stelle")
        blatt, seiten = blaettere(self.request, antraege)
        aufgaben = offene_aufgaben(blatt)
        werte = self.request.GET.copy()
        return super().get_context_data(
            zeilen=[{"antrag": a, "orte": [_ort(t) for t in aufgaben.get(a.pk, [])]} for a in blatt],
            seiten=seiten,
            status=[s for s in Status if s != Status.ENTWURF],
            programme=Foerderprogramm.objects.all(),
            gewaehlt={name: werte.get(name, "") for name in ("suche", "status", "programm", "jahr")},
            jahre=range(2022, 2028),
            export_adresse=werte.urlencode(),
            **kwargs,
        )


def _ort(aufgabe: Any) -> dict[str, Any]:
    return {
        "stelle": aufgabe.stelle.name,
        "schritt": SCHRITTE[aufgabe.schritt].titel,
        "bis": aufgabe.faellig_am,
        "person": aufgabe.owner,
    }


def _gefiltert(request: HttpRequest) -> QuerySet[Antrag]:
    werte = request.GET
    antraege = sichtbar_fuer(ich(request))
    if werte.get("status") in set(Status):
        antraege = antraege.filter(status=werte["status"])
    for name, feld in (("programm", "programm"), ("jahr", "haushaltsjahr"), ("traeger", "traeger"), ("stelle", "stelle")):
        wert = werte.get(name, "")
        if wert.isascii() and wert.isdigit() and len(wert) < 10:
            antraege = antraege.filter(**{feld: int(wert)})
    suche = werte.get("suche", "").strip()[:80].replace("\x00", "")
    return antraege.filter(_gesucht(suche)) if suche else antraege


def _gesucht(suche: str) -> Q:
    """An Aktenzeichen begins with a number and is found by its index; anything else is looked for in words."""
    if suche[0].isdigit():
        return Q(aktenzeichen__startswith=suche)
    traeger = Stelle.objects.filter(name__icontains=suche)
    return Q(titel__icontains=suche) | Q(traeger__in=traeger)
