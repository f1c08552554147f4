"""The page from which a case is packed for the audit or handed over to the E-Akte."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import FormView

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.akte import sicht
from workflows.pruefakte import stoff, tuer


class Umfang(forms.Form):
    """Whether the names of people come along in the trail."""

    ohne_namen = forms.BooleanField(
        label="Protokoll ohne Namen",
        required=False,
        help_text="Im Protokoll stehen dann keine Namen, ihre Prüfsummen bleiben und die Kette lässt sich prüfen. "
        "Es fehlt das Protokoll als PDF. Schreiben, Unterlagen und Daten bleiben, wie sie sind.",
    )


class Pruefakte(Formularantwort, RechtMixin, FormView):
    """`/faelle/<pk>/pruefakte/`: what is in it; POST sends it."""

    recht = Recht.AKTE_AUSGEBEN
    template_name = "pruefakte/pruefakte.html"
    form_class = Umfang
    request: HttpRequest
    kwargs: Mapping[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a case that is foreign, Verweigert where the person may not take it out."""
        super().betrete()
        rechte.verlange(ich(self.request), Recht.AKTE_AUSGEBEN, self.antrag.stelle)

    @cached_property
    def antrag(self) -> Antrag:
        """The case of this page."""
        return sicht.fall_fuer(ich(self.request), self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dateien = list(stoff.dateien(self.antrag))
        return super().get_context_data(antrag=self.antrag, dateien=dateien, **kwargs)

    def form_valid(self, form: Umfang) -> HttpResponseBase:  # type: ignore[override]
        ohne = form.cleaned_data["ohne_namen"]
        strom = tuer.packe_pruefakte(self.antrag.pk, akteur=ich(self.request), ohne_namen=ohne)
        return als_zip(strom, f"pruefakte-{self.antrag.aktenzeichen or self.antrag.pk}.zip")


class Abgabe(Pruefakte):
    """`/faelle/<pk>/e-akte/`: the same case as a package for the E-Akte."""

    form_class = forms.Form  # type: ignore[assignment]
    http_method_names = ["post"]

    def form_valid(self, form: forms.Form) -> HttpResponse | HttpResponseBase:  # type: ignore[override]
        try:
            strom = tuer.gib_ab(self.antrag.pk, akteur=ich(self.request))
        except MaengelFehler as fehler:
            return self.mit_maengeln(Umfang(self.request.POST), fehler.maengel)
        return als_zip(strom, f"abgabe-{self.antrag.aktenzeichen or self.antrag.pk}.zip")


def als_zip(strom: Iterator[bytes], name: str) -> StreamingHttpResponse:
    """A download that is written while it is sent."""
    antwort = StreamingHttpResponse(strom, content_type="application/zip")
    antwort["Content-Disposition"] = f'attachment; filename="{name}"'
    antwort["X-Content-Type-Options"] = "nosniff"
    antwort["Cache-Control"] = "no-store"
    return antwort
