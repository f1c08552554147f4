"""The versions of a case with the difference between any two, and what a former Träger still reads."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from antraege.antrag.models import Momentaufnahme
from antraege.foerderung import aenderungen
from antraege.foerderung.models import Aenderung
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.aenderung import frueher
from workflows.aenderung.seiten import Aenderungsseite

ANLAESSE = {
    "eingereicht": "Eingereicht",
    "nachgereicht": "Nachgereicht",
    aenderungen.ANLASS_BEWILLIGT: "Bewilligt",
    aenderungen.ANLASS_GEAENDERT: "Geändert",
}


class Staende(Aenderungsseite, TemplateView):
    """`/antraege/<pk>/staende/?von=1&bis=3`: every version of the plan; without choice the last two."""

    template_name = "aenderung/staende.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        staende = list(self.antrag.momentaufnahmen.order_by("nr"))
        von, bis = self._gewaehlt(staende)
        return super().get_context_data(
            antrag=self.antrag,
            staende=[(s, ANLAESSE.get(s.anlass, s.anlass.capitalize())) for s in staende],
            von=von,
            bis=bis,
            neuerungen=aenderungen.neuerungen(von.inhalt, bis.inhalt) if von and bis else [],
            planunterschied=aenderungen.planunterschied(von.inhalt, bis.inhalt) if von and bis else [],
            brotkrumen=self.krumen("Fassungen"),
            fall_url=self.fall_url,
            **kwargs,
        )

    def _gewaehlt(self, staende: list[Momentaufnahme]) -> tuple[Momentaufnahme | None, Momentaufnahme | None]:
        """The two versions of the address, or the last two; nothing while there is only one."""
        je_nr = {str(stand.nr): stand for stand in staende}
        von, bis = (je_nr.get(self.request.GET.get(name, "")) for name in ("von", "bis"))
        if von and bis:
            return von, bis
        return (staende[-2], staende[-1]) if len(staende) > 1 else (None, None)


class Frueher(RechtMixin, TemplateView):
    """`/antraege/<pk>/frueher/`: the grant as it was when the organisation gave it away."""

    recht = Recht.ANTRAG_SEHEN
    template_name = "aenderung/frueher.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = ich(self.request)
        wechsel: QuerySet[Aenderung] = frueher.abgegebene(person).filter(antrag=self.kwargs["pk"])
        eine = get_object_or_404(wechsel[:1])
        return super().get_context_data(
            aenderung=eine,
            antrag=eine.antrag,
            neuerungen=aenderungen.neuerungen({}, {n: w for n, w in eine.vorher.items() if n != "plan"}),
            plan=aenderungen.planunterschied(eine.vorher, eine.vorher),
            **frueher.stand_bis(eine, person),
            **kwargs,
        )
