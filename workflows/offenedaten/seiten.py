"""The public page of the open data with its files, and the two pages that make exceptions."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from antraege.antrag.models import Antrag
from antraege.haushalt.export import csv_antwort
from antraege.kern.maengel import MaengelFehler
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.models import Traeger
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.akte import sicht
from workflows.offenedaten import auswahl, tuer

LIZENZ = "https://www.govdata.de/dl-de/by-2-0"


class OffeneDaten(TemplateView):
    """`/offene-daten/`: what is published, since when, and what never is."""

    recht = None
    oeffentlich = True
    template_name = "offenedaten/offene_daten.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen, seiten = blaettere(self.request, auswahl.oeffentliche())
        return super().get_context_data(
            zeilen=zeilen, seiten=seiten, heute=uhr.heute(), lizenz=LIZENZ, **kwargs
        )


class AlsCsv(View):
    """All public grants as CSV, row by row."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return csv_antwort("foerderungen.csv", auswahl.KOPF, auswahl.als_zeilen())


class AlsJson(View):
    """All public grants in the 360Giving Data Standard, one after the other."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest) -> HttpResponseBase:
        antwort = StreamingHttpResponse(_als_json(), content_type="application/json")
        antwort["Content-Disposition"] = 'attachment; filename="foerderungen-360giving.json"'
        return antwort


def _als_json() -> Iterator[str]:
    yield f'{{"license": "{LIZENZ}", "downloaded": "{uhr.heute().isoformat()}", "grants": ['
    for nr, antrag in enumerate(auswahl.oeffentliche().iterator(chunk_size=auswahl.BLOCK)):
        yield f"{',' if nr else ''}\n{json.dumps(auswahl.als_360giving(antrag), ensure_ascii=False)}"
    yield "\n]}\n"


class Grundformular(forms.Form):
    """Why; and what the page showed, so that two clicks do not undo each other."""

    grund = forms.CharField(
        label="Grund",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Er steht im Protokoll und wird nicht veröffentlicht.",
    )
    sperren = forms.BooleanField(required=False, widget=forms.HiddenInput)


class Ausnahme(Formularantwort, RechtMixin, FormView):
    """A page that sets or lifts one exception."""

    template_name = "offenedaten/ausnahme.html"
    form_class = Grundformular
    request: HttpRequest
    kwargs: Mapping[str, Any]

    @property
    def worauf(self) -> dict[str, Any]:
        """Which case or organisation."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """What it is called."""
        raise NotImplementedError

    @property
    def zurueck(self) -> str:
        """Its page."""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        return {"sperren": self.gilt is None}

    @property
    def gilt(self) -> Any:
        """The exception in force, if there is one."""
        return auswahl.gesperrt(**self.worauf).select_related("gesetzt_von").first()

    def wechsle(self, *, sperren: bool, grund: str) -> None:
        """Do it through the door."""
        raise NotImplementedError

    def form_valid(self, form: Grundformular) -> HttpResponse:
        try:
            self.wechsle(**form.cleaned_data)
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        worte = "wird nicht veröffentlicht" if form.cleaned_data["sperren"] else "wird wieder veröffentlicht"
        messages.success(self.request, f"{self.name} {worte}.")
        return redirect(self.zurueck)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": self.name, "url": self.zurueck}, {"name": "Offene Daten", "url": ""}]
        return super().get_context_data(
            gilt=self.gilt, name=self.name, zurueck=self.zurueck, brotkrumen=krumen, **kwargs
        )


class FallAusnahme(Ausnahme):
    """`/faelle/<pk>/offene-daten/`: by the Leitung of the Stelle in charge."""

    recht = Recht.BEWILLIGEN

    def betrete(self) -> None:
        """Raises Http404 for a foreign case, Verweigert where somebody else decides."""
        super().betrete()
        rechte.verlange(ich(self.request), Recht.BEWILLIGEN, self.antrag.stelle)

    @cached_property
    def antrag(self) -> Antrag:
        """The case of this page."""
        return sicht.fall_fuer(ich(self.request), self.kwargs["pk"])

    @property
    def worauf(self) -> dict[str, Any]:
        return {"antrag": self.antrag}

    @property
    def name(self) -> str:
        return self.antrag.aktenzeichen or self.antrag.titel

    @property
    def zurueck(self) -> str:
        return reverse("fall", args=[self.antrag.pk])

    def wechsle(self, *, sperren: bool, grund: str) -> None:
        tuer.wechsle_fall(self.antrag.pk, sperren=sperren, grund=grund, akteur=ich(self.request))


class OrganisationAusnahme(Ausnahme):
    """`/traeger/<pk>/offene-daten/`: by the Servicestelle."""

    recht = Recht.TRAEGER_VERIFIZIEREN

    @cached_property
    def traeger(self) -> Traeger:
        """The organisation of this page."""
        return get_object_or_404(Traeger.objects.select_related("stelle"), pk=self.kwargs["pk"])

    @property
    def worauf(self) -> dict[str, Any]:
        return {"organisation": self.traeger.stelle}

    @property
    def name(self) -> str:
        return self.traeger.stelle.name

    @property
    def zurueck(self) -> str:
        return reverse("traeger_pruefen", args=[self.traeger.pk])

    def wechsle(self, *, sperren: bool, grund: str) -> None:
        tuer.wechsle_organisation(self.traeger.stelle, sperren=sperren, grund=grund, akteur=ich(self.request))
