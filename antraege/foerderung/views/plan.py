"""The page of the Finanzierungsplan: rows, sums, difference; every defect at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from antraege.antrag.fehler import VeralteterStand
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.views.basis import EntwurfMixin, gelesener_stand, veraltet
from antraege.foerderung.forms import (
    gespeicherte_zeilen,
    getippte_zeilen,
    mit_leerer_zeile,
    plan_formular,
)
from antraege.foerderung.models import Deckungsart, Seite
from antraege.foerderung.services import grenzen, plan_von, speichere_plan
from antraege.kern.finanzierung import pruefe_plan
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from rollen.views.basis import ich


class Plan(EntwurfMixin, TemplateView):
    """Two tables that must come out equal; unequal sides can be saved and are named as a defect."""

    template_name = "foerderung/plan.html"

    def offen(self) -> bool:
        gefragt = any(punkt.bezug == Bezugsart.PLAN for punkt in self.punkte)
        return self.antrag.status == Status.ENTWURF or gefragt

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        formset = kwargs.pop("formset", None) or plan_formular(zeilen=gespeicherte_zeilen(self.antrag))
        return super().get_context_data(
            formset=formset,
            summen=formset.summen(),
            seiten=[("ausgabe", "Ausgaben", formset.ausgaben), ("deckung", "Deckung", formset.deckung)],
            richtlinie=self.antrag.richtlinie,
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.extra_context = {"maengel": self._maengel()}
        return super().get(request, *args, **kwargs)

    def _maengel(self) -> list[Mangel]:
        """Defects of what is saved; an empty plan is not scolded."""
        plan = plan_von(self.antrag)
        return pruefe_plan(plan, grenzen(self.antrag.richtlinie)) if plan.positionen else []

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if (seite := request.POST.get("zeile")) in Seite.values:
            zeilen = mit_leerer_zeile(getippte_zeilen(request.POST), str(seite))
            return self.render_to_response(self.get_context_data(formset=plan_formular(zeilen=zeilen)))
        formset = plan_formular(request.POST)
        if not formset.is_valid():
            return self.render_to_response(self.get_context_data(formset=formset), status=422)
        try:
            positionen, stand = formset.positionen(), gelesener_stand(request)
            speichere_plan(self.antrag, positionen, akteur=ich(request), stand=stand)
        except VeralteterStand as fehler:
            return veraltet(request, fehler, eingaben=_getippt(request))
        return self._weiter()

    def _weiter(self) -> HttpResponse:
        """With defects the page comes again and names them."""
        if self._maengel():
            messages.warning(
                self.request, "Der Plan ist gespeichert. Bitte ändern Sie noch die genannten Punkte."
            )
            return redirect("antrag_plan", self.antrag.pk)
        messages.success(self.request, "Der Finanzierungsplan ist gespeichert.")
        return redirect("antrag_entwurf", self.antrag.pk)


def _getippt(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed, one line per row."""
    woerter = dict(Deckungsart.choices)
    return [
        (
            "Ausgabe" if zeile["seite"] == Seite.AUSGABE else woerter.get(zeile["art"], "Deckung"),
            ": ".join(filter(None, (zeile["bezeichnung"], zeile["betrag"]))),
        )
        for zeile in getippte_zeilen(request.POST)
    ]
