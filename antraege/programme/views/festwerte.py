"""The values that the law and the city set for everybody: read, propose, release."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, TemplateView, View

from antraege.kern.maengel import MaengelFehler
from antraege.programme import festwerte
from antraege.programme.forms import FestwertFormular
from antraege.programme.models import Festwert, Festwertart
from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.rechte import berechtigungen
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich

LESEN = (
    Recht.RICHTLINIE_BEARBEITEN,
    Recht.RICHTLINIE_FREIGEBEN,
    Recht.HAUSHALT_SEHEN,
    Recht.PROTOKOLL_PRUEFEN,
)


class Festwerte(RechtMixin, TemplateView):
    """Every value with its history, and what waits for a second person."""

    recht = LESEN
    template_name = "programme/festwerte.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        akteur = ich(self.request)
        alle = list(Festwert.objects.select_related("erfasst_von", "freigegeben_von"))
        gruppen = [
            (art.label, [w for w in alle if w.schluessel == art and w.freigegeben_am]) for art in Festwertart
        ]
        offene = [
            {"wert": w, "gruende": festwerte.FREIGABE.hindernisse(w, akteur)}
            for w in alle
            if w.freigegeben_am is None and w.erfasst_von_id
        ]
        eigene = {b.recht for b in berechtigungen(akteur)}
        krumen = [{"name": "Programme", "url": reverse("programme")}, {"name": "Festwerte"}]
        return super().get_context_data(
            gruppen=gruppen,
            heute=uhr.heute(),
            offene=offene,
            freizugeben=[zeile["wert"] for zeile in offene if not zeile["gruende"]],
            mitgelieferte=[w for w in alle if w.freigegeben_am is None and not w.erfasst_von_id],
            darf_vorlegen=Recht.RICHTLINIE_BEARBEITEN in eigene,
            darf_verwerfen=bool(eigene & {Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN}),
            brotkrumen=krumen,
            **kwargs,
        )


class FestwertNeu(RechtMixin, Formularantwort, FormView):
    """Propose a value; it counts only when another person has released it."""

    recht = Recht.RICHTLINIE_BEARBEITEN
    template_name = "programme/festwert_neu.html"
    form_class = FestwertFormular
    success_url = reverse_lazy("festwerte")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Festwerte", "url": reverse("festwerte")}, {"name": "Neuer Wert"}]
        return super().get_context_data(brotkrumen=krumen, **kwargs)

    def form_valid(self, form: FestwertFormular) -> HttpResponse:
        try:
            festwerte.schlage_vor(**form.cleaned_data, akteur=ich(self.request))
        except MaengelFehler as fehler:
            for mangel in fehler.maengel:
                form.add_error(mangel.feld or None, mangel.text)
            return self.form_invalid(form)
        messages.success(self.request, "Der Wert ist erfasst. Eine zweite Person muss ihn freigeben.")
        return super().form_valid(form)


class FestwerteVorlegen(RechtMixin, View):
    """One person lays all delivered values before a second one."""

    recht = Recht.RICHTLINIE_BEARBEITEN

    def post(self, request: HttpRequest) -> HttpResponse:
        """Propose them; 409 when somebody was faster."""
        anzahl = festwerte.lege_mitgelieferte_vor(akteur=ich(request))
        messages.success(request, f"{anzahl} Werte sind vorgelegt. Eine zweite Person muss sie freigeben.")
        return redirect("festwerte")


class FestwerteFreigeben(RechtMixin, View):
    """The second person releases all values that the page showed."""

    recht = Recht.RICHTLINIE_FREIGEBEN

    def post(self, request: HttpRequest) -> HttpResponse:
        """Release all or none; 409 when one of them is no longer open."""
        ids = [int(pk) for pk in request.POST.getlist("wert") if pk.isdecimal()]
        anzahl = festwerte.gib_alle_frei(ids, akteur=ich(request))
        messages.success(request, f"{anzahl} Werte sind freigegeben.")
        return redirect("festwerte")


class FestwertFreigeben(RechtMixin, View):
    """The second person releases; 409 when somebody was faster."""

    recht = Recht.RICHTLINIE_FREIGEBEN

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Release."""
        get_object_or_404(Festwert, pk=pk)
        wert = festwerte.gib_frei(pk, akteur=ich(request))
        messages.success(request, f"Freigegeben: {wert}.")
        return redirect("festwerte")


class FestwertVerwerfen(RechtMixin, View):
    """A proposal that was wrong goes; the trail keeps it."""

    recht = (Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Discard."""
        get_object_or_404(Festwert, pk=pk)
        festwerte.verwirf(pk, akteur=ich(request))
        messages.success(request, "Der Vorschlag ist verworfen.")
        return redirect("festwerte")
