"""Notes and tags of a case, and the filters a person has kept."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import FormView

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler
from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.views.basis import Formularantwort, ich
from workflows.akte import sicht
from workflows.merken import tuer
from workflows.models import GemerkterFilter, Notiz, Schlagwort

LISTEN = {
    "faelle": "Fälle",
    "postkorb": "Postkorb",
    "register": "Vereinbarungen",
    "jugendhilfeliste": "Liste für den Offenen Ganztag",
    "auswertungen": "Auswertung: Mittel",
    "zuwendungen": "Auswertung: Zuwendungen",
    "verfahrensdauer": "Auswertung: Verfahren",
    "auswertung_module": "Auswertung: Vereinbarungen und Module",
    "jahresbericht": "Jahresbericht",
    "auswertung_faelle": "Auswertung: Fälle",
    "auswertung_aufgaben": "Auswertung: Aufgaben",
    "auswertung_abrufe": "Auswertung: Abrufe",
}
NICHT_GEMERKT = ("nach", "vor", "seite", "format")
ZU_LANG = "Dieser Filter ist zu lang. Bitte nehmen Sie etwas heraus."


class Notizformular(forms.Form):
    """What somebody should keep in mind."""

    text = forms.CharField(
        label="Neue Notiz", max_length=500, help_text="Nur das Amt liest sie, nie der Träger."
    )


class Schlagwortformular(forms.Form):
    """A word to find the case by."""

    wort = forms.CharField(label="Neues Schlagwort", max_length=40)


class Filterformular(forms.Form):
    """The own name for a filtered list."""

    name = forms.CharField(label="Name", max_length=60)


class _AmFall(Formularantwort, RechtMixin, FormView):
    """A form about one case that the office sees; any other case is 404."""

    recht = sicht.FALLRECHTE
    template_name = "merken/notizen.html"
    form_class: type[forms.Form] = Notizformular
    http_method_names = ["get", "post"]

    @cached_property
    def antrag(self) -> Antrag:
        """The case. Raises Http404."""
        return sicht.fall_fuer(ich(self.request), self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only of a case that this person sees."""
        _ = self.antrag
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only at a case that this person sees."""
        _ = self.antrag
        tuer.verlange_schreibend(ich(request))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        return super().get_context_data(
            form=form,
            antrag=self.antrag,
            schreibt=tuer.schreibt(ich(self.request)),
            notizform=form if isinstance(form, Notizformular) else Notizformular(),
            wortform=form if isinstance(form, Schlagwortformular) else Schlagwortformular(),
            notizen=self.antrag.notizen.filter(erledigt_am=None).select_related("geschrieben_von"),
            schlagworte=self.antrag.schlagworte.all(),
            brotkrumen=[
                {"name": "Fälle", "url": reverse("faelle")},
                {"name": self.antrag.aktenzeichen, "url": reverse("fall", args=[self.antrag.pk])},
                {"name": "Notizen und Schlagworte", "url": ""},
            ],
            **kwargs,
        )

    def tue(self, form: forms.Form) -> None:
        """The act behind the form."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it; what stands against it comes back at its field."""
        try:
            self.tue(form)
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        return redirect("fall_notizen", self.antrag.pk)


class Notizen(_AmFall):
    """`/faelle/<pk>/notizen/`: what is open, and a new note."""

    def tue(self, form: forms.Form) -> None:
        tuer.notiere(self.antrag, form.cleaned_data["text"], akteur=ich(self.request))


class SchlagwortSetzen(_AmFall):
    """`/faelle/<pk>/schlagworte/`: a new tag."""

    form_class = Schlagwortformular
    http_method_names = ["post"]

    def tue(self, form: forms.Form) -> None:
        tuer.setze_schlagwort(self.antrag, form.cleaned_data["wort"], akteur=ich(self.request))


class NotizErledigen(RechtMixin, View):
    """Close a note."""

    recht = sicht.FALLRECHTE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Raises Http404 for a note at a case that this person does not see."""
        fall = sicht.fall_fuer(ich(request), get_object_or_404(Notiz, pk=pk).antrag_id)
        tuer.erledige(pk, akteur=ich(request))
        return redirect("fall_notizen", fall.pk)


class SchlagwortEntfernen(RechtMixin, View):
    """Take a tag off."""

    recht = sicht.FALLRECHTE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Raises Http404 for a tag at a case that this person does not see."""
        fall = sicht.fall_fuer(ich(request), get_object_or_404(Schlagwort, pk=pk).antrag_id)
        tuer.entferne_schlagwort(pk, akteur=ich(request))
        return redirect("fall_notizen", fall.pk)


class Filter(Formularantwort, RechtMixin, FormView):
    """`/filter/`: the own ones; with a list and its values in the address also a form to keep them."""

    recht = ANGEMELDET
    template_name = "merken/filter.html"
    form_class = Filterformular

    @cached_property
    def liste(self) -> str:
        """The list that the address names, if any. Raises Http404 for one that has no filters."""
        liste = self.request.GET.get("liste", "")
        if liste and liste not in LISTEN:
            raise Http404
        return liste

    @cached_property
    def werte(self) -> str:
        """The filter in the address, without the place on a page."""
        werte = QueryDict(self.request.GET.get("werte", ""), mutable=True)
        for name in NICHT_GEMERKT:
            werte.pop(name, None)
        return werte.urlencode()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigene = GemerkterFilter.objects.filter(benutzer=ich(self.request), liste__in=LISTEN)
        return super().get_context_data(
            liste=LISTEN.get(self.liste, ""),
            zurueck=f"{reverse(self.liste)}?{self.werte}" if self.liste else "",
            filter=[(f, LISTEN[f.liste], f"{reverse(f.liste)}?{f.werte}") for f in eigene],
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Keep it. Raises Http404 without a list."""
        if not self.liste:
            raise Http404
        if len(self.werte) > (GemerkterFilter._meta.get_field("werte").max_length or 0):
            form.add_error(None, ZU_LANG)
            return self.form_invalid(form)
        try:
            tuer.merke_filter(ich(self.request), self.liste, form.cleaned_data["name"], self.werte)
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, f"Der Filter „{form.cleaned_data['name']}“ ist gemerkt.")
        return redirect("filter")


class FilterLoeschen(RechtMixin, View):
    """Forget an own filter; one of somebody else does not exist."""

    recht = ANGEMELDET
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Raises Http404."""
        get_object_or_404(GemerkterFilter, pk=pk, benutzer=ich(request)).delete()
        messages.success(request, "Der Filter ist gelöscht.")
        return redirect("filter")
