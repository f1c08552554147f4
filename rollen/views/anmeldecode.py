"""The second page of the login: the code of who has given the right password."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from rollen import uhr, zweitfaktor
from rollen.forms.zweitfaktor import Codeformular
from rollen.models import Benutzer
from rollen.views.basis import Formularantwort

SITZUNG = "anmeldung"  # what the session keeps between password and code
FRIST = timedelta(minutes=5)
VERSUCHE = 5
WENIGE = 3  # Ersatzcodes
ZU_SPAET = "Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an."
ZU_OFT = "Der Code war zu oft falsch. Bitte melden Sie sich noch einmal an."


def merke(request: HttpRequest, person: Benutzer, *, ziel: str) -> None:
    """The password was right: for five minutes this browser may show the code, and nothing else."""
    request.session.cycle_key()
    request.session[SITZUNG] = {
        "person": person.pk,
        "zugang": person.backend,  # authenticate() has set it
        "ziel": ziel,
        "bis": (uhr.jetzt() + FRIST).isoformat(),
        "falsch": 0,
    }


@method_decorator(never_cache, name="dispatch")
class Anmeldecode(Formularantwort, FormView):
    """`/anmelden/code/`: nobody is logged in before the code is right."""

    recht = None
    oeffentlich = True
    template_name = "rollen/anmelden_code.html"
    form_class = Codeformular
    person: Benutzer
    lage: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Without a fresh password there is no question for a code."""
        if request.user.is_authenticated:
            return redirect("start")
        self.lage = request.session.get(SITZUNG, {})
        person = Benutzer.objects.filter(pk=self.lage.get("person", 0), is_active=True).first()
        if person is None:
            return redirect("anmelden")
        if uhr.jetzt() > datetime.fromisoformat(self.lage["bis"]):
            return self._zurueck(ZU_SPAET)
        self.person = person
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.person}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            ersatz = zweitfaktor.verlange_bei_anmeldung(self.person, form.cleaned_data["code"])
        except zweitfaktor.FalscherCode as fehler:
            return self._falsch(form, str(fehler))
        except zweitfaktor.Codefehler as fehler:
            form.add_error("code", str(fehler))
            return self.form_invalid(form)
        del self.request.session[SITZUNG]
        login(self.request, self.person, backend=self.lage["zugang"])
        if ersatz:
            self._zaehle_ersatzcodes()
        return redirect(self.lage["ziel"])

    def _falsch(self, form: forms.Form, grund: str) -> HttpResponse:
        self.lage["falsch"] += 1
        self.request.session.modified = True
        if self.lage["falsch"] >= VERSUCHE:
            zweitfaktor.halte_fehlversuche_fest(self.person)
            return self._zurueck(ZU_OFT)
        form.add_error("code", grund)
        return self.form_invalid(form)

    def _zurueck(self, grund: str) -> HttpResponse:
        """To the password, and then to the page that was asked for."""
        del self.request.session[SITZUNG]
        messages.error(self.request, grund)
        return redirect(f"{reverse('anmelden')}?{urlencode({'next': self.lage['ziel']})}")

    def _zaehle_ersatzcodes(self) -> None:
        uebrig = zweitfaktor.ersatzcodes_uebrig(self.person)
        if uebrig <= WENIGE:
            rest = {0: "keinen Ersatzcode mehr", 1: "noch einen Ersatzcode"}
            satz = f"Sie haben {rest.get(uebrig, f'noch {uebrig} Ersatzcodes')}."
            messages.warning(self.request, f"{satz} Bitte erneuern Sie sie unter „Mein Konto“.")
