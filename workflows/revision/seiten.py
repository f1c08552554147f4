"""The entry page of the Rechnungsprüfung: what is open, what is drawn, what the rules say, where the trail leads."""

from typing import Any

from django.views.generic import TemplateView

from antraege.revision import feststellungen, stichproben
from antraege.revision.models import Feststellungsstatus, Stichprobenstatus
from rollen import uhr
from rollen.ansicht import weg
from rollen.views.basis import ich
from workflows.revision.regeln import REGELN
from workflows.revision.seiten_basis import Revisionsseite

MEISTE = 5


class Revision(Revisionsseite, TemplateView):
    """`/revision/`: the newest of everything, with links to the whole lists."""

    template_name = "revision/uebersicht.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tag, person = uhr.heute(), ich(self.request)
        regeln = [(regel, zahl) for regel in REGELN.values() if (zahl := regel.anzahl(tag)) != "0"]
        offene = feststellungen.sichtbare(person).exclude(status=Feststellungsstatus.GESCHLOSSEN)
        laufende = stichproben.alle().filter(status=Stichprobenstatus.IN_ARBEIT)
        return super().get_context_data(
            feststellungen=offene[:MEISTE],
            stichproben=laufende[:MEISTE],
            regeln=regeln,
            alle_regeln=len(REGELN),
            befund=weg(person, "protokoll_befund"),
            **kwargs,
        )
