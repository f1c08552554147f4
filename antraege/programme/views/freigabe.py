"""One person lays delivered rules before a second one, who releases them."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import TemplateView, View

from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.programme.mitgeliefert import lege_vor
from antraege.programme.models import Foerderprogramm, Pruefart, Richtlinie
from antraege.programme.queries import entwurf_zur_freigabe, freigabemaengel, mitzeichnende
from antraege.programme.services import FREIGABE, freigeben
from antraege.programme.views.oeffentlich import REDAKTION, betraege, fristen
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.lieferung import LieferFehler
from rollen.tabelle import Recht
from rollen.views.basis import ich, ueberholt


class Freigabe(RechtMixin, TemplateView):
    """Everything that would become valid, what still stands against it, and the button."""

    recht = REDAKTION
    template_name = "programme/freigabe.html"

    @cached_property
    def programm(self) -> Foerderprogramm:
        eigene = Foerderprogramm.objects.filter(stelle__in=rechte.stellen_mit(ich(self.request), *REDAKTION))
        return get_object_or_404(eigene.select_related("stelle"), kuerzel=self.kwargs["kuerzel"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programm = self.programm
        richtlinie = entwurf_zur_freigabe(programm)
        zurueck = {"name": programm.name, "url": reverse("programm", args=[programm.kuerzel])}
        inhalt = self._inhalt(richtlinie) if richtlinie else {}
        return super().get_context_data(
            programm=programm,
            richtlinie=richtlinie,
            brotkrumen=[{"name": "Programme", "url": reverse("programme")}, zurueck, {"name": "Freigabe"}],
            **inhalt,
            **kwargs,
        )

    def _inhalt(self, richtlinie: Richtlinie) -> dict[str, Any]:
        punkte = list(richtlinie.pruefpunkte.all())
        return {
            "hindernisse": [*_verbot(richtlinie, self.request), *freigabemaengel(richtlinie)],
            "betraege": betraege(richtlinie),
            "fristen": fristen(richtlinie),
            "mitzeichnende": mitzeichnende(richtlinie),
            "listen": [(art.label, [punkt for punkt in punkte if punkt.art == art]) for art in Pruefart],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Release exactly the version the page showed; 409 when somebody was faster, 422 when parts are missing."""
        richtlinie = entwurf_zur_freigabe(self.programm)
        if richtlinie is None or str(richtlinie.pk) != request.POST.get("richtlinie"):
            return render(
                request, "fehler/409.html", {"grund": "Diese Fassung ist nicht mehr offen."}, status=409
            )
        try:
            frei = freigeben(richtlinie, akteur=ich(request))
        except MaengelFehler:
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        messages.success(request, f"Freigegeben: {frei}. Ab jetzt ändert sich daran nichts mehr.")
        return redirect("programme")


class RichtlinieVorlegen(RechtMixin, View):
    """One person lays the delivered rules of a programme before whoever releases them."""

    recht = Recht.RICHTLINIE_BEARBEITEN

    def post(self, request: HttpRequest, kuerzel: str) -> HttpResponse:
        """Lay them before; 409 when that has happened already, 422 when a file or a Stelle is missing."""
        stellen = rechte.stellen_mit(ich(request), Recht.RICHTLINIE_BEARBEITEN)
        programm = get_object_or_404(Foerderprogramm, kuerzel=kuerzel, stelle__in=stellen)
        try:
            neu = lege_vor(programm, akteur=ich(request))
        except MaengelFehler as fehler:
            return ueberholt(request, str(fehler))
        except LieferFehler as fehler:
            return render(request, "fehler/422.html", {"grund": str(fehler)}, status=422)
        messages.success(request, f"Vorgelegt: {neu}. Eine zweite Person muss sie freigeben.")
        return redirect("richtlinie_freigeben", kuerzel)


def _verbot(richtlinie: Richtlinie, request: HttpRequest) -> list[Mangel]:
    return [Mangel(grund) for grund in FREIGABE.hindernisse(richtlinie, ich(request))]
