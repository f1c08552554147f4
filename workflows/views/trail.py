"""The trail for people: of one case with the chain's verdict, and the auditor's search over everything."""

import json
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from antraege.antrag.models import Antrag
from antraege.antrag.queries import sichtbar_fuer
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.models import Eintrag
from rollen.pruefung import pruefe_kette
from rollen.tabelle import Recht, Rolle
from rollen.views.basis import ich

FELDER = ("nr", "zeitpunkt", "akteur__name", "rolle", "aktion", "von", "nach", "verweigert", "vorher", "nachher", "hash")


def als_zeile(eintrag: Eintrag) -> dict[str, Any]:
    """An entry as templates/teile/trail.html shows it."""
    felder = [*eintrag.vorher, *(f for f in eintrag.nachher if f not in eintrag.vorher)]
    return {
        "zeit": eintrag.zeitpunkt,
        "was": eintrag.aktion.replace("_", " ").capitalize(),
        "wer": eintrag.akteur.name if eintrag.akteur else "System",
        "rolle": Rolle(eintrag.rolle).bezeichnung if eintrag.rolle else "",
        "stelle": eintrag.stelle.name if eintrag.stelle else "",
        "vertretung": eintrag.vertretung_fuer.name if eintrag.vertretung_fuer else "",
        "von": eintrag.von,
        "nach": eintrag.nach,
        "verweigert": eintrag.verweigert,
        "aenderungen": [(f, _wort(eintrag.vorher.get(f)), _wort(eintrag.nachher.get(f))) for f in felder],
        "hash": f"{eintrag.hash}{' · Dokument ' + eintrag.dokument_hash if eintrag.dokument_hash else ''}",
        "kette": eintrag.kette,
    }


def _wort(wert: Any) -> str:
    return wert if isinstance(wert, str) else "" if wert is None else json.dumps(wert, ensure_ascii=False)


class FallTrail(RechtMixin, TemplateView):
    """Everything that happened in one case, refusals too."""

    recht = (Recht.PROTOKOLL_SEHEN, Recht.PROTOKOLL_PRUEFEN)
    template_name = "workflows/trail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or all entries as data."""
        self.antrag = get_object_or_404(self._antraege(), pk=kwargs["pk"])
        self.eintraege = Eintrag.objects.filter(kette=self.antrag.kette)
        if request.GET.get("format") == "json":
            return JsonResponse(list(self.eintraege.values(*FELDER)), safe=False)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = self.eintraege.select_related("akteur", "stelle", "vertretung_fuer")
        blatt, seiten = blaettere(self.request, zeilen, laenge=100)
        return super().get_context_data(
            antrag=self.antrag,
            eintraege=[als_zeile(e) for e in blatt],
            seiten=seiten,
            befund=pruefe_kette(self.antrag.kette),
            **kwargs,
        )

    def _antraege(self) -> QuerySet[Antrag]:
        return sichtbar_fuer(ich(self.request)).select_related("traeger", "stelle")


class ProtokollSuche(RechtMixin, TemplateView):
    """Read-only search over the whole trail."""

    recht = Recht.PROTOKOLL_PRUEFEN
    template_name = "workflows/trail_suche.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        werte = self.request.GET
        zeilen = Eintrag.objects.filter(_gesucht(werte)).select_related("akteur", "stelle", "vertretung_fuer")
        blatt, seiten = blaettere(self.request, zeilen)
        return super().get_context_data(
            eintraege=[{**als_zeile(e), "text": _fallname(e.kette)} for e in blatt],
            seiten=seiten,
            gewaehlt={name: werte.get(name, "") for name in ("aktenzeichen", "person", "verweigert")},
            **kwargs,
        )


def _fallname(kette: str) -> str:
    return kette.replace("antrag/", "Fall ").replace("stelle/", "Stelle ")


def _gesucht(werte: Any) -> Q:
    q = Q()
    if az := werte.get("aktenzeichen", "").strip().replace("\x00", ""):
        faelle = Antrag.objects.filter(aktenzeichen__startswith=az).values_list("pk", flat=True)[:100]
        q &= Q(kette__in=[f"antrag/{pk}" for pk in faelle])
    if person := werte.get("person", "").strip().replace("\x00", ""):
        q &= Q(akteur__name__icontains=person)
    return q & Q(verweigert=True) if werte.get("verweigert") else q
