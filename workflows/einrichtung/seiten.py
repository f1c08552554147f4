"""The pages that try out rules which are still being written: the real forms, and a trial run that leaves nothing."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from antraege.antrag.antworten import gestellte
from antraege.antrag.forms import AngabenFormular, angaben_formular
from antraege.antrag.queries import Abschnitt, abschnitte
from antraege.foerderung.queries import Schritt
from antraege.programme.queries import mitzeichnende
from antraege.programme.redaktion.views import FassungMixin
from antraege.programme.views import aufrufe, betraege, fristen
from rollen import uhr
from rollen.views.basis import Formularantwort
from workflows.einrichtung.probelauf import spiele


class Vorschau(FassungMixin, TemplateView):
    """What an applicant would see: the programme and the task list of a draft."""

    template_name = "einrichtung/vorschau.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        r = self.richtlinie
        seiten = [
            Schritt(
                a.name,
                reverse("fassung_vorschau_seite", args=[r.pk, a.nr]),
                "offen",
                f"Fragen: {len(a.fragen)}",
            )
            for a in abschnitte(r.fragen.all())
        ]
        plan = [] if r.programm.kooperation else [Schritt("Finanzierungsplan", "", "offen")]
        liste = [
            Schritt("Vorhaben und Zeitraum", "", "offen"),
            *seiten,
            *plan,
            Schritt("Unterlagen", "", "offen"),
        ]
        return super().get_context_data(
            schritte=liste,
            betraege=betraege(r),
            aufrufe=aufrufe(r, uhr.heute()),
            fristen=fristen(r),
            mitzeichnende=mitzeichnende(r),
            brotkrumen=self.krumen({"name": "Vorschau"}),
            **kwargs,
        )


class Vorschauseite(FassungMixin, Formularantwort, FormView):
    """One page of questions as a real form; what is sent is checked and forgotten."""

    template_name = "einrichtung/vorschau_seite.html"

    @cached_property
    def abschnitt(self) -> Abschnitt:
        """Raises Http404 for a page there is not."""
        alle = {a.nr: a for a in abschnitte(self.richtlinie.fragen.all())}
        if self.kwargs["nr"] not in alle:
            raise Http404
        return alle[self.kwargs["nr"]]

    def get_form_class(self) -> type[AngabenFormular]:
        return angaben_formular(self.abschnitt.fragen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vorschau = {"name": "Vorschau", "url": reverse("fassung_vorschau", args=[self.richtlinie.pk])}
        krumen = self.krumen(vorschau, {"name": self.abschnitt.name})
        return super().get_context_data(abschnitt=self.abschnitt, brotkrumen=krumen, **kwargs)

    def form_valid(self, form: AngabenFormular) -> HttpResponse:
        """Say what would be missing, by the answers just given."""
        gefragt = gestellte(self.abschnitt.fragen, form.cleaned_data)
        fehlt = [f for f in gefragt if f.pflicht and form.cleaned_data.get(f.schluessel) is None]
        return self.render_to_response(self.get_context_data(form=form, geprueft=True, fehlt=fehlt))


class Probelauf(FassungMixin, View):
    """Play a sample application; nothing stays."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show every step, or what stopped it."""
        stationen = spiele(self.richtlinie)
        werte = {
            "richtlinie": self.richtlinie,
            "stationen": stationen,
            "gelungen": all(s.gelungen for s in stationen),
            "brotkrumen": self.krumen({"name": "Probelauf"}),
        }
        return render(request, "einrichtung/probelauf.html", werte)
