"""Papers of the administration without a case, open to everybody: the page, and the file in the form of the city."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from antraege.dokumente.html import als_html_kontext
from antraege.gremien import dienst, zahlen
from antraege.gremien.models import ENTSCHIEDENE, Gremienvorlage, Vorlagenstatus
from rollen import rechte
from rollen.tabelle import Recht
from workflows.gremien import schreiben
from workflows.gremien.sicht import FARBEN

INNEN = (Recht.GREMIENVORLAGE_SCHREIBEN, Recht.GREMIENVORLAGE_EINBRINGEN, Recht.GREMIENLAUF_PFLEGEN)


class Verwaltungsvorlage:
    """A paper of the administration; one that is not public, or not brought in yet, is for the office only."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def vorlage(self) -> Gremienvorlage:
        """Raises Http404 for one that does not exist for this person."""
        vorlagen = Gremienvorlage.objects.filter(antrag__isnull=True).select_related("stelle")
        vorlage = vorlagen.filter(drucksache=self.kwargs["drucksache"]).first()
        if vorlage is None or not (self._oeffentlich(vorlage) or self._innen(vorlage)):
            raise Http404
        return vorlage

    def _oeffentlich(self, vorlage: Gremienvorlage) -> bool:
        return vorlage.oeffentlich and vorlage.status != Vorlagenstatus.ENTWURF

    def _innen(self, vorlage: Gremienvorlage) -> bool:
        assert vorlage.stelle is not None
        return any(rechte.darf(self.request.user, recht, vorlage.stelle) for recht in INNEN)


class Drucksache(Verwaltungsvorlage, TemplateView):
    """`/vorlagen/<drucksache>/`: what the bodies have said, what it costs, what does not fit, and every word of it."""

    recht = None
    oeffentlich = True
    template_name = "gremien/drucksache.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vorlage = self.vorlage
        return super().get_context_data(
            vorlage=vorlage,
            farbe=FARBEN[vorlage.status],
            beratungen=dienst.beratungsfolge(vorlage),
            offen="nicht erfasst" if vorlage.status in ENTSCHIEDENE else "",
            kosten=zahlen.uebersicht(vorlage),
            widersprueche=zahlen.widersprueche(vorlage),
            brotkrumen=[{"name": "Gremien", "url": reverse("gremien")}, {"name": str(vorlage)}],
            **als_html_kontext(schreiben.verwaltungsvorlage(vorlage)),
            **kwargs,
        )


class DrucksachePdf(Verwaltungsvorlage, View):
    """`/vorlagen/<drucksache>/pdf/`: the same words as on the page."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest, drucksache: str) -> HttpResponse:
        kopf = {"Content-Disposition": f'attachment; filename="DS-{self.vorlage.drucksache}.pdf"'}
        inhalt = schreiben.als_pdf(schreiben.verwaltungsvorlage(self.vorlage))
        return HttpResponse(inhalt, content_type="application/pdf", headers=kopf)
