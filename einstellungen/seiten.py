"""Public pages without login: the legal duties and the report of a barrier."""

import logging
from smtplib import SMTPException
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.generic import FormView, TemplateView

log = logging.getLogger(__name__)
NICHT_GESENDET = "Ihre Meldung konnte nicht gesendet werden. Bitte versuchen Sie es später noch einmal."


class Rechtsseite(TemplateView):
    """A public page of text."""

    recht = None
    oeffentlich = True
    extra_context = {"barriere_email": settings.BARRIERE_EMAIL}


class Impressum(Rechtsseite):
    template_name = "recht/impressum.html"


class Datenschutz(Rechtsseite):
    template_name = "recht/datenschutz.html"


class Barrierefreiheit(Rechtsseite):
    template_name = "recht/barrierefreiheit.html"


class LeichteSprache(Rechtsseite):
    template_name = "recht/leichte_sprache.html"


class Quelltext(Rechtsseite):
    template_name = "recht/quelltext.html"


class BarriereFormular(forms.Form):
    """What a person tells about a barrier; name and address are voluntary (§ 10b BGG NRW)."""

    seite = forms.CharField(
        label="Welche Seite?",
        max_length=500,
        required=False,
        help_text="Adresse oder Titel der Seite. So finden wir die Stelle schneller.",
    )
    beschreibung = forms.CharField(
        label="Was hat nicht funktioniert?",
        max_length=5000,
        widget=forms.Textarea,
        help_text="Beschreiben Sie die Barriere. Nennen Sie gern Ihr Gerät und Ihre Hilfsmittel.",
        error_messages={"required": "Bitte beschreiben Sie die Barriere."},
    )
    name = forms.CharField(
        label="Ihr Name", max_length=200, required=False, help_text="Nur für unsere Antwort."
    )
    email = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        required=False,
        help_text="Ohne E-Mail-Adresse können wir Ihnen nicht antworten.",
        error_messages={"invalid": "Bitte schreiben Sie die E-Mail-Adresse so: name@beispiel.de."},
    )


def barriere_nachricht(angaben: dict[str, str]) -> EmailMessage:
    """The e-mail to the office in charge of accessibility."""
    text = (
        f"Seite: {angaben['seite'] or 'nicht angegeben'}\n"
        f"Name: {angaben['name'] or 'nicht angegeben'}\n"
        f"E-Mail: {angaben['email'] or 'nicht angegeben'}\n\n"
        f"{angaben['beschreibung']}\n"
    )
    return EmailMessage(
        subject="Gemeldete Barriere in Kindercampus",
        body=text,
        to=[settings.BARRIERE_EMAIL],
        reply_to=[angaben["email"]] if angaben["email"] else None,
    )


class BarriereMelden(FormView):
    """Feedback on accessibility, open to everybody (§ 10b BGG NRW)."""

    recht = None
    oeffentlich = True
    template_name = "recht/barriere_melden.html"
    form_class = BarriereFormular
    success_url = reverse_lazy("barrierefreiheit")
    extra_context = {"barriere_email": settings.BARRIERE_EMAIL}

    def get_initial(self) -> dict[str, Any]:
        return {"seite": self.request.GET.get("seite", "")}

    def form_valid(self, form: BarriereFormular) -> HttpResponse:
        try:
            barriere_nachricht(form.cleaned_data).send()
        except (SMTPException, OSError):
            log.exception("report of a barrier not sent")
            form.add_error(None, NICHT_GESENDET)
            return self.render_to_response(self.get_context_data(form=form), status=503)
        messages.success(self.request, "Vielen Dank. Ihre Meldung ist bei uns angekommen.")
        return super().form_valid(form)

    def form_invalid(self, form: BarriereFormular) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
