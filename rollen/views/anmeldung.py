"""The front door: one's own first page or a welcome; log in with password and code, log out, change or reset it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth_views
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from rollen import rechte, uhr, zugang, zweitfaktor
from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.forms import konto
from rollen.forms.zweitfaktor import Codeformular
from rollen.models import Benutzer
from rollen.registrierung import registrierungen
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from rollen.zustimmung import einladungen

# The first row of which a person holds a right is their first page.
ERSTE_SEITEN: tuple[tuple[str, frozenset[Recht]], ...] = (
    (
        "ueberblick",
        frozenset(
            {
                Recht.FALL_SEHEN,
                Recht.STANDORT_SEHEN,
                Recht.BUCHEN,
                Recht.GREMIENLAUF_PFLEGEN,
                Recht.ROLLEN_VERGEBEN,
            }
        ),
    ),
    ("meine_antraege", frozenset({Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN})),
    ("rechte_uebersicht", frozenset({Recht.RECHTE_SEHEN})),
)


def erste_seite(eigene: Collection[Recht]) -> str:
    """The URL name of the first page for these rights; without any, the own account."""
    return next((ziel for ziel, noetig in ERSTE_SEITEN if noetig & set(eigene)), "konto")


class Start(View):
    """`/`: on to the first page; who is not logged in gets the welcome, which `antraege.programme` adds."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Raises no refusal: everybody has some first page."""
        if einladungen(ich(request)).exists() or registrierungen(ich(request)).exists():
            return redirect("konto")
        return redirect(erste_seite({b.recht for b in rechte.berechtigungen(request.user)}))


class Anmelden(Formularantwort, auth_views.LoginView):
    """Login by e-mail address; django-axes counts the failures."""

    recht = None
    oeffentlich = True
    template_name = "rollen/anmelden.html"
    authentication_form = konto.Anmeldeformular
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Who wants a code at the login too is not in yet."""
        person = form.get_user()
        if not zweitfaktor.fragt_bei_anmeldung(person):
            return super().form_valid(form)
        merke(self.request, person, ziel=self.get_success_url())
        return redirect("anmelden_code")


class Abmelden(auth_views.LogoutView):
    """Ends the session; POST only."""

    recht = None
    oeffentlich = True


class PasswortAendern(RechtMixin, Formularantwort, auth_views.PasswordChangeView):
    """Everybody changes their own password; all other sessions end."""

    recht = ANGEMELDET
    template_name = "rollen/passwort_aendern.html"
    form_class = konto.PasswortAendern
    success_url = reverse_lazy("konto")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Ihr neues Passwort gilt ab sofort.")
        return super().form_valid(form)


class PasswortVergessen(Formularantwort, auth_views.PasswordResetView):
    """Sends a link; the answer is the same whether there is an account or not."""

    recht = None
    oeffentlich = True
    template_name = "rollen/passwort_vergessen.html"
    form_class = konto.PasswortVergessen
    email_template_name = "rollen/post/passwort.txt"
    subject_template_name = "rollen/post/passwort_betreff.txt"
    extra_email_context = {"basis_url": settings.BASIS_URL}
    success_url = reverse_lazy("passwort_gesendet")


class PasswortGesendet(auth_views.PasswordResetDoneView):
    """Says to look into the mailbox."""

    recht = None
    oeffentlich = True
    template_name = "rollen/passwort_gesendet.html"


class PasswortNeu(Formularantwort, auth_views.PasswordResetConfirmView):
    """The page behind the link: a new password."""

    recht = None
    oeffentlich = True
    template_name = "rollen/passwort_neu.html"
    success_url = reverse_lazy("anmelden")

    @property
    def erstmals(self) -> bool:
        """True when nobody has opened a link to this address before."""
        return self.user is not None and self.user.adresse_belegt_am is None

    def get_form_class(self) -> type[konto.PasswortNeu]:
        return konto.Erstzugang if self.erstmals else konto.PasswortNeu

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(erstmals=self.erstmals, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        if isinstance(form, konto.Erstzugang):
            zugang.belege(form.user, name=form.cleaned_data["name"], funktion=form.cleaned_data["funktion"])
        messages.success(self.request, "Ihr Passwort ist gespeichert. Sie können sich jetzt anmelden.")
        return super().form_valid(form)


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
        except zweitfaktor.Codefehler as fehler:
            if isinstance(fehler, zweitfaktor.FalscherCode):
                self.lage["falsch"] += 1
                self.request.session.modified = True
                if self.lage["falsch"] >= VERSUCHE:
                    zweitfaktor.halte_fehlversuche_fest(self.person)
                    return self._zurueck(ZU_OFT)
            form.add_error("code", str(fehler))
            return self.form_invalid(form)
        del self.request.session[SITZUNG]
        login(self.request, self.person, backend=self.lage["zugang"])
        if ersatz and (uebrig := zweitfaktor.ersatzcodes_uebrig(self.person)) <= WENIGE:
            rest = {0: "keinen Ersatzcode mehr", 1: "noch einen Ersatzcode"}
            satz = f"Sie haben {rest.get(uebrig, f'noch {uebrig} Ersatzcodes')}."
            messages.warning(self.request, f"{satz} Bitte erneuern Sie sie unter „Mein Konto“.")
        return redirect(self.lage["ziel"])

    def _zurueck(self, grund: str) -> HttpResponse:
        """To the password, and then to the page that was asked for."""
        del self.request.session[SITZUNG]
        messages.error(self.request, grund)
        return redirect(f"{reverse('anmelden')}?{urlencode({'next': self.lage['ziel']})}")
