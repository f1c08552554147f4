"""From an Abruf to the request it needs: for an agreement, or for the money of its lump sum."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from antraege.angebote import abrufe, katalog
from antraege.angebote.models import Abruf
from antraege.antrag.models import Antrag
from antraege.antrag.views import AntragBeginnen
from antraege.programme.models import Richtlinie
from rollen.views.basis import ich
from workflows.abruf import folgen, sicht


class Folge(AntragBeginnen):
    """The usual first page of a request, with what the Abruf says filled in."""

    template_name = "abruf/folge.html"
    ueberschrift: str
    zusatz: str

    @cached_property
    def abruf(self) -> Abruf:
        """Raises Http404 for the Abruf of another institution."""
        eigene = sicht.mit_allem(abrufe.eigene(ich(self.request)))
        return get_object_or_404(eigene, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {
            "traeger": self.abruf.einrichtung_id,
            "titel": str(self.abruf)[:160],
            "standort": folgen.standort(self.abruf),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [
            {"name": "Meine Abrufe", "url": reverse("meine_abrufe")},
            {"name": str(self.abruf), "url": reverse("abruf", args=[self.abruf.pk])},
            {"name": self.ueberschrift},
        ]
        return super().get_context_data(
            abruf=self.abruf,
            ueberschrift=self.ueberschrift,
            zusatz=self.zusatz,
            brotkrumen=krumen,
            **kwargs,
        )


class AbrufVereinbaren(Folge):
    """`/modulabrufe/<pk>/vereinbarung/`"""

    ueberschrift = "Kooperation anfragen"
    zusatz = "Wir legen einen Entwurf an. Thema, Gruppe, Partner und Bedarf sind schon eingetragen."

    @cached_property
    def richtlinie(self) -> Richtlinie:
        """Raises Http404 while no cooperation can be asked for, or none is needed."""
        richtlinie = katalog.offene_richtlinie()
        if richtlinie is None or not abrufe.vereinbarung_noetig(self.abruf):
            raise Http404
        return richtlinie

    def lege_an(self, **werte: Any) -> Antrag:
        return folgen.beginne_vereinbarung(self.abruf, self.richtlinie, **werte)


class AbrufBezuschussen(Folge):
    """`/modulabrufe/<pk>/zuschuss/<programm>/`"""

    ueberschrift = "Zuschuss beantragen"
    zusatz = "Wir legen einen Entwurf an. Gruppe, Partner und die Pauschale sind schon eingetragen."

    @cached_property
    def richtlinie(self) -> Richtlinie:
        """Raises Http404 for a programme that does not suit."""
        gefunden = {r.programm_id: r for r in folgen.programme(self.abruf)}
        if self.kwargs["programm"] not in gefunden:
            raise Http404
        return gefunden[self.kwargs["programm"]]

    def lege_an(self, **werte: Any) -> Antrag:
        return folgen.beginne_zuschuss(self.abruf, self.richtlinie, **werte)
