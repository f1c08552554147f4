"""The Servicestelle verifies organisations and confirms who may sign for them."""

from typing import Any

from django.contrib import messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views import View
from django.views.generic import FormView, TemplateView

from rollen import einladung, traeger
from rollen.ansicht import RechtMixin
from rollen.forms.traeger import Ablehnung, TraegerSuche
from rollen.models import Traeger
from rollen.models.stelle import VORGELEGT
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views import zeilen
from rollen.views.basis import Formularantwort, ich, seite_von, versuche

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
            stelle_id=eintrag.stelle_id,
            aktion=Tat.TRAEGER_ABLEHNEN,
            objekt=f"traeger/{eintrag.pk}",
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
            stelle_id=eintrag.stelle_id,
            aktion=Tat.TRAEGER_VERIFIZIEREN,
            objekt=f"traeger/{pk}",
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
            stelle_id=eintrag.stelle_id,
            aktion=Tat.VERBUND_ZUORDNEN,
            objekt=f"traeger/{pk}",
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
            stelle_id=anfrage.gruppe.stelle_id,
            aktion=Tat.ROLLE_BESTAETIGEN if self.annehmen else Tat.ROLLE_ABLEHNEN,
            objekt=f"mitgliedschaft/{pk}",
        )
        wort = "darf jetzt zeichnen" if self.annehmen else "bekommt die Rolle nicht"
        messages.success(request, f"{anfrage.benutzer} {wort}.")
        return redirect("traeger_liste")
