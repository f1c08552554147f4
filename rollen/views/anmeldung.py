"""Log in, log out, change or reset the password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from rollen import zugang, zweitfaktor
from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.forms import konto
from rollen.views.anmeldecode import merke
from rollen.views.basis import Formularantwort


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
