"""Change and cancel a date: both reach those who have booked it or wait for it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView

from antraege.angebote import queries
from antraege.angebote.forms import Terminformular
from antraege.angebote.models import LAUFEND, Termin
from antraege.angebote.views.pflege import versuche_mit_formular
from antraege.antrag.views import gelesener_stand
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich
from workflows.abruf import tuer
from workflows.abruf.formulare import Terminabsage


class Terminseite(RechtMixin, Formularantwort, FormView):
    """A date of an own offer; any other one does not exist for this person."""

    recht = Recht.ANGEBOT_PFLEGEN
    aktion: ClassVar[Tat]
    seitentitel: ClassVar[str]
    erfolg: ClassVar[str]
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def termin(self) -> Termin:
        """Raises Http404 for a date of a foreign offer."""
        eigene = Termin.objects.filter(stamm__in=queries.eigene(ich(self.request)))
        return get_object_or_404(eigene.select_related("stamm__anbieter"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stamm = self.termin.stamm
        krumen = [
            {"name": "Meine Angebote", "url": reverse("meine_angebote")},
            {"name": stamm.titel, "url": reverse("termine", args=[stamm.pk])},
            {"name": self.seitentitel},
        ]
        return super().get_context_data(
            termin=self.termin,
            betroffene=self.termin.abrufe.filter(status__in=LAUFEND).count(),
            stand=self.request.POST.get("stand", self.termin.stand),
            brotkrumen=krumen,
            **kwargs,
        )

    def tat(self, form: Any) -> Callable[..., Termin]:
        """What is done, without date, stand and actor."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        stand, akteur = gelesener_stand(self.request), ich(self.request)
        ergebnis = versuche_mit_formular(
            self,
            form,
            lambda: self.tat(form)(stand=stand, akteur=akteur),
            aktion=self.aktion,
            angebot=self.termin.stamm,
        )
        if isinstance(ergebnis, HttpResponse):
            return ergebnis
        messages.success(self.request, self.erfolg)
        return redirect("termine", self.termin.stamm_id)


class TerminAendern(Terminseite):
    """`/termine/<pk>/`: other values for one date."""

    template_name = "angebote/termin.html"
    form_class = Terminformular
    aktion, seitentitel, erfolg = Tat.TERMIN_AENDERN, "Termin ändern", "Der Termin ist geändert."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "termin": self.termin}

    def tat(self, form: Any) -> Callable[..., Termin]:
        return lambda **wie: tuer.aendere_termin(self.termin.pk, form.inhalt, **wie)


class TerminAbsagen(Terminseite):
    """`/termine/<pk>/absagen/`: it does not take place, and everybody concerned reads why."""

    template_name = "angebote/termin_absagen.html"
    form_class = Terminabsage
    aktion, seitentitel = Tat.TERMIN_ABSAGEN, "Termin absagen"
    erfolg = "Der Termin ist abgesagt. Alle, die gebucht hatten, sind benachrichtigt."

    def tat(self, form: Any) -> Callable[..., Termin]:
        return lambda **wie: tuer.sage_termin_ab(self.termin.pk, grund=form.cleaned_data["grund"], **wie)
