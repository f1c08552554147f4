"""The page on which a case is handed to another Stelle."""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler
from antraege.programme.redaktion.formulare import AEMTER
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.models import Stelle
from rollen.views.basis import Formularantwort, gelesener_stand, ich
from workflows.akte import sicht
from workflows.antrag import abgabe
from workflows.tuer.seite import trage_ein


class Abgabeformular(forms.Form):
    """To whom, and why."""

    an = forms.ModelChoiceField(
        Stelle.objects.none(), label="Neue zuständige Stelle", empty_label="Bitte wählen"
    )
    grund = forms.CharField(
        label="Warum ist sie zuständig?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Beide Stellen lesen den Grund. Er steht im Protokoll.",
    )

    def __init__(self, *args: Any, bisher: Stelle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast("forms.ModelChoiceField[Stelle]", self.fields["an"])
        feld.queryset = (
            Stelle.objects.filter(art__in=AEMTER, aktiv=True).exclude(pk=bisher.pk).order_by("name")
        )


class Abgeben(RechtMixin, Formularantwort, FormView):
    """`/faelle/<pk>/abgeben/`; a foreign case is 404, a decided one cannot be handed on."""

    recht = abgabe.ABGEBENDE
    template_name = "antrag/abgabe.html"
    form_class = Abgabeformular

    def betrete(self) -> None:
        """Raises Http404 for a foreign case or one gone too far, Verweigert without the right at its Stelle."""
        super().betrete()
        if not abgabe.abzugeben(self.antrag):
            raise Http404
        if abgabe.darf_abgeben(ich(self.request), self.antrag) is None:
            rechte.verlange(ich(self.request), abgabe.ABGEBENDE[0], self.antrag.stelle)

    @cached_property
    def antrag(self) -> Antrag:
        """The case."""
        return sicht.fall_fuer(ich(self.request), self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bisher": self.antrag.stelle}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [
            {"name": self.antrag.aktenzeichen or "", "url": reverse("fall", args=[self.antrag.pk])},
            {"name": "Abgeben", "url": ""},
        ]
        return super().get_context_data(antrag=self.antrag, brotkrumen=krumen, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        an = form.cleaned_data["an"]
        try:
            abgabe.gib_ab(
                self.antrag.pk,
                an=an,
                grund=form.cleaned_data["grund"],
                akteur=ich(self.request),
                stand=gelesener_stand(self.request),
            )
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, f"{an.name} hat den Fall jetzt. Sie sehen ihn weiter.")
        return redirect("fall", self.antrag.pk)
