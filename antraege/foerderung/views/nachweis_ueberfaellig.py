"""The proofs of use that should be there by now, for the office: the oldest first, in pages, as a file."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from antraege.antrag.models import Antrag
from antraege.foerderung.nachweis.dienst import ueberfaellige
from antraege.haushalt.export import schreiber
from antraege.programme.models import Foerderprogramm
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import ich, seite_von

KOPF = ("Aktenzeichen", "Träger", "Programm", "Titel", "fällig am", "Tage", "ausgezahlt")


class Ueberfaelligfilter(forms.Form):
    """Which programme, which Träger."""

    programm = forms.ModelChoiceField(
        Foerderprogramm.objects.all(), label="Programm", required=False, empty_label="Alle"
    )
    traeger = forms.CharField(label="Träger", required=False, max_length=60)


class UeberfaelligeNachweise(RechtMixin, TemplateView):
    """Only requests of the Stellen whose cases this person may see."""

    recht = Recht.FALL_SEHEN
    template_name = "foerderung/nachweise_ueberfaellig.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        schreibe = schreiber(request.GET.get("format", ""))
        if schreibe is None:
            return super().get(request, *args, **kwargs)
        antwort: HttpResponseBase = schreibe("nachweise-ueberfaellig", KOPF, self._als_zeilen())
        return antwort  # type: ignore[return-value]

    def _zeilen(self) -> QuerySet[Antrag]:
        self.filter = Ueberfaelligfilter(self.request.GET or None)
        werte = self.filter.cleaned_data if self.filter.is_bound and self.filter.is_valid() else {}
        stellen = rechte.stellen_mit(ich(self.request), Recht.FALL_SEHEN)
        zeilen = ueberfaellige(uhr.heute()).filter(stelle__in=stellen)
        if werte.get("programm"):
            zeilen = zeilen.filter(programm=werte["programm"])
        if werte.get("traeger"):
            zeilen = zeilen.filter(traeger__name__icontains=werte["traeger"])
        return zeilen.select_related("traeger", "programm", "nachweis").order_by("nachweis_faellig_am", "id")

    def _als_zeilen(self) -> Iterable[tuple[Any, ...]]:
        for antrag in self._zeilen().iterator():
            tage = (uhr.heute() - antrag.nachweis_faellig_am).days if antrag.nachweis_faellig_am else 0
            yield (
                antrag.aktenzeichen,
                antrag.traeger.name,
                antrag.programm.name,
                antrag.titel,
                antrag.nachweis_faellig_am,
                tage,
                antrag.ausgezahlt,
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = self._zeilen()
        adresse = self.request.GET.copy()
        ziele = {}
        for form in ("csv", "xlsx"):
            adresse["format"] = form
            ziele[form] = f"?{adresse.urlencode()}"
        return super().get_context_data(
            filter=self.filter, **seite_von(self.request, zeilen), **ziele, **kwargs
        )
