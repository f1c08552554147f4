"""The Verfahrensdokumentation as pages and as one PDF, for the auditor and the administration."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView, View

from antraege.dokumente.fakten import Druckabschnitt
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.models import Stelle
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.dokumentation.inhalt import ABSCHNITTE, Abschnitt
from workflows.pruefakte.schreiben import drucke

RECHTE = (Recht.PROTOKOLL_PRUEFEN, Recht.ROLLEN_VERGEBEN)
TITEL = "Verfahrensdokumentation"


class Uebersicht(RechtMixin, TemplateView):
    """`/verfahrensdokumentation/`: its sections."""

    recht = RECHTE
    template_name = "dokumentation/uebersicht.html"
    extra_context = {"abschnitte": ABSCHNITTE}


class Seite(RechtMixin, TemplateView):
    """One section, drawn now."""

    recht = RECHTE
    template_name = "dokumentation/abschnitt.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        abschnitt = _abschnitt(kwargs.pop("abschnitt"))
        krumen = [
            {"name": TITEL, "url": reverse("verfahrensdokumentation")},
            {"name": abschnitt.titel, "url": ""},
        ]
        teile = [(teil, mark_safe(teil.bild)) for teil in abschnitt.teile()]  # noqa: S308 - drawn by our templates
        return super().get_context_data(
            abschnitt=abschnitt, teile=teile, heute=uhr.heute(), brotkrumen=krumen, **kwargs
        )


class Pdf(RechtMixin, View):
    """Everything as one tagged PDF; pictures are tables there."""

    recht = RECHTE

    def get(self, request: HttpRequest) -> HttpResponse:
        stelle = next(b.stelle_id for b in rechte.berechtigungen(request.user) if b.recht in RECHTE)
        pdf = drucke(
            Stelle.objects.get(pk=stelle),
            leser=ich(request),
            kennung=f"VERFAHREN-{uhr.heute():%Y%m%d}",
            zeichen=TITEL,
            titel=TITEL,
            bezug=(f"Stand: {uhr.heute():%d.%m.%Y}",),
            abschnitte=tuple(
                Druckabschnitt(
                    titel=teil.titel if nr else f"{abschnitt.titel}: {teil.titel}",
                    saetze=(abschnitt.worum, *teil.saetze) if not nr else teil.saetze,
                    kopf=teil.kopf,
                    zeilen=teil.zeilen,
                )
                for abschnitt in ABSCHNITTE
                for nr, teil in enumerate(abschnitt.teile())
            ),
        )
        kopf = {"Content-Disposition": 'attachment; filename="verfahrensdokumentation.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=kopf)


def _abschnitt(kennung: str) -> Abschnitt:
    for abschnitt in ABSCHNITTE:
        if abschnitt.kennung == kennung:
            return abschnitt
    raise Http404
