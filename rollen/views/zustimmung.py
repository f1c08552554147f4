"""What a person answers to others: to an invitation, to a registration with their address, to a role they had."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from django.views.generic import FormView, TemplateView

from rollen import registrierung, zustimmung
from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.einladung import zeichnende
from rollen.fehler import Ueberholt
from rollen.forms.traeger import Organisationsangaben, angaben_von
from rollen.models import Mitgliedschaft, Stelle, Traeger
from rollen.taten import Tat
from rollen.views import zeilen
from rollen.views.basis import Formularantwort, ich, ueberholt, versuche

EINGEREICHT = "„{}“ liegt jetzt bei der Servicestelle. Sie können schon Anträge entwerfen."


class EinladungBeantworten(RechtMixin, View):
    """Yes or no to what one Stelle offers; POST only."""

    recht = ANGEMELDET
    annehmen = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        stelle = get_object_or_404(Stelle, pk=pk)
        dienst = zustimmung.nimm_an if self.annehmen else zustimmung.lehne_ab
        versuche(
            request,
            lambda: dienst(stelle, akteur=ich(request)),
            stelle_id=pk,
            aktion=Tat.EINLADUNG_ANNEHMEN if self.annehmen else Tat.EINLADUNG_ABLEHNEN,
            objekt=f"stelle/{pk}",
        )
        wort = "angenommen" if self.annehmen else "abgelehnt"
        messages.success(request, f"Sie haben die Einladung von „{stelle}“ {wort}.")
        return redirect("konto")


class RegistrierungMixin(RechtMixin):
    """A registration with the address of this person; any other one does not exist for them."""

    recht = ANGEMELDET
    request: HttpRequest
    kwargs: dict[str, Any]

    def traeger(self) -> Traeger:
        return get_object_or_404(registrierung.registrierungen(ich(self.request)), pk=self.kwargs["pk"])

    def fuehre_aus(self, traeger: Traeger, tat: Any, *, aktion: Tat, meldung: str) -> HttpResponse:
        """Do it and return to the account; raises ValidationError on a field."""
        versuche(
            self.request, tat, stelle_id=traeger.stelle_id, aktion=aktion, objekt=f"traeger/{traeger.pk}"
        )
        messages.success(self.request, meldung)
        return redirect("konto")


class RegistrierungBestaetigen(RegistrierungMixin, View):
    """It was me: the Servicestelle gets the registration; POST only."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        traeger = self.traeger()
        try:
            return self.fuehre_aus(
                traeger,
                lambda: registrierung.lege_vor(pk, akteur=ich(request)),
                aktion=Tat.TRAEGER_VORLEGEN,
                meldung=EINGEREICHT.format(traeger),
            )
        except ValidationError as fehler:  # another organisation has the name by now
            raise Ueberholt(fehler.messages[0]) from fehler


class RegistrierungAendern(RegistrierungMixin, Formularantwort, FormView):
    """The same questions as at the registration, with what was said then; saving hands in."""

    template_name = "rollen/registrierung_aendern.html"
    form_class = Organisationsangaben

    def get_initial(self) -> dict[str, Any]:
        return angaben_von(self.traeger())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        traeger = self.traeger()
        if traeger.vorgelegt_am and not traeger.ablehnungsgrund:
            return ueberholt(request, registrierung.NICHT_ABGELEHNT)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(traeger=self.traeger(), **kwargs)

    def form_valid(self, form: Organisationsangaben) -> HttpResponse:
        traeger, organisation = self.traeger(), form.organisation()
        try:
            return self.fuehre_aus(
                traeger,
                lambda: registrierung.lege_vor(
                    traeger.pk, akteur=ich(self.request), organisation=organisation
                ),
                aktion=Tat.TRAEGER_VORLEGEN,
                meldung=EINGEREICHT.format(organisation.name),
            )
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)


class RegistrierungZurueckziehen(RegistrierungMixin, TemplateView):
    """Asks once, then takes the registration back."""

    template_name = "rollen/registrierung_zurueckziehen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(traeger=self.traeger(), **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        traeger = self.traeger()
        return self.fuehre_aus(
            traeger,
            lambda: registrierung.ziehe_zurueck(pk, akteur=ich(request)),
            aktion=Tat.TRAEGER_ZURUECKZIEHEN,
            meldung=f"Die Registrierung von „{traeger}“ ist zurückgezogen.",
        )


class RolleVerlassen(RechtMixin, TemplateView):
    """Asks once, then the own role at an organisation ends."""

    recht = ANGEMELDET
    template_name = "rollen/rolle_verlassen.html"

    def mitgliedschaft(self) -> Mitgliedschaft:
        alle = zustimmung.eigene(ich(self.request)).select_related(
            "benutzer", "beantragt_von", "gruppe__stelle"
        )
        return get_object_or_404(alle, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        m = self.mitgliedschaft()
        grund = zustimmung.hindernis(m, zeichnende(m.gruppe.stelle))
        return super().get_context_data(
            zeile=zeilen.zeile(m), bedingungen=[{"text": grund}] if grund else [], **kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        m = self.mitgliedschaft()
        versuche(
            request,
            lambda: zustimmung.verlasse(pk, akteur=ich(request)),
            stelle_id=m.gruppe.stelle_id,
            aktion=Tat.ROLLE_BEENDEN,
            objekt=f"mitgliedschaft/{pk}",
        )
        messages.success(request, f"Sie haben „{m.gruppe.stelle}“ in dieser Rolle verlassen.")
        return redirect("konto")
