"""What everybody may read: the two sites, their institutions, and who coordinates the six topics."""

from typing import Any

from django.views.generic import TemplateView

from antraege.angebote.models import Standort, Themenfeld


class Standorte(TemplateView):
    """One section per site, one table of topics."""

    recht = None
    oeffentlich = True
    template_name = "angebote/standorte.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        einrichtungen = ("einrichtungen__stelle__eltern", "einrichtungen__ogs_traeger")
        return super().get_context_data(
            standorte=Standort.objects.select_related("stelle").prefetch_related(*einrichtungen),
            themenfelder=Themenfeld.objects.prefetch_related("koordination"),
            **kwargs,
        )
