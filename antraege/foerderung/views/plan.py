"""The page of the Finanzierungsplan: rows, sums, difference; every defect at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.generic import TemplateView

from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.views.basis import EntwurfMixin, gelesener_stand, veraltet
from antraege.foerderung.forms import (
    EinheitenFormular,
    gespeicherte_zeilen,
    getippte_zeilen,
    mit_leerer_zeile,
    plan_formular,
)
from antraege.foerderung.models import Deckungsart, Seite
from antraege.foerderung.plan import verteilungen
from antraege.foerderung.services import maengel_des_plans, plan_von, speichere_plan
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.programme.models import Finanzierungsart
from rollen.fehler import Ueberholt
from rollen.views.basis import ich


class Plan(EntwurfMixin, TemplateView):
    """Two tables that must come out equal; unequal sides can be saved and are named as a defect."""

    template_name = "foerderung/plan.html"

    def offen(self) -> bool:
        gefragt = any(punkt.bezug == Bezugsart.PLAN for punkt in self.punkte)
        return not self.antrag.kooperation and (self.antrag.status == Status.ENTWURF or gefragt)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        formset = kwargs.pop("formset", None) or plan_formular(zeilen=gespeicherte_zeilen(self.antrag))
        return super().get_context_data(
            formset=formset,
            summen=formset.summen(),
            seiten=[("ausgabe", "Ausgaben", formset.ausgaben), ("deckung", "Deckung", formset.deckung)],
            richtlinie=self.antrag.richtlinie,
            einheiten=kwargs.pop("einheiten", None) or self._einheitenform(),
            verteilungen=verteilungen(self.antrag),
            **kwargs,
        )

    def _einheitenform(self, daten: QueryDict | None = None) -> EinheitenFormular | None:
        """The number of units, where the programme pays per unit."""
        if self.antrag.richtlinie.finanzierungsart != Finanzierungsart.EINHEITEN:
            return None
        return EinheitenFormular(
            daten, initial={"einheiten": self.antrag.einheiten}, richtlinie=self.antrag.richtlinie
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.extra_context = {"maengel": self._maengel()}
        return super().get(request, *args, **kwargs)

    def _maengel(self) -> list[Mangel]:
        """Defects of what is saved; an empty plan is not scolded."""
        plan = plan_von(self.antrag)
        return maengel_des_plans(self.antrag, plan) if plan.positionen else []

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if (seite := request.POST.get("zeile")) in Seite.values:
            zeilen = mit_leerer_zeile(getippte_zeilen(request.POST), str(seite))
            erweitert = {
                "formset": plan_formular(zeilen=zeilen),
                "einheiten": self._einheitenform(request.POST),
            }
            return self.render_to_response(self.get_context_data(**erweitert))
        formset, einheiten = plan_formular(request.POST), self._einheitenform(request.POST)
        if not all([formset.is_valid(), einheiten is None or einheiten.is_valid()]):
            fehler = self.get_context_data(formset=formset, einheiten=einheiten)
            return self.render_to_response(fehler, status=422)
        try:
            speichere_plan(
                self.antrag,
                formset.positionen(),
                akteur=ich(request),
                stand=gelesener_stand(request),
                einheiten=einheiten.cleaned_data["einheiten"] if einheiten else None,
            )
        except Ueberholt as fehler:
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
