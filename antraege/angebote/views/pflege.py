"""Offers of the own organisation, and the office that publishes them."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.angebote import dienst, katalog, queries
from antraege.angebote.forms import AngebotFormular, Entscheidung
from antraege.angebote.maengel import angebotsmaengel
from antraege.angebote.models import Angebot, Angebotsstatus
from antraege.antrag.views import gelesener_stand, getippt, veraltet
from antraege.kern.maengel import MaengelFehler
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich, versuche

T = TypeVar("T")


def versuche_mit_formular(
    seite: Any, form: forms.BaseForm, tat: Callable[[], T], *, aktion: Tat, angebot: Angebot
) -> T | HttpResponse:
    """Carry out an act whose words come from the form of this page, and give back what it gives; or the answer.

    Outdated: 409 with everything typed. Defects: the form again, each on its field (422). Raises Verweigert
    after writing the refusal down.
    """
    ergebnis: list[T] = []
    try:
        _versuche(seite.request, lambda: ergebnis.append(tat()), aktion=aktion, angebot=angebot)
    except Ueberholt as fehler:
        return veraltet(seite.request, fehler, eingaben=getippt(form))
    except MaengelFehler as fehler:
        antwort: HttpResponse = seite.mit_maengeln(form, fehler.maengel)
        return antwort
    return ergebnis[0]


def versuche_mit_knopf(
    request: HttpRequest, tat: Callable[[], Angebot], *, aktion: Tat, angebot: Angebot, erfolg: str
) -> HttpResponse:
    """Carry out an act of one button and go back to the offer; what stands against it is told in words (422)."""
    try:
        _versuche(request, tat, aktion=aktion, angebot=angebot)
    except MaengelFehler as fehler:
        grund = {"grund": "Das geht noch nicht.", "bedingungen": fehler.maengel}
        weiter = {"weiter_url": reverse("angebot", args=[angebot.pk]), "weiter_text": "Zum Angebot"}
        return render(request, "fehler/422.html", {**grund, **weiter}, status=422)
    messages.success(request, erfolg)
    return redirect("angebot", angebot.pk)


def _versuche(request: HttpRequest, tat: Callable[[], object], *, aktion: Tat, angebot: Angebot) -> None:
    versuche(
        request, tat, stelle_id=angebot.anbieter_id, aktion=aktion, objekt=f"angebot/{angebot.pk or 'neu'}"
    )


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


class AngebotePruefen(RechtMixin, TemplateView):
    """`/angebote-pruefen/`: what waits for a decision of this person."""

    recht = Recht.ANGEBOT_VEROEFFENTLICHEN
    template_name = "angebote/wartende.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wartende = queries.wartende(ich(self.request))
        mit = ("anbieter", "themenfeld", "vorgelegt_von")
        angebote, seiten = blaettere(self.request, wartende.select_related(*mit))
        return super().get_context_data(angebote=angebote, seiten=seiten, **kwargs)


class AngebotPruefen(RechtMixin, Formularantwort, FormView):
    """One offer as it would be published, what stands against it, and the two ways to decide."""

    recht = Recht.ANGEBOT_VEROEFFENTLICHEN
    template_name = "angebote/pruefen.html"
    form_class = Entscheidung
    kwargs: dict[str, Any]

    @cached_property
    def angebot(self) -> Angebot:
        """Raises Http404 for one on which somebody else decides."""
        eigene = queries.mit_allem(queries.zu_entscheiden(ich(self.request)))
        return get_object_or_404(eigene.select_related("vorgelegt_von"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        angebot = self.angebot
        bisher = queries.alle_fassungen(angebot).filter(status=Angebotsstatus.VEROEFFENTLICHT).first()
        hinderung = dienst.hinderung(angebot, ich(self.request))
        return super().get_context_data(
            angebot=angebot,
            ort=katalog.ort_in_worten(angebot),
            bisher=bisher,
            stand=self.request.POST.get("stand", angebot.stand),
            offen=angebot.status == Angebotsstatus.VORGELEGT,
            verbot=[{"text": hinderung}] if hinderung else [],
            maengel=angebotsmaengel(angebot),
            brotkrumen=[
                {"name": "Angebote prüfen", "url": reverse("angebote_pruefen")},
                {"name": angebot.titel},
            ],
            **kwargs,
        )

    def form_valid(self, form: Entscheidung) -> HttpResponse:
        was = form.cleaned_data["entscheidung"]
        ergebnis = versuche_mit_formular(
            self,
            form,
            lambda: self._entscheide(was, form.cleaned_data["grund"]),
            aktion=Tat(f"angebot_{was}"),
            angebot=self.angebot,
        )
        if isinstance(ergebnis, HttpResponse):
            return ergebnis
        worte = {"veroeffentlichen": "veröffentlicht", "zurueckgeben": "zurückgegeben"}
        messages.success(self.request, f"„{ergebnis}“ ist {worte[was]}.")
        return redirect("angebote_pruefen")

    def _entscheide(self, was: str, grund: str) -> Angebot:
        pk, stand, akteur = self.angebot.pk, gelesener_stand(self.request), ich(self.request)
        if was == "zurueckgeben":
            return dienst.gib_zurueck(pk, grund=grund, stand=stand, akteur=akteur)
        return dienst.veroeffentliche(pk, stand=stand, akteur=akteur)
