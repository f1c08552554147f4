"""The office: offers that wait for publication, and the decision on each."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.angebote import dienst, katalog, queries
from antraege.angebote.forms import Entscheidung
from antraege.angebote.maengel import angebotsmaengel
from antraege.angebote.models import Angebot, Angebotsstatus
from antraege.angebote.views.basis import versuche_mit_formular
from antraege.antrag.views.basis import gelesener_stand
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich


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
