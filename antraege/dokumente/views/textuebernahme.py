"""Two people make the delivered texts the city's own: one lays them before the other."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic import FormView, View

from antraege.dokumente import textuebernahme
from antraege.dokumente.forms import Uebernahme
from antraege.dokumente.textpflege import dienst as textpflege
from antraege.dokumente.views.texte import LESEN, krumen
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.rechte import Verweigert, berechtigungen
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich, ueberholt


class Textuebernahme(RechtMixin, Formularantwort, FormView):
    """`/texte/mitgeliefert/`: what nobody here has read yet, what waits for the second person."""

    recht = LESEN
    template_name = "dokumente/mitgeliefert.html"
    form_class = Uebernahme
    success_url = reverse_lazy("texte_mitgeliefert")

    def get_initial(self) -> dict[str, Any]:
        return {"gueltig_von": uhr.heute() + timedelta(days=1)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigene = {b.recht for b in berechtigungen(ich(self.request))}
        vorgelegte = textuebernahme.vorgelegte()
        gruende: list[str] = []
        if vorgelegte:
            gruende = textpflege.FREIGABE.hindernisse(vorgelegte[0], ich(self.request))
        return super().get_context_data(
            uebernehmbare=textuebernahme.uebernehmbare(),
            mit_beispiel=textuebernahme.mit_beispiel(),
            vorgelegte=vorgelegte,
            marke=textuebernahme.marke(vorgelegte),
            gruende=gruende,
            meine=bool(vorgelegte) and vorgelegte[0].erfasst_von_id == ich(self.request).pk,
            darf_vorlegen=Recht.RICHTLINIE_BEARBEITEN in eigene,
            brotkrumen=krumen("Mitgelieferte Texte"),
            **kwargs,
        )

    def form_valid(self, form: Uebernahme) -> HttpResponse:
        """Raises Verweigert for who may only read; a day that is past comes back with the form."""
        try:
            anzahl = textuebernahme.lege_vor(akteur=ich(self.request), **form.cleaned_data)
        except MaengelFehler as fehler:
            mangel = fehler.maengel[0]
            form.add_error(mangel.feld or None, mangel.text)
            return self.form_invalid(form)
        messages.success(
            self.request, f"{anzahl} Texte sind vorgelegt. Eine zweite Person muss sie freigeben."
        )
        return super().form_valid(form)


class TextuebernahmeFreigeben(RechtMixin, View):
    """The second person releases all of them; 409 when they are not those that were shown."""

    recht = Recht.RICHTLINIE_FREIGEBEN

    def post(self, request: HttpRequest) -> HttpResponse:
        """Release all or none."""
        akteur = ich(request)
        try:
            anzahl = textuebernahme.gib_frei(gesehen=request.POST.get("gesehen", ""), akteur=akteur)
        except MaengelFehler as fehler:
            return ueberholt(
                request, f"{fehler} Wer sie vorgelegt hat, legt sie mit neuem Beginn noch einmal vor."
            )
        except Verweigert as verweigert:
            textpflege.vermerke_verweigerung(
                verweigert, aktion=Tat.TEXT_FREIGEBEN, schluessel="mitgeliefert", akteur=akteur
            )
            raise
        messages.success(request, f"{anzahl} Texte sind freigegeben.")
        return redirect("texte_mitgeliefert")
