"""Annexes of an agreement: the office adds and takes out, every party reads."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from antraege.antrag.forms import DateiFeld
from antraege.kooperation import anlagen
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.kooperation import anlagen as tuer
from workflows.kooperation.seiten import Handlungsseite, Vereinbarungsseite, gespeicherte


class Anlagenformular(forms.Form):
    """What the text calls the annex, and the file."""

    bezeichnung = forms.CharField(
        label="Bezeichnung", max_length=160, help_text="So heißt die Anlage im Text, zum Beispiel Raumplan."
    )
    datei = DateiFeld(label="Datei", help_text="Am besten ein PDF. Der Text nennt ihre Prüfsumme.")


class Anlagen(Handlungsseite):
    """`…/anlagen/`: what the next text will name, and one more."""

    form_class = Anlagenformular
    template_name = "kooperation/anlagen.html"
    ueberschrift = "Anlagen der Vereinbarung"
    erklaerung = "Sie gehören zum nächsten Text: zur nächsten Fassung oder zum nächsten Nachtrag."
    knopf = "Anlage hochladen"
    meldung = "Die Anlage ist hochgeladen."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(anlagen=anlagen.geltende(self.vereinbarung), **kwargs)

    def tue(self, form: forms.Form) -> None:
        """Keep it."""
        tuer.lege_bei(self.antrag.pk, akteur=ich(self.request), **form.cleaned_data)


class AnlageEntfernen(Vereinbarungsseite, View):
    """`…/anlagen/<anlage>/entfernen/`: take one out."""

    recht = Recht.VEREINBARUNG_ENTWERFEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        eine = get_object_or_404(self.vereinbarung.anlagen, pk=self.kwargs["anlage"])
        tuer.entferne(self.antrag.pk, eine.pk, akteur=ich(request))
        messages.success(request, f"„{eine}“ gehört nicht mehr zum nächsten Text.")
        return redirect("vereinbarung_anlagen", self.antrag.pk)


class AnlageLaden(Vereinbarungsseite, View):
    """`…/anlagen/<anlage>/`: the file, verified each time; taken out or not, for texts may name it."""

    def get(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        alle = self.vereinbarung.anlagen.select_related("anlage")
        eine = get_object_or_404(alle, pk=self.kwargs["anlage"]).anlage
        return gespeicherte(eine, eine.name, medientyp=eine.medientyp)
