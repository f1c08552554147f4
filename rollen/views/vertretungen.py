"""Leitung maintains who stands in for whom at their Stelle."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.views.generic import FormView, TemplateView

from rollen import rechte, uhr, vertretungen
from rollen.ansicht import RechtMixin
from rollen.forms.mitgliedschaften import Ende
from rollen.forms.vertretungen import NeueVertretung
from rollen.models import Benutzer, Mitgliedschaft, Vertretung
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich, seite_von
from rollen.views.zeilen import stand_am


def personen_der_stellen(leitung: Benutzer) -> QuerySet[Benutzer]:
    """Who holds a role today where this person maintains deputies, and nowhere else."""
    heute = Mitgliedschaft.objects.filter(rechte.gueltig(uhr.heute()))
    eigene = rechte.stellen_mit(leitung, Recht.VERTRETUNG_PFLEGEN)
    hier = heute.filter(gruppe__stelle__in=eigene).values("benutzer")
    anderswo = heute.exclude(gruppe__stelle__in=eigene).values("benutzer")
    return Benutzer.objects.filter(pk__in=hier).exclude(pk__in=anderswo)


class Vertretungen(RechtMixin, TemplateView):
    """All deputyships of the people of one's Stellen, the newest first."""

    recht = Recht.VERTRETUNG_PFLEGEN
    template_name = "rollen/vertretungen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        alle = Vertretung.objects.filter(vertretener__in=personen_der_stellen(ich(self.request)))
        alle = alle.select_related("vertretener", "vertreter").order_by("-bis", "-pk")
        seiten = seite_von(self.request, alle)
        heute = uhr.heute()
        zeilen = [{"vertretung": v, "stand": stand_am(heute, v.von, v.bis)} for v in seiten["seite"]]
        return super().get_context_data(zeilen=zeilen, **seiten, **kwargs)


class VertretungNeu(RechtMixin, Formularantwort, FormView):
    """One person stands in for another from day to day."""

    recht = Recht.VERTRETUNG_PFLEGEN
    template_name = "rollen/vertretung_neu.html"
    form_class = NeueVertretung
    success_url = reverse_lazy("vertretungen")

    def get_form_kwargs(self) -> dict[str, Any]:
        akteur = ich(self.request)
        return {**super().get_form_kwargs(), "personen": personen_der_stellen(akteur), "akteur": akteur}

    def form_valid(self, form: NeueVertretung) -> HttpResponse:
        try:
            vertretungen.einrichten(**form.cleaned_data, akteur=ich(self.request))
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
        messages.success(self.request, "Die Vertretung ist eingetragen.")
        return super().form_valid(form)


class VertretungBeenden(RechtMixin, Formularantwort, FormView):
    """Asks for the last day, then ends the deputyship."""

    recht = Recht.VERTRETUNG_PFLEGEN
    template_name = "rollen/vertretung_beenden.html"
    form_class = Ende
    success_url = reverse_lazy("vertretungen")

    def vertretung(self) -> Vertretung:
        alle = Vertretung.objects.filter(vertretener__in=personen_der_stellen(ich(self.request)))
        return get_object_or_404(alle.select_related("vertretener", "vertreter"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(vertretung=self.vertretung(), **kwargs)

    def form_valid(self, form: Ende) -> HttpResponse:
        v, bis = self.vertretung(), form.cleaned_data["bis"]
        try:
            vertretungen.beenden(v.pk, akteur=ich(self.request), bis=bis)
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
        messages.success(self.request, "Die Vertretung endet.")
        return super().form_valid(form)
