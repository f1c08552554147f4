"""From an Aktenzeichen in the budget to its case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from antraege.antrag.queries import auffindbar_fuer
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import ich


class FallZumAktenzeichen(RechtMixin, View):
    """`/faelle/aktenzeichen/?az=…`; a case the person may not see does not exist for them."""

    recht = (Recht.FALL_SEHEN, Recht.STANDORT_SEHEN, Recht.GREMIENLAUF_PFLEGEN)

    def get(self, request: HttpRequest) -> HttpResponse:
        """To the page of the case."""
        az = request.GET.get("az") or None
        return redirect("fall", get_object_or_404(auffindbar_fuer(ich(request)), aktenzeichen=az).pk)
