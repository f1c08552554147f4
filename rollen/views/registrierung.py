"""An organisation registers itself; open to everybody."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic import FormView, TemplateView

from rollen import registrierung
from rollen.forms.traeger import Registrierung
from rollen.views.basis import Formularantwort


class TraegerRegistrieren(Formularantwort, FormView):
    """The answer is the same whether the address has an account or not, and for machines."""

    recht = None
    oeffentlich = True
    template_name = "rollen/traeger_registrieren.html"
    form_class = Registrierung
    success_url = reverse_lazy("traeger_registriert")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated:
            messages.info(
                request, "Sie sind schon angemeldet. Zum Registrieren melden Sie sich bitte erst ab."
            )
            return redirect("konto")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Registrierung) -> HttpResponse:
        if form.maschine:
            return super().form_valid(form)
        try:
            registrierung.registriere(form.organisation(), person=form.erstperson())
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
        return super().form_valid(form)


class TraegerRegistriert(TemplateView):
    """What happens next; says nothing about whether an account was made."""

    recht = None
    oeffentlich = True
    template_name = "rollen/traeger_registriert.html"
