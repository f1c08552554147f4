"""The entry page of the Rechnungsprüfung."""

from typing import Any

from django.views.generic import TemplateView

from rollen import uhr
from workflows.revision.regeln import REGELN
from workflows.revision.seiten_basis import Revisionsseite


class Revision(Revisionsseite, TemplateView):
    """`/revision/`: what to look at."""

    template_name = "revision/uebersicht.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tag = uhr.heute()
        regeln = [(regel, zahl) for regel in REGELN.values() if (zahl := regel.anzahl(tag)) != "0"]
        return super().get_context_data(regeln=regeln, alle_regeln=len(REGELN), **kwargs)
