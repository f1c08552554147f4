"""The dates of an own offer: those to come, those that are over, a new one, a changed one."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView

from antraege.angebote import queries, termine
from antraege.angebote.forms import Terminformular
from antraege.angebote.models import Termin
from antraege.angebote.views.pflege import EigenesAngebot, versuche_mit_formular
from antraege.antrag.views import gelesener_stand
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich


class Termine(EigenesAngebot, Formularantwort, FormView):
    """`/meine-angebote/<pk>/termine/`: every date of the offer, and the form for the next."""

    template_name = "angebote/termine.html"
    form_class = Terminformular

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kommende = termine.kommende(self.angebot)
        fruehere = termine.von(self.angebot).exclude(pk__in=kommende.values("pk"))
        zeilen, seiten = blaettere(self.request, fruehere)
        krumen = [
            {"name": "Meine Angebote", "url": reverse("meine_angebote")},
            {"name": self.angebot.titel, "url": reverse("angebot", args=[self.angebot.pk])},
            {"name": "Termine"},
        ]
        return super().get_context_data(
            angebot=self.angebot,
            kommende=kommende,
            fruehere=zeilen,
            seiten=seiten,
            brotkrumen=krumen,
            **kwargs,
        )

    def form_valid(self, form: Terminformular) -> HttpResponse:
        wochen, akteur = form.cleaned_data["wochen"], ich(self.request)
        ergebnis = versuche_mit_formular(
            self,
            form,
            lambda: termine.trage_ein(self.angebot, form.inhalt, wochen=wochen, akteur=akteur),
            aktion=Tat.TERMIN_EINTRAGEN,
            angebot=self.angebot,
        )
        if isinstance(ergebnis, HttpResponse):
            return ergebnis
        messages.success(self.request, "Eingetragen. Schulen und Kitas sehen den Termin im Katalog.")
        return redirect("termine", self.angebot.pk)


class TerminAendern(RechtMixin, Formularantwort, FormView):
    """`/termine/<pk>/`: other values for one date."""

    recht = Recht.ANGEBOT_PFLEGEN
    template_name = "angebote/termin.html"
    form_class = Terminformular
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def termin(self) -> Termin:
        """Raises Http404 for a date of a foreign offer."""
        eigene = Termin.objects.filter(stamm__in=queries.eigene(ich(self.request)))
        return get_object_or_404(eigene.select_related("stamm__anbieter"), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "termin": self.termin}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stamm = self.termin.stamm
        krumen = [
            {"name": "Meine Angebote", "url": reverse("meine_angebote")},
            {"name": stamm.titel, "url": reverse("termine", args=[stamm.pk])},
            {"name": "Termin ändern"},
        ]
        stand = self.request.POST.get("stand", self.termin.stand)
        return super().get_context_data(termin=self.termin, stand=stand, brotkrumen=krumen, **kwargs)

    def form_valid(self, form: Terminformular) -> HttpResponse:
        stand, akteur = gelesener_stand(self.request), ich(self.request)
        ergebnis = versuche_mit_formular(
            self,
            form,
            lambda: termine.aendere(self.termin.pk, form.inhalt, stand=stand, akteur=akteur),
            aktion=Tat.TERMIN_AENDERN,
            angebot=self.termin.stamm,
        )
        if isinstance(ergebnis, HttpResponse):
            return ergebnis
        messages.success(self.request, "Der Termin ist geändert.")
        return redirect("termine", self.termin.stamm_id)
