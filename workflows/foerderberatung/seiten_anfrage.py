"""Ask for advice without an account."""

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from antraege.foerderberatung import dienst
from antraege.foerderberatung.forms import Anfrage
from antraege.kern.maengel import MaengelFehler
from rollen.drossel import zu_oft
from rollen.views.basis import Formularantwort

ANFRAGEN_JE_MINUTE = 5
ZU_OFT = "Von Ihrem Anschluss kamen gerade sehr viele Anfragen. Bitte warten Sie eine Minute."


class Anfragen(Formularantwort, FormView):
    """`/beratung/anfragen/`: open to everybody; the answer comes by e-mail. Machines get the same page."""

    recht = None
    oeffentlich = True
    template_name = "foerderberatung/anfragen.html"
    form_class = Anfrage

    def form_valid(self, form: Anfrage) -> HttpResponse:
        """Too many from one address are asked to wait; what they typed stays (429)."""
        if zu_oft("beratung", get_client_ip_address(self.request) or "", hoechstens=ANFRAGEN_JE_MINUTE):
            form.add_error(None, ZU_OFT)
            antwort = self.render_to_response(self.get_context_data(form=form), status=429)
            antwort.headers["Retry-After"] = "60"
            return antwort
        if not form.maschine:
            try:
                vermerk = dienst.frage_an(**form.angaben())
            except MaengelFehler as fehler:
                return self.mit_maengeln(form, fehler.maengel)
            messages.success(self.request, f"Ihr Eingangscode lautet {vermerk.code}. Bitte notieren Sie ihn.")
        return redirect("beratung_angefragt")


class Angefragt(TemplateView):
    """What happens next."""

    recht = None
    oeffentlich = True
    template_name = "foerderberatung/angefragt.html"
