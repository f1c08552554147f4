"""The offers of one's own organisation: list, write, hand in, withdraw."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.angebote import dienst, queries
from antraege.angebote.forms import AngebotFormular
from antraege.angebote.models import Angebot
from antraege.angebote.views.basis import versuche_mit_formular, versuche_mit_knopf
from antraege.antrag.views.basis import gelesener_stand
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich


class MeineAngebote(RechtMixin, TemplateView):
    """`/meine-angebote/`: every version of every own offer, the newest first."""

    recht = Recht.ANGEBOT_PFLEGEN
    template_name = "angebote/meine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigene = queries.eigene(ich(self.request)).select_related("anbieter", "themenfeld")
        angebote, seiten = blaettere(self.request, eigene)
        return super().get_context_data(zeilen=angebote, seiten=seiten, **kwargs)


class EigenesAngebot(RechtMixin):
    """An offer that this person may work on; any other one does not exist for them."""

    recht = Recht.ANGEBOT_PFLEGEN
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def angebot(self) -> Angebot:
        """Raises Http404 for a foreign one."""
        eigene = queries.eigene(ich(self.request)).select_related("anbieter", "themenfeld")
        return get_object_or_404(eigene, pk=self.kwargs["pk"])


class AngebotNeu(RechtMixin, Formularantwort, FormView):
    """A new draft."""

    recht = Recht.ANGEBOT_PFLEGEN
    template_name = "angebote/formular.html"
    form_class = AngebotFormular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "anbietbare": queries.anbietbare(ich(self.request))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Meine Angebote", "url": reverse("meine_angebote")}, {"name": "Neues Angebot"}]
        return super().get_context_data(brotkrumen=krumen, **kwargs)

    def form_valid(self, form: AngebotFormular) -> HttpResponse:
        anbieter, standorte = form.cleaned_data["anbieter"], form.cleaned_data["standorte"]
        return _weiter(
            self.request,
            versuche_mit_formular(
                self,
                form,
                lambda: dienst.lege_an(anbieter, form.inhalt, standorte=standorte, akteur=ich(self.request)),
                aktion=Tat.ANGEBOT_ANLEGEN,
                angebot=Angebot(anbieter=anbieter),
            ),
        )


class AngebotBearbeiten(EigenesAngebot, Formularantwort, FormView):
    """Change a draft; a published offer gets a successor that has to be published again."""

    template_name = "angebote/formular.html"
    form_class = AngebotFormular

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy, so that what is typed never reaches the stored offer past the service."""
        return {**super().get_form_kwargs(), "instance": Angebot.objects.get(pk=self.angebot.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Meine Angebote", "url": reverse("meine_angebote")}, {"name": self.angebot.titel}]
        stand = self.request.POST.get("stand", self.angebot.stand)
        offene = dienst.offene_fassung(self.angebot)
        return super().get_context_data(
            angebot=self.angebot, stand=stand, offene=offene, brotkrumen=krumen, **kwargs
        )

    def form_valid(self, form: AngebotFormular) -> HttpResponse:
        werte = {"standorte": form.cleaned_data["standorte"], "stand": gelesener_stand(self.request)}
        return _weiter(
            self.request,
            versuche_mit_formular(
                self,
                form,
                lambda: dienst.bearbeite(self.angebot.pk, form.inhalt, akteur=ich(self.request), **werte),
                aktion=Tat.ANGEBOT_AENDERN,
                angebot=self.angebot,
            ),
        )


def _weiter(request: HttpRequest, ergebnis: Angebot | HttpResponse) -> HttpResponse:
    if isinstance(ergebnis, HttpResponse):
        return ergebnis
    messages.success(request, "Gespeichert. Legen Sie das Angebot vor, damit es veröffentlicht wird.")
    return redirect("angebot", ergebnis.pk)


class AngebotVorlegen(EigenesAngebot, View):
    """Ask the office to publish."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand in."""
        return versuche_mit_knopf(
            request,
            lambda: dienst.lege_vor(pk, stand=gelesener_stand(request), akteur=ich(request)),
            aktion=Tat.ANGEBOT_VORLEGEN,
            angebot=self.angebot,
            erfolg="Das Angebot ist vorgelegt. Die koordinierende Stelle prüft es.",
        )


class AngebotZurueckziehen(EigenesAngebot, View):
    """Take a draft back, or a published offer out of the catalogue."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw."""
        return versuche_mit_knopf(
            request,
            lambda: dienst.ziehe_zurueck(pk, stand=gelesener_stand(request), akteur=ich(request)),
            aktion=Tat.ANGEBOT_ZURUECKZIEHEN,
            angebot=self.angebot,
            erfolg="Das Angebot ist zurückgezogen.",
        )
