"""The inbox of a case, for both sides."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView

from antraege.antrag.models import Antrag
from antraege.antrag.queries import bearbeitbar_fuer, sichtbar_fuer
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.kooperation.forms import langtext
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.models import Nachricht, Richtung
from workflows.postkorb import nachrichten
from workflows.postkorb.nachrichten import fuer_antragsseite, nur_lesen


class Schreiben(forms.Form):
    """A message."""

    betreff = forms.CharField(label="Betreff", max_length=160)
    text = langtext("Nachricht", required=True, zeilen=6)


class NachrichtenMixin(RechtMixin):
    """The messages of a submitted request this person may see; any other one does not exist for them."""

    recht: ClassVar[Any] = (Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN, Recht.FALL_SEHEN)
    request: HttpRequest
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a foreign request and for a draft."""
        super().betrete()
        _ = self.antrag

    @cached_property
    def antrag(self) -> Antrag:
        """The request whose messages these are."""
        person = ich(self.request)
        im_amt = sichtbar_fuer(person).filter(stelle__in=rechte.stellen_mit(person, Recht.FALL_SEHEN))
        antraege = (bearbeitbar_fuer(person) | im_amt).filter(aktenzeichen__isnull=False)
        return get_object_or_404(
            antraege.select_related("traeger", "stelle", "programm"), pk=self.kwargs["pk"]
        )

    @cached_property
    def antragsseite(self) -> bool:
        """True when this person reads as the applicant, or as who drafted on the applicant's behalf."""
        return bearbeitbar_fuer(ich(self.request)).filter(pk=self.antrag.pk).exists()

    @property
    def eingang(self) -> Richtung:
        """Which direction is incoming for this person."""
        return Richtung.AN_TRAEGER if self.antragsseite else Richtung.AN_AMT

    @cached_property
    def nur_lesen(self) -> tuple[str, ...]:
        """Why this person may not write."""
        return nur_lesen(self.antrag, ich(self.request))


class Nachrichten(NachrichtenMixin, Formularantwort, FormView):
    """Read and write."""

    form_class = Schreiben
    template_name = "postkorb/nachrichten.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = fuer_antragsseite(self.antrag) if self.antragsseite else self.antrag.nachrichten.all()
        zeilen = zeilen.select_related("verfasst_von")
        blatt, seiten = blaettere(self.request, zeilen)
        neue = zeilen.filter(richtung=self.eingang, gelesen_am__isnull=True)
        ziele = ("meine_antraege", "antrag_status") if self.antragsseite else ("faelle", "fall")
        liste = "Meine Anträge" if self.antragsseite else "Fälle"
        fall = self.antrag.titel if self.antragsseite else self.antrag.aktenzeichen
        return super().get_context_data(
            antrag=self.antrag,
            nachrichten=blatt,
            seiten=seiten,
            eingang=self.eingang,
            bedingungen=[Mangel(grund) for grund in self.nur_lesen],
            neueste=neue.values_list("pk", flat=True).first(),
            brotkrumen=[
                {"name": liste, "url": reverse(ziele[0])},
                {"name": fall or "", "url": reverse(ziele[1], args=[self.antrag.pk])},
                {"name": "Nachrichten", "url": ""},
            ],
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Send through the door."""
        try:
            nachrichten.schreibe_nachricht(self.antrag.pk, akteur=ich(self.request), **form.cleaned_data)
        except MaengelFehler as fehler:
            form.add_error(None, str(fehler))
            return self.form_invalid(form)
        messages.success(self.request, "Ihre Nachricht ist gesendet.")
        return redirect("nachrichten", self.antrag.pk)


class NachrichtenGelesen(NachrichtenMixin, View):
    """Mark what came in as read: by who could answer, up to the newest one the page showed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Only incoming messages of this side. Raises Verweigert for who only reads along."""
        if self.nur_lesen:
            raise rechte.Verweigert(*self.nur_lesen)
        bis = request.POST.get("bis", "")
        neue = Nachricht.objects.filter(antrag=self.antrag, richtung=self.eingang, gelesen_am__isnull=True)
        if bis.isascii() and bis.isdecimal() and len(bis) < 19:
            neue.filter(pk__lte=int(bis)).update(gelesen_am=uhr.jetzt())
        return redirect("nachrichten", self.antrag.pk)
