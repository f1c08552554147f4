"""An organisation registers itself, its first person hands in, and the Servicestelle verifies it and who may sign."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views import View
from django.views.generic import FormView, TemplateView

from rollen import einladung, registrierung, traeger
from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.fehler import Ueberholt
from rollen.forms.traeger import Ablehnung, Organisationsangaben, Registrierung, TraegerSuche, angaben_von
from rollen.models import Traeger
from rollen.models.stelle import VORGELEGT
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views import zeilen
from rollen.views.basis import Formularantwort, Tatformular, ich, seite_von, ueberholt, versuche


class TraegerRegistrieren(Tatformular):
    """The answer is the same whether the address has an account or not, and for machines."""

    recht = None
    oeffentlich = True
    template_name = "rollen/traeger_registrieren.html"
    form_class = Registrierung

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated:
            messages.info(
                request, "Sie sind schon angemeldet. Zum Registrieren melden Sie sich bitte erst ab."
            )
            return redirect("konto")
        return super().dispatch(request, *args, **kwargs)

    def tue(self, form: Registrierung) -> HttpResponse:
        if not form.maschine:
            registrierung.registriere(form.organisation(), person=form.erstperson())
        return redirect("traeger_registriert")


class TraegerRegistriert(TemplateView):
    """What happens next; says nothing about whether an account was made."""

    recht = None
    oeffentlich = True
    template_name = "rollen/traeger_registriert.html"


EINGEREICHT = "„{}“ liegt jetzt bei der Servicestelle. Sie können schon Anträge entwerfen."


class RegistrierungMixin(RechtMixin):
    """A registration with the address of this person; any other one does not exist for them."""

    recht = ANGEMELDET
    request: HttpRequest
    kwargs: dict[str, Any]

    def traeger(self) -> Traeger:
        return get_object_or_404(registrierung.registrierungen(ich(self.request)), pk=self.kwargs["pk"])

    def fuehre_aus(self, traeger: Traeger, tat: Any, *, aktion: Tat, meldung: str) -> HttpResponse:
        """Do it and return to the account; raises ValidationError on a field."""
        versuche(self.request, tat, aktion=aktion, objekt=traeger)
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


class RegistrierungAendern(RegistrierungMixin, Tatformular):
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

    def tue(self, form: Organisationsangaben) -> HttpResponse:
        traeger, organisation = self.traeger(), form.organisation()
        return self.fuehre_aus(
            traeger,
            lambda: registrierung.lege_vor(traeger.pk, akteur=ich(self.request), organisation=organisation),
            aktion=Tat.TRAEGER_VORLEGEN,
            meldung=EINGEREICHT.format(organisation.name),
        )


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


STAND: dict[str, dict[str, Any]] = {
    "offen": {"verifiziert_am": None, "ablehnungsgrund": ""},
    "verifiziert": {"verifiziert_am__isnull": False},
    "abgelehnt": {"verifiziert_am": None, "ablehnungsgrund__gt": ""},
}


# To be checked first, then refused, then verified.
REIHENFOLGE = Case(
    When(verifiziert_am=None, ablehnungsgrund="", then=Value(0)),
    When(verifiziert_am=None, then=Value(1)),
    default=Value(2),
)


def gesuchte(form: TraegerSuche) -> QuerySet[Traeger]:
    """The organisations the filter asks for, those to be checked first."""
    alle = Traeger.objects.filter(VORGELEGT).select_related("stelle", "registriert_von")
    alle = alle.prefetch_related("stelle__bankverbindungen")
    if form.is_valid():
        alle = alle.filter(stelle__name__icontains=form.cleaned_data["suche"])
        alle = alle.filter(**STAND.get(form.cleaned_data["stand"], {}))
    return alle.order_by(REIHENFOLGE, "vorgelegt_am", "pk")


class TraegerListe(RechtMixin, TemplateView):
    """All organisations, those to be checked first, and the people who wait for the right to sign."""

    recht = Recht.TRAEGER_VERIFIZIEREN
    template_name = "rollen/traeger_liste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = TraegerSuche(self.request.GET)
        offene = zeilen.mitgliedschaften().filter(
            pk__in=einladung.an_verifizierten().filter(bestaetigt_von=None).values("pk")
        )
        return super().get_context_data(
            form=form,
            offene=[zeilen.zeile(m, grund=einladung.hinderung(m, ich(self.request))) for m in offene],
            **seite_von(self.request, gesuchte(form)),
            **kwargs,
        )


class TraegerPruefen(RechtMixin, Formularantwort, FormView):
    """Everything an organisation said, to accept it or to refuse it with a reason."""

    recht = Recht.TRAEGER_VERIFIZIEREN
    template_name = "rollen/traeger_pruefen.html"
    form_class = Ablehnung
    success_url = reverse_lazy("traeger_liste")

    def traeger(self) -> Traeger:
        alle = Traeger.objects.filter(VORGELEGT)
        alle = alle.select_related("stelle", "registriert_von", "verifiziert_von")
        return get_object_or_404(alle, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eintrag = self.traeger()
        grund = traeger.hinderung(eintrag, ich(self.request))
        return super().get_context_data(
            traeger=eintrag,
            konto=eintrag.konto,
            frueher=traeger.fruehere_pruefungen(eintrag),
            bedingungen=[{"text": grund}] if grund else [],
            **kwargs,
        )

    def form_valid(self, form: Ablehnung) -> HttpResponse:
        eintrag, akteur = self.traeger(), ich(self.request)
        versuche(
            self.request,
            lambda: traeger.lehne_ab(eintrag.pk, grund=form.cleaned_data["grund"], akteur=akteur),
            aktion=Tat.TRAEGER_ABLEHNEN,
            objekt=eintrag,
        )
        messages.success(self.request, f"„{eintrag}“ ist abgelehnt. Die Organisation bekommt eine E-Mail.")
        return super().form_valid(form)


class TraegerVerifizieren(RechtMixin, View):
    """Accepts an organisation; POST only."""

    recht = Recht.TRAEGER_VERIFIZIEREN

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        eintrag = get_object_or_404(Traeger.objects.filter(VORGELEGT).select_related("stelle"), pk=pk)
        versuche(
            request,
            lambda: traeger.verifiziere(pk, akteur=ich(request)),
            aktion=Tat.TRAEGER_VERIFIZIEREN,
            objekt=eintrag,
        )
        messages.success(request, f"„{eintrag}“ ist bestätigt und kann Anträge stellen.")
        return redirect("traeger_liste")


class TraegerVerbund(RechtMixin, View):
    """Names the group of companies an organisation belongs to; POST only."""

    recht = Recht.TRAEGER_VERIFIZIEREN

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        eintrag = get_object_or_404(Traeger.objects.filter(VORGELEGT).select_related("stelle"), pk=pk)
        verbund = request.POST.get("verbund", "")[:200]
        versuche(
            request,
            lambda: traeger.ordne_verbund_zu(pk, verbund=verbund, akteur=ich(request)),
            aktion=Tat.VERBUND_ZUORDNEN,
            objekt=eintrag,
        )
        messages.success(request, f"Der Verbund von „{eintrag}“ ist gespeichert.")
        return redirect("traeger_pruefen", pk)


class ZeichnungEntscheiden(RechtMixin, View):
    """Confirms or turns down that somebody may sign for an organisation; POST only."""

    recht = Recht.TRAEGER_VERIFIZIEREN
    annehmen = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        anfragen = einladung.an_verifizierten().select_related("gruppe", "benutzer")
        anfrage = get_object_or_404(anfragen, pk=pk)
        dienst = einladung.bestaetige if self.annehmen else einladung.lehne_ab
        versuche(
            request,
            lambda: dienst(pk, akteur=ich(request)),
            aktion=Tat.ROLLE_BESTAETIGEN if self.annehmen else Tat.ROLLE_ABLEHNEN,
            objekt=anfrage,
        )
        wort = "darf jetzt zeichnen" if self.annehmen else "bekommt die Rolle nicht"
        messages.success(request, f"{anfrage.benutzer} {wort}.")
        return redirect("traeger_liste")
