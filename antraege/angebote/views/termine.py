"""The dates of an own offer: those to come, those that are over, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from antraege.angebote import termine
from antraege.angebote.forms import Terminformular
from antraege.angebote.views.pflege import EigenesAngebot, versuche_mit_formular
from rollen.blaettern import blaettere
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
