"""The pages of bulk acts: preview with the reason for every refused row, then one result per row."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.kooperation.forms import langtext
from rollen.ansicht import RechtMixin
from rollen.views.basis import ich
from workflows.postkorb import sammeln
from workflows.postkorb.sammeln import Gruppe, Zeile
from workflows.postkorb.vorrat import postkorbrechte

ERGEBNIS = "sammelergebnis"
TITEL = {"uebernehmen": "Aufgaben übernehmen", "formal": "Mehrere Anträge formal prüfen"}


class Bestaetigung(forms.Form):
    """One tick per version of the rules: nobody confirms a list they have not been shown."""

    vermerk = langtext("Vermerk für alle", zeilen=10)

    def __init__(self, *args: Any, gruppen: list[Gruppe], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for gruppe in gruppen:
            self.fields[f"geprueft_{gruppe.richtlinie.pk}"] = forms.BooleanField(
                label="Ich habe jeden Punkt für jeden dieser Anträge geprüft. Alle Antworten sind Ja.",
                error_messages={"required": f"Bitte bestätigen Sie die Prüfung: {gruppe.richtlinie}."},
            )

    def haken(self, gruppe: Gruppe) -> forms.BoundField:
        """The tick of one group."""
        return self[f"geprueft_{gruppe.richtlinie.pk}"]


class Sammel(RechtMixin, TemplateView):
    """`/postkorb/sammel/`: POST shows the preview, POST with `bestaetigt` does it, GET shows the last result."""

    recht = postkorbrechte()
    template_name = "postkorb/sammel.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The result of the last bulk act of this session."""
        ergebnis = request.session.get(ERGEBNIS)
        if not ergebnis:
            return redirect("postkorb")
        return self.render_to_response(self.get_context_data(ergebnis=ergebnis, titel=TITEL[ergebnis["was"]]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing changes before the person has seen the preview and confirmed it."""
        was = request.POST.get("was", "")
        if was not in TITEL:
            raise Http404
        werte = request.POST.getlist("aufgabe")
        nummern = [int(wert) for wert in werte if wert.isascii() and wert.isdigit() and len(wert) < 19]
        zeilen = sammeln.vorschau(nummern, was, akteur=ich(request))
        gruppen = sammeln.gruppen(zeilen) if was == "formal" else []
        bestaetigt = "bestaetigt" in request.POST
        form = Bestaetigung(request.POST if bestaetigt else None, gruppen=gruppen)
        if bestaetigt and form.is_valid():
            self.vermerk = form.cleaned_data["vermerk"]
            tat = {zeile.pk: gruppe for gruppe in gruppen for zeile in gruppe.zeilen}
            request.session[ERGEBNIS] = {
                "was": was,
                "zurueck": _zurueck(request),
                "zeilen": [_ergebnis(z, self._tue(z, was, tat)) for z in zeilen],
            }
            return redirect("sammel")
        kontext = self.get_context_data(
            was=was,
            titel=TITEL[was],
            moegliche=[zeile for zeile in zeilen if zeile.moeglich],
            abgewiesene=[zeile for zeile in zeilen if not zeile.moeglich],
            gruppen=[(gruppe, form.haken(gruppe)) for gruppe in gruppen],
            form=form,
            zurueck=_zurueck(self.request),
        )
        return self.render_to_response(kontext, status=422 if bestaetigt else 200)

    def _tue(self, zeile: Zeile, was: str, gruppen: dict[int, Gruppe]) -> tuple[str, ...]:
        """Through the door, each row in its own transaction; what the preview refuses is not tried as a check."""
        akteur = ich(self.request)
        if was == "uebernehmen":
            return sammeln.uebernehmen(zeile, akteur=akteur)
        if zeile.pk not in gruppen:
            return tuple(mangel.text for mangel in zeile.gruende)
        stand = self.request.POST.get(f"stand_{zeile.pk}", "")
        return sammeln.pruefe_formal(
            zeile,
            gruppen[zeile.pk].punkte,
            akteur=akteur,
            stand=int(stand) if stand.isascii() and stand.isdigit() and len(stand) < 10 else -1,
            vermerk=self.vermerk,
        )


def _zurueck(request: HttpRequest) -> str:
    """The Postkorb as it was left."""
    weg = request.POST.get("zurueck", "")
    return f"{reverse('postkorb')}?{weg}" if weg else reverse("postkorb")


def _ergebnis(zeile: Zeile, gruende: tuple[str, ...]) -> dict[str, Any]:
    aufgabe = zeile.aufgabe
    return {
        "pk": zeile.pk,
        "aktenzeichen": aufgabe.aktenzeichen if aufgabe else f"Aufgabe {zeile.pk}",
        "betreff": aufgabe.betreff if aufgabe else "",
        "bekannt": aufgabe is not None,
        "gruende": list(gruende) if aufgabe or not gruende else [sammeln.UNBEKANNT],
    }
