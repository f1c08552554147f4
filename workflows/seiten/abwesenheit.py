"""What follows when one of the people of a Leitung is away."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.formulare import tag
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.postkorb import abwesenheit, leitung
from workflows.postkorb.vorrat import Arbeitsvorrat

VORSCHAU = timedelta(days=13)
LAENGSTENS = timedelta(days=366)


class Zeitraum(forms.Form):
    """From which day to which; both count."""

    von = tag("Abwesend von", required=True)
    bis = tag("bis", required=True)

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the beginning, nor more than a year after it."""
        daten = super().clean() or self.cleaned_data
        von, bis = daten.get("von"), daten.get("bis")
        if von and bis and bis < von:
            self.add_error("bis", "Der letzte Tag liegt vor dem ersten.")
        elif von and bis and bis - von > LAENGSTENS:
            self.add_error("bis", "Bitte höchstens ein Jahr.")
        return daten


class Abwesenheit(RechtMixin, TemplateView):
    """`/ueberblick/abwesenheit/<pk>/?von=&bis=`: only people of Stellen where one assigns tasks, others are 404."""

    recht = Recht.AUFGABEN_ZUWEISEN
    template_name = "seiten/abwesenheit.html"

    @cached_property
    def vorrat(self) -> Arbeitsvorrat:
        """The Stellen of the person who looks."""
        return Arbeitsvorrat(ich(self.request))

    @cached_property
    def person(self) -> Benutzer:
        """Who is away."""
        leute = leitung.leute(ich(self.request), self.vorrat.geleitete)
        return get_object_or_404(leute, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without days in the address, the next two weeks."""
        heute, person = uhr.heute(), self.person
        daten = {"von": f"{heute}", "bis": f"{heute + VORSCHAU}", **self.request.GET.dict()}
        form = Zeitraum(daten)
        krumen = [{"name": "Überblick", "url": reverse("ueberblick")}, {"name": person.name, "url": ""}]
        return super().get_context_data(
            person=person,
            form=form,
            brotkrumen=krumen,
            zur_liste=f"{reverse('postkorb')}?reiter=stelle&person={person.pk}",
            **(self._folgen(form) if form.is_valid() else {}),
            **kwargs,
        )

    def _folgen(self, form: Zeitraum) -> dict[str, Any]:
        tage = {"von": form.cleaned_data["von"], "bis": form.cleaned_data["bis"]}
        vertretungen = abwesenheit.vertretungen(self.person, **tage)
        vertreter = list(dict.fromkeys(v.vertreter for v in vertretungen))
        folgen, mehr = abwesenheit.folgen(self.person, self.vorrat.geleitete, vertreter, **tage)
        return {
            **tage,
            "vertretungen": vertretungen,
            "luecken": abwesenheit.luecken(vertretungen, **tage),
            "ruhend": abwesenheit.ruhende_rechte(self.person, vertreter, **tage),
            "niemand": [folge for folge in folgen if not folge.koennen],
            "andere": [folge for folge in folgen if folge.koennen],
            "mehr": mehr,
        }
