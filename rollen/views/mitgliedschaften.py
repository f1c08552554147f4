"""The administration gives and takes roles: one asks, a second one confirms."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView

from rollen import mitgliedschaften
from rollen.ansicht import RechtMixin
from rollen.einladung import Person, finde_oder_lege_an
from rollen.forms.mitgliedschaften import Ende, Mitgliedschaftsantrag
from rollen.kontopost import passwort_link, sende
from rollen.models import Benutzer, Mitgliedschaft, Stelle
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat
from rollen.views import zeilen
from rollen.views.basis import Formularantwort, ich, ueberholt, versuche
from rollen.views.rechte import verwaltete_stellen


class MitgliedschaftBeantragen(RechtMixin, Formularantwort, FormView):
    """A role for a person at one Stelle; somebody new gets an account and a link."""

    recht = Recht.ROLLEN_VERGEBEN
    template_name = "rollen/mitgliedschaft_beantragen.html"
    form_class = Mitgliedschaftsantrag

    def stelle(self) -> Stelle:
        return get_object_or_404(verwaltete_stellen(ich(self.request)), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "stelle": self.stelle(), "akteur": ich(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(stelle=self.stelle(), **kwargs)

    def form_valid(self, form: Mitgliedschaftsantrag) -> HttpResponse:
        stelle = self.stelle()
        try:
            beantrage(stelle, werte=form.cleaned_data, akteur=ich(self.request))
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
        messages.success(self.request, "Die Rolle ist beantragt. Eine zweite Person muss sie bestätigen.")
        return redirect("rechte_stelle", stelle.pk)


@transaction.atomic
def beantrage(stelle: Stelle, *, werte: dict[str, Any], akteur: Benutzer) -> Mitgliedschaft:
    """Ask for the role that the form describes; account and request come together or not at all."""
    person, braucht_link = finde_oder_lege_an(Person(werte["name"], werte["funktion"], werte["email"]))
    rolle = Rolle(werte["rolle"])
    zeit = {feld: werte[feld] for feld in ("ebene", "von", "bis")}
    mitgliedschaft = mitgliedschaften.beantragen(
        person, rolle=rolle, stelle=stelle, akteur=akteur, eingeladen_als=werte["name"], **zeit
    )
    fakten = {"einladend": akteur.name, "stelle": stelle, "rolle": rolle.bezeichnung, "zu_bestaetigen": True}
    link = passwort_link(person) if braucht_link else {}
    sende("einladung", an=person, betreff="Ihre Rolle bei Kindercampus", fakten={**fakten, **link})
    return mitgliedschaft


class MitgliedschaftMixin(RechtMixin):
    """A role at a Stelle that the person administers; any other does not exist for them."""

    recht = Recht.ROLLEN_VERGEBEN
    request: HttpRequest
    kwargs: dict[str, Any]

    def mitgliedschaft(self) -> Mitgliedschaft:
        alle = zeilen.mitgliedschaften().filter(gruppe__stelle__in=verwaltete_stellen(ich(self.request)))
        return get_object_or_404(alle, pk=self.kwargs["pk"])

    def fuehre_aus(
        self, m: Mitgliedschaft, aktion: Tat, tat: Callable[[], object], meldung: str
    ) -> HttpResponse:
        """Do it and return to the Stelle; raises like `versuche`."""
        stelle_id = m.gruppe.stelle_id
        versuche(self.request, tat, stelle_id=stelle_id, aktion=aktion, objekt=f"mitgliedschaft/{m.pk}")
        messages.success(self.request, f"{m.benutzer}, {Rolle(m.gruppe.rolle).bezeichnung}: {meldung}")
        return redirect("rechte_stelle", stelle_id)


class MitgliedschaftBestaetigen(MitgliedschaftMixin, View):
    """The second administrator confirms; POST only."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        m = self.mitgliedschaft()
        tat = partial(mitgliedschaften.bestaetigen, pk, akteur=ich(request))
        return self.fuehre_aus(m, Tat.ROLLE_BESTAETIGEN, tat, "Die Rolle gilt.")


class MitgliedschaftAblehnen(MitgliedschaftMixin, View):
    """An administrator turns the request down; POST only."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        m = self.mitgliedschaft()
        if m.bestaetigt_von_id is not None:
            return ueberholt(request, "Diese Rolle ist schon bestätigt. Sie können sie nur noch beenden.")
        tat = partial(mitgliedschaften.beenden, pk, akteur=ich(request))
        return self.fuehre_aus(m, Tat.ROLLE_ENTFERNEN, tat, "Die Rolle ist abgelehnt.")


class MitgliedschaftBeenden(MitgliedschaftMixin, Formularantwort, FormView):
    """Asks for the last day, then ends the role."""

    template_name = "rollen/mitgliedschaft_beenden.html"
    form_class = Ende

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        m = self.mitgliedschaft()
        eigene = m.benutzer_id == ich(self.request).pk
        return super().get_context_data(
            zeile=zeilen.zeile(m),
            bedingungen=[{"text": "Ihre eigene Rolle beendet eine andere Person."}] if eigene else [],
            zurueck=reverse("rechte_stelle", args=[m.gruppe.stelle_id]),
            **kwargs,
        )

    def form_valid(self, form: Ende) -> HttpResponse:
        m, bis = self.mitgliedschaft(), form.cleaned_data["bis"]
        tat = partial(mitgliedschaften.beenden, m.pk, akteur=ich(self.request), bis=bis)
        try:
            return self.fuehre_aus(m, Tat.ROLLE_BEENDEN, tat, "Die Rolle endet.")
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
