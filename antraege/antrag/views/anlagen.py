"""Papers of a draft: add, take out; and the download for everybody who may see the request."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from antraege.antrag.dateien import DateiFehler
from antraege.antrag.forms import AnlageFormular
from antraege.antrag.models import Anlage
from antraege.antrag.queries import auffindbar_fuer
from antraege.antrag.services import entferne, hinterlege
from antraege.antrag.views.basis import EntwurfMixin, gelesener_stand, veraltet
from antraege.programme.models import Unterlage
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.views.basis import ich

WEITERE = "weitere-dateien"


class Unterlagen(EntwurfMixin, TemplateView):
    """One small form per paper; `zu` says which one was sent."""

    template_name = "antrag/unterlagen.html"

    @cached_property
    def unterlagen(self) -> list[Unterlage]:
        return list(self.antrag.richtlinie.unterlagen.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fehlerhaft: AnlageFormular | None = kwargs.get("form")
        anlagen = list(self.antrag.anlagen.filter(entfernt_am=None).select_related("hochgeladen_von"))
        faecher: list[tuple[str, Unterlage | None]] = [(u.schluessel, u) for u in self.unterlagen]
        zeilen = [
            {
                "schluessel": schluessel,
                "unterlage": unterlage,
                "anlagen": [a for a in anlagen if a.unterlage_id == (unterlage.pk if unterlage else None)],
                "form": fehlerhaft
                if fehlerhaft and fehlerhaft.prefix == schluessel
                else AnlageFormular(prefix=schluessel),
            }
            for schluessel, unterlage in [*faecher, (WEITERE, None)]
        ]
        return super().get_context_data(zeilen=zeilen, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Check the file, store it, come back. Raises Http404 for a paper that is not asked for."""
        zu = request.POST.get("zu", "")
        nach_schluessel = {u.schluessel: u for u in self.unterlagen}
        if zu != WEITERE and zu not in nach_schluessel:
            return veraltet(request, Ueberholt("Diese Unterlage wird nicht verlangt."))
        form = AnlageFormular(request.POST, request.FILES, prefix=zu)
        if form.is_valid() and (antwort := self._hinterlege(form, nach_schluessel.get(zu))):
            return antwort
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _hinterlege(self, form: AnlageFormular, unterlage: Unterlage | None) -> HttpResponse | None:
        try:
            anlage = hinterlege(
                self.antrag,
                form.cleaned_data["datei"],
                akteur=ich(self.request),
                unterlage=unterlage,
                stand=gelesener_stand(self.request),
            )
        except Ueberholt as fehler:
            return veraltet(self.request, fehler)
        except DateiFehler as fehler:
            form.add_error("datei", str(fehler))
            return None
        messages.success(self.request, f"„{anlage.name}“ ist hochgeladen.")
        return redirect("antrag_unterlagen", self.antrag.pk)


class AnlageEntfernen(EntwurfMixin, View):
    """Takes one file out of the draft."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        vorhandene = self.antrag.anlagen.filter(entfernt_am=None)
        anlage = get_object_or_404(vorhandene, pk=self.kwargs["anlage"])
        try:
            entferne(anlage, akteur=ich(request), stand=gelesener_stand(request))
        except Ueberholt as fehler:
            return veraltet(request, fehler)
        messages.success(request, f"„{anlage.name}“ ist entfernt.")
        return redirect("antrag_unterlagen", self.antrag.pk)


class AnlageLaden(RechtMixin, View):
    """The file itself, never shown inside the site: a foreign one does not exist."""

    recht = (
        Recht.ANTRAG_SEHEN,
        Recht.FALL_SEHEN,
        Recht.STANDORT_SEHEN,
        Recht.MITZEICHNEN,
        Recht.IM_AUFTRAG_BEARBEITEN,
        Recht.GREMIENLAUF_PFLEGEN,
    )
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        sichtbare = Anlage.objects.filter(antrag__in=auffindbar_fuer(ich(request)), entfernt_am=None)
        anlage = get_object_or_404(sichtbare, pk=pk)
        antwort = FileResponse(
            anlage.datei.open("rb"), as_attachment=True, filename=anlage.name, content_type=anlage.medientyp
        )
        antwort["Content-Security-Policy"] = "default-src 'none'; sandbox"
        antwort["X-Content-Type-Options"] = "nosniff"
        return antwort
