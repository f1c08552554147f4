"""The list of all cases a person may see: search, filters, keyset pages, CSV and XLSX."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from antraege.haushalt import export
from antraege.programme.models import Foerderprogramm
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.akte import sicht
from workflows.postkorb import fallliste, keyset
from workflows.postkorb.fallliste import Suche
from workflows.postkorb.filter import FaelleFilter


class Faelle(RechtMixin, TemplateView):
    """`/faelle/`: newest first; what a person may not see is not in the list."""

    recht = (Recht.FALL_SEHEN, Recht.STANDORT_SEHEN, Recht.GREMIENLAUF_PFLEGEN)
    template_name = "postkorb/faelle.html"

    @cached_property
    def wahl(self) -> dict[str, list[tuple[int, str]]]:
        """Programmes and the Stellen that lead them, in one query."""
        programme = Foerderprogramm.objects.select_related("stelle")
        stellen = {p.stelle_id: p.stelle.name for p in programme}
        return {
            "programme": [(p.pk, p.name) for p in programme],
            "stellen": sorted(stellen.items(), key=lambda stelle: stelle[1]),
        }

    @cached_property
    def suche(self) -> Suche:
        """What the address asks for."""
        werte = FaelleFilter(self.request.GET, **self.wahl).gelesen()
        werte.pop("laenge", None)
        return Suche(**werte)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or the whole list as a stream."""
        if schreibe := export.schreiber(request.GET.get("format", "")):
            return schreibe("faelle", fallliste.KOPF, fallliste.export(ich(request), self.suche))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nine queries at most, session and person included; one more for who also drafts for others."""
        suche, ziel = self.suche, keyset.Ziel.aus(self.request)
        teile = [teil.filter(suche.bedingung()) for teil in fallliste.teile(ich(self.request))]
        blatt = keyset.blatt(fallliste.zeilen(), teile, ordnung=suche.ordnung, ziel=ziel)
        orte = fallliste.orte([a.pk for a in blatt.zeilen]) if blatt.zeilen else {}
        return super().get_context_data(
            suche=suche,
            zeilen=[(antrag, orte.get(antrag.pk, [])) for antrag in blatt.zeilen],
            im_amt=sicht.im_amt(ich(self.request), blatt.zeilen),
            filter=FaelleFilter(**self.wahl, initial={**vars(suche), "laenge": ziel.laenge}),  # type: ignore[arg-type]
            seiten=keyset.seiten(self.request, blatt, suche.ordnung),
            laengen=keyset.laengen(self.request, ziel),
            andersherum=keyset.adresse(self.request, sort="neu" if suche.sort == "alt" else "alt"),
            csv=keyset.adresse(self.request, format="csv"),
            xlsx=keyset.adresse(self.request, format="xlsx"),
            **kwargs,
        )
