"""The inbox of a case, for both sides."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from django.views.generic import FormView

from antraege.antrag.models import Antrag
from antraege.antrag.queries import sichtbar_fuer
from antraege.kern.maengel import MaengelFehler
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows import services
from workflows.models import Nachricht, Richtung


class Schreiben(forms.Form):
    """A message."""

    betreff = forms.CharField(label="Betreff", max_length=160)
    text = forms.CharField(label="Nachricht", max_length=4000, widget=forms.Textarea)


class NachrichtenMixin(RechtMixin):
    """The messages of a request this person may see; any other request does not exist for them."""

    recht = (Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN, Recht.FALL_SEHEN, Recht.STANDORT_SEHEN)
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def antrag(self) -> Antrag:
        """Raises Http404 for a foreign request."""
        antraege = sichtbar_fuer(ich(self.request)).select_related("traeger", "stelle", "programm")
        return get_object_or_404(antraege, pk=self.kwargs["pk"])

    @cached_property
    def eingang(self) -> Richtung:
        """Which direction is incoming for this person."""
        beim_traeger = rechte.darf(ich(self.request), Recht.ANTRAG_SEHEN, self.antrag.traeger)
        return Richtung.AN_TRAEGER if beim_traeger else Richtung.AN_AMT


class Nachrichten(NachrichtenMixin, Formularantwort, FormView):
    """Read and write."""

    form_class = Schreiben
    template_name = "workflows/nachrichten.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = Nachricht.objects.filter(antrag=self.antrag).select_related("verfasst_von")
        blatt, seiten = blaettere(self.request, zeilen)
        return super().get_context_data(
            antrag=self.antrag, nachrichten=blatt, seiten=seiten, eingang=self.eingang, **kwargs
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Send through the door."""
        try:
            services.schreibe_nachricht(self.antrag.pk, akteur=ich(self.request), **form.cleaned_data)
        except MaengelFehler as fehler:
            form.add_error(None, str(fehler))
            return self.form_invalid(form)
        messages.success(self.request, "Ihre Nachricht ist gesendet.")
        return redirect("nachrichten", self.antrag.pk)


class NachrichtenGelesen(NachrichtenMixin, View):
    """Mark what came in as read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Only incoming messages of this side."""
        neue = Nachricht.objects.filter(antrag=self.antrag, richtung=self.eingang, gelesen_am__isnull=True)
        neue.update(gelesen_am=uhr.jetzt())
        return redirect("nachrichten", self.antrag.pk)
