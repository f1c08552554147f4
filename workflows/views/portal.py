"""The Träger's pages: own requests, where one stands, submit, withdraw."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.antrag.models import Antrag
from antraege.antrag.queries import bearbeitbar_fuer
from antraege.antrag.views.basis import gelesener_stand
from antraege.foerderung.services import plan_von
from antraege.foerderung.views.entwurf import Pruefen
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import ENDZUSTAENDE, Status, phasen_stand
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows import portal, services
from workflows.schritte import SCHRITTE

VOR_DER_ENTSCHEIDUNG = frozenset({Status.ENTWURF, Status.EINGEREICHT, Status.NACHFORDERUNG, Status.GEPRUEFT})


class MeineAntraege(RechtMixin, TemplateView):
    """Own to-dos on top, then all requests with phase, place and deadline."""

    recht = (Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN)
    template_name = "workflows/portal/meine_antraege.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antraege = bearbeitbar_fuer(ich(self.request)).select_related("programm", "traeger")
        blatt, seiten = blaettere(self.request, antraege)
        aufgaben, neue = portal.offene_aufgaben(blatt), portal.ungelesen(blatt)
        zeilen = [
            {"antrag": a, "lage": portal.lage(a, aufgaben.get(a.pk, [])), "neu": a.pk in neue} for a in blatt
        ]
        return super().get_context_data(
            zeilen=zeilen,
            zu_tun=[
                {"antrag": z["antrag"], "aufgabe": ort.eigene, "schritt": SCHRITTE[ort.eigene.schritt]}
                for z in zeilen
                for ort in z["lage"]
                if ort.eigene
            ],
            seiten=seiten,
            **kwargs,
        )


class AntragsseiteMixin(RechtMixin):
    """A request of the applicant's own side; any other one does not exist for them."""

    recht = (Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN)
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def antrag(self) -> Antrag:
        """Raises Http404 for a foreign request."""
        antraege = bearbeitbar_fuer(ich(self.request)).select_related(
            "programm", "richtlinie", "traeger", "stelle", "standort", "bescheid"
        )
        return get_object_or_404(antraege, pk=self.kwargs["pk"])


class AntragStatus(AntragsseiteMixin, TemplateView):
    """Bei wem liegt es, bis wann, was kommt danach."""

    template_name = "workflows/portal/status.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antrag = self.antrag
        aufgaben = portal.offene_aufgaben([antrag]).get(antrag.pk, [])
        return super().get_context_data(
            antrag=antrag,
            neu="neu" in self.request.GET,
            lage=portal.lage(antrag, aufgaben),
            phasen=phasen_stand(antrag.zustand),
            beendet=antrag.zustand in ENDZUSTAENDE,
            zurueckziehbar=antrag.zustand in VOR_DER_ENTSCHEIDUNG,
            dokumente=[
                {
                    "titel": s.titel,
                    "url": reverse("dokument", args=[s.pk]),
                    "format": "PDF",
                    "groesse": s.groesse,
                    "datum": s.erlassen_am,
                }
                for s in antrag.schriftstuecke.all()
            ],
            nachforderungen=antrag.nachforderungen.prefetch_related("punkte"),
            abrufe=antrag.mittelabrufe.all(),
            plan=plan_von(antrag),
            ungelesen=antrag.pk in portal.ungelesen([antrag]),
            **kwargs,
        )


class Einreichen(Pruefen):
    """The door behind the check page's button; defects come back on that page (422)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Submit and show the Aktenzeichen."""
        try:
            services.einreichen(self.antrag.pk, akteur=ich(request), stand=gelesener_stand(request))
        except MaengelFehler as fehler:
            messages.error(request, "Der Antrag ist noch nicht eingereicht. Bitte ergänzen Sie die offenen Punkte.")
            return self.render_to_response(self.get_context_data(fehlerhaft=fehler.maengel), status=422)
        return redirect(f"{reverse('antrag_status', args=[self.antrag.pk])}?neu")


class Rueckzug(forms.Form):
    """Why the request is withdrawn."""

    grund = forms.CharField(label="Grund", required=False, max_length=500, widget=forms.Textarea)
    sicher = forms.BooleanField(label="Ja, ich ziehe den Antrag zurück.")


class Zurueckziehen(AntragsseiteMixin, Formularantwort, FormView):
    """Withdraw until the decision, with a moment to think."""

    form_class = Rueckzug
    template_name = "workflows/portal/zurueckziehen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(antrag=self.antrag, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Withdraw through the door."""
        try:
            services.zurueckziehen(self.antrag.pk, akteur=ich(self.request), grund=form.cleaned_data["grund"])
        except MaengelFehler as fehler:
            form.add_error(None, str(fehler))
            return self.form_invalid(form)
        messages.success(self.request, "Ihr Antrag ist zurückgezogen.")
        return redirect("antrag_status", self.antrag.pk)
