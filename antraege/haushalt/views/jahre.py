"""The budget years: whether each may be burdened, since when its Satzung is in force, who released that."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView

from antraege.haushalt import uebersicht
from antraege.haushalt.bewegungsforms import Inkrafttreten, NeuesJahr
from antraege.haushalt.hauptbuch.bewegungen import einheit
from antraege.haushalt.jahr import jahrespflege
from antraege.haushalt.jahr.jahre import verpflichtungshindernisse
from antraege.haushalt.models import Haushaltsjahr, Jahreswechsel
from antraege.haushalt.views.basis import HaushaltMixin
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, versuche


def einheiten(benutzer: Benutzer, jahr: int) -> list[Stelle]:
    """The Fachbereiche and Eigenbetriebe with lines of this year that the person may see, by name."""
    zeilen = uebersicht.sichtbar(benutzer).filter(jahr=jahr)
    stellen = Stelle.objects.filter(haushaltsstellen__in=zeilen).distinct()
    return sorted({einheit(stelle) for stelle in stellen}, key=lambda stelle: stelle.name)


class Haushaltsjahre(HaushaltMixin, Formularantwort, FormView):
    """All years, newest first, and the form that plans one more."""

    template_name = "haushalt/jahre.html"
    form_class = NeuesJahr
    success_url = reverse_lazy("haushaltsjahre")
    reiter = "haushaltsjahre"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        heute = uhr.heute()
        zeilen = [(j, verpflichtungshindernisse(j.jahr, tag=heute)) for j in Haushaltsjahr.objects.all()]
        return super().get_context_data(
            zeilen=zeilen, darf_planen=self.darf(Recht.HAUSHALT_BEWIRTSCHAFTEN), **kwargs
        )

    def form_valid(self, form: NeuesJahr) -> HttpResponse:
        try:
            jahr = jahrespflege.plane_jahr(form.cleaned_data["jahr"], akteur=self.ich)
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
        messages.success(self.request, f"Das Haushaltsjahr {jahr} ist angelegt.")
        return super().form_valid(form)


class HaushaltsjahrSeite(HaushaltMixin, Formularantwort, FormView):
    """One year: propose the day of its Satzung, release it, and its ends per unit."""

    template_name = "haushalt/jahr.html"
    form_class = Inkrafttreten
    reiter = "haushaltsjahre"

    @cached_property
    def jahr(self) -> Haushaltsjahr:
        personen = ("vorgeschlagen_von", "freigegeben_von", "abgeschlossen_von")
        return get_object_or_404(Haushaltsjahr.objects.select_related(*personen), jahr=self.kwargs["jahr"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jahr, ich = self.jahr, self.ich
        wechsel = {w.stelle_id: w for w in Jahreswechsel.objects.filter(jahr=jahr)}
        return super().get_context_data(
            jahr=jahr,
            hindernisse=verpflichtungshindernisse(jahr.jahr, tag=uhr.heute()),
            einheiten=[(stelle, wechsel.get(stelle.pk)) for stelle in einheiten(ich, jahr.jahr)],
            darf_vorschlagen=not jahr.abgeschlossen_am and self.darf(Recht.HAUSHALT_BEWIRTSCHAFTEN),
            darf_freigeben=bool(jahr.vorschlag_ab)
            and jahr.vorgeschlagen_von_id != ich.pk
            and self.darf(Recht.HAUSHALT_FREIGEBEN),
            brotkrumen=[
                {"name": "Haushaltsjahre", "url": reverse("haushaltsjahre")},
                {"name": str(jahr)},
            ],
            **kwargs,
        )

    def form_valid(self, form: Inkrafttreten) -> HttpResponse:
        try:
            jahrespflege.schlage_inkrafttreten_vor(self.jahr.jahr, form.cleaned_data["tag"], akteur=self.ich)
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
        messages.success(self.request, "Vorgeschlagen. Eine zweite Person gibt den Tag frei.")
        return redirect("haushaltsjahr", self.jahr.jahr)


class JahrFreigeben(HaushaltMixin, FormView):
    """Releases the proposed day that the page has shown."""

    recht = Recht.HAUSHALT_FREIGEBEN
    http_method_names = ["post"]
    form_class = Inkrafttreten

    def form_valid(self, form: Inkrafttreten) -> HttpResponse:
        jahr = get_object_or_404(Haushaltsjahr, jahr=self.kwargs["jahr"])
        stelle = next(b.stelle_id for b in rechte.berechtigungen(self.ich) if b.recht == self.recht)
        versuche(
            self.request,
            lambda: jahrespflege.gib_inkrafttreten_frei(jahr.jahr, form.cleaned_data["tag"], akteur=self.ich),
            stelle_id=stelle,
            aktion=Tat.HAUSHALTSJAHR_FREIGEBEN,
            objekt=f"haushaltsjahr/{jahr}",
        )
        messages.success(self.request, f"Freigegeben: Die Haushaltssatzung {jahr} ist eingetragen.")
        return redirect("haushaltsjahr", jahr.jahr)

    def form_invalid(self, form: Inkrafttreten) -> HttpResponse:
        """Only a page that was tampered with sends no day."""
        return HttpResponse("Bitte laden Sie die Seite neu.", status=422)
