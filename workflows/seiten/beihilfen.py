"""The De-minimis aids of the group a request belongs to, and how much is still possible."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView

from antraege.antrag.models import Antrag
from antraege.foerderung.waechter import beihilfen
from antraege.haushalt.felder import EuroFormField
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.formulare import tag
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.akte import sicht
from workflows.antrag import beihilfen as tuer
from workflows.tuer.seite import trage_ein


class Beihilfenformular(forms.Form):
    """One aid of another grantor."""

    datum = tag("Bewilligt am", required=True)
    betrag = EuroFormField(label="Betrag in Euro", min_betrag=Decimal("0.01"))
    geber = forms.CharField(label="Wer hat sie bewilligt?", max_length=160)


class Beihilfen(RechtMixin, Formularantwort, FormView):
    """`/faelle/<pk>/beihilfen/`; a foreign case is 404."""

    recht = Recht.FALL_PRUEFEN
    template_name = "antrag/beihilfen.html"
    form_class = Beihilfenformular

    def betrete(self) -> None:
        """Raises Http404 for a foreign case and for one without such aids."""
        super().betrete()
        _ = self.antrag

    @cached_property
    def antrag(self) -> Antrag:
        antrag = sicht.fall_fuer(ich(self.request), self.kwargs["pk"])
        if not antrag.richtlinie.deminimis:
            raise Http404
        return antrag

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antrag = self.antrag
        betrag = antrag.bewilligt or antrag.vorgeschlagen or antrag.beantragt
        krumen = [
            {"name": antrag.aktenzeichen or "Entwurf", "url": reverse("fall", args=[antrag.pk])},
            {"name": "De-minimis-Beihilfen"},
        ]
        return super().get_context_data(
            antrag=antrag,
            bisherige=beihilfen.bisherige(antrag),
            betrag=betrag,
            ergebnis=beihilfen.pruefe(antrag, betrag, tag=uhr.heute()),
            brotkrumen=krumen,
            **kwargs,
        )

    def get_success_url(self) -> str:
        """The same page with the new row."""
        return reverse("beihilfen", args=[self.antrag.pk])

    def form_valid(self, form: Beihilfenformular) -> HttpResponse:
        try:
            tuer.erklaere(self.antrag.pk, **form.cleaned_data, akteur=ich(self.request))
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, "Die Beihilfe ist vermerkt.")
        return super().form_valid(form)
