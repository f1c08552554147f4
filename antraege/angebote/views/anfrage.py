"""`/angebote/<pk>/anfragen/`: begin the request for a cooperation that uses this offer."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from antraege.angebote import anfrage, queries
from antraege.angebote.models import Angebot
from antraege.antrag.models import Antrag
from antraege.antrag.views.beginn import AntragBeginnen
from antraege.programme.models import Richtlinie
from rollen import uhr


class AngebotAnfragen(AntragBeginnen):
    """The usual first page of a request, with what the offer says already filled in."""

    template_name = "angebote/anfragen.html"

    def betrete(self) -> None:
        """Raises Http404 for an offer that does not count today."""
        super().betrete()
        _ = self.angebot

    @cached_property
    def angebot(self) -> Angebot:
        """Raises Http404 for one that does not count today."""
        geltende = queries.mit_allem(queries.geltende(uhr.heute()))
        return get_object_or_404(geltende, pk=self.kwargs["pk"])

    @cached_property
    def richtlinie(self) -> Richtlinie:
        """Raises Http404 while no cooperation can be asked for."""
        richtlinie = anfrage.offene_richtlinie()
        if richtlinie is None:
            raise Http404
        return richtlinie

    def get_initial(self) -> dict[str, Any]:
        return {"titel": self.angebot.titel, "standort": anfrage.einziger_standort(self.angebot)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        angebot = self.angebot
        krumen = [
            {"name": "Angebote", "url": reverse("angebote")},
            {"name": angebot.titel, "url": reverse("angebot", args=[angebot.pk])},
            {"name": "Kooperation anfragen"},
        ]
        return super().get_context_data(angebot=angebot, brotkrumen=krumen, **kwargs)

    def lege_an(self, **werte: Any) -> Antrag:
        return anfrage.frage_an(self.angebot, self.richtlinie, **werte)
