"""The pages of bulk acts: preview with the reason for every refused row, then one result per row."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.kooperation.forms import langtext
from rollen.ansicht import RechtMixin
from rollen.blaettern import in_worten
from rollen.models import Benutzer
from rollen.views.basis import ich
from workflows.postkorb import leitung, sammeln
from workflows.postkorb.sammeln import SAMMELTATEN, Gruppe, Sammeltat, Zeile
from workflows.postkorb.vorrat import Arbeitsvorrat, postkorbrechte, zaehle
from workflows.seiten.aktionen import WiedervorlageFormular

ERGEBNIS = "sammelergebnis"
Tun = Callable[[Zeile], tuple[str, ...]]


class Bestaetigung(forms.Form):
    """One tick for what is said about every row; of a check list, one per version of the rules."""

    vermerk = langtext("Vermerk für alle", zeilen=10)

    def __init__(self, *args: Any, tat: Sammeltat, gruppen: list[Gruppe], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not gruppen:
            del self.fields["vermerk"]
        if tat.erklaerung:
            self.fields["erklaerung"] = forms.BooleanField(
                label=tat.erklaerung, error_messages={"required": "Bitte bestätigen Sie das für alle Zeilen."}
            )
        for gruppe in gruppen:
            self.fields[f"geprueft_{gruppe.richtlinie.pk}"] = forms.BooleanField(
                label="Ich habe jeden Punkt für jeden dieser Anträge geprüft. Alle Antworten sind Ja.",
                error_messages={"required": f"Bitte bestätigen Sie die Prüfung: {gruppe.richtlinie}."},
            )

    def haken(self, gruppe: Gruppe) -> forms.BoundField:
        """The tick of one group."""
        return self[f"geprueft_{gruppe.richtlinie.pk}"]


class Empfaengerwahl(forms.Form):
    """Who gets the tasks: each of the people with what lies with them already."""

    an = forms.ChoiceField(
        label="Wer soll diese Aufgaben erledigen?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie eine Person.",
            "invalid_choice": "Diese Person hat hier keine Rolle mehr. Bitte wählen Sie eine andere.",
        },
    )

    def __init__(self, *args: Any, personen: list[Benutzer], lasten: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personen = {str(person.pk): person for person in personen}
        self.fields["an"].choices = [  # type: ignore[attr-defined]
            (pk, f"{person.name} – offen: {in_worten(lasten[person.pk])}")
            for pk, person in self.personen.items()
        ]


class Sammel(RechtMixin, TemplateView):
    """`/postkorb/sammel/`: POST shows the preview, POST with `bestaetigt` does it, GET shows the last result."""

    recht = postkorbrechte()
    template_name = "postkorb/sammel.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The result of the last bulk act of this session."""
        ergebnis = request.session.get(ERGEBNIS)
        if not ergebnis or ergebnis["was"] not in SAMMELTATEN:
            return redirect("postkorb")
        tat = SAMMELTATEN[ergebnis["was"]]
        getan = sum(not zeile["gruende"] for zeile in ergebnis["zeilen"])
        return self.render_to_response(self.get_context_data(ergebnis=ergebnis, tat=tat, getan=getan))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing changes before the person has seen the preview and confirmed it."""
        tat = SAMMELTATEN.get(request.POST.get("was", ""))
        if tat is None:
            raise Http404
        nummern = [nr for wert in request.POST.getlist("aufgabe") if (nr := _zahl(wert, 19)) >= 0]
        zeilen = sammeln.vorschau(nummern, tat.name, akteur=ich(request))
        gruppen = sammeln.gruppen(zeilen) if tat.name == "formal" else []
        bestaetigt = "bestaetigt" in request.POST
        form = self._formular(tat, gruppen, request.POST if bestaetigt else None)
        if bestaetigt and form.is_valid():
            tun = self._tun(tat, form, gruppen)
            request.session[ERGEBNIS] = {
                "was": tat.name,
                "zurueck": _zurueck(request),
                "zeilen": [_ergebnis(zeile, tun(zeile)) for zeile in zeilen],
            }
            return redirect("sammel")
        kontext = self.get_context_data(
            tat=tat,
            moegliche=[zeile for zeile in zeilen if zeile.moeglich],
            abgewiesene=[zeile for zeile in zeilen if not zeile.moeglich],
            gruppen=[(gruppe, form.haken(gruppe)) for gruppe in gruppen if isinstance(form, Bestaetigung)],
            form=form,
            zurueck=_zurueck(self.request),
        )
        return self.render_to_response(kontext, status=422 if bestaetigt else 200)

    def _formular(self, tat: Sammeltat, gruppen: list[Gruppe], daten: Any) -> forms.Form:
        if tat.name == "wiedervorlegen":
            return WiedervorlageFormular(daten)
        if tat.name == "zuweisen":
            person = ich(self.request)
            vorrat = Arbeitsvorrat(person)
            alle = list(leitung.leute(person, vorrat.geleitete))
            _, im_amt = leitung.dazugehoerige(person, alle)
            leute = [p for p in alle if p.pk in im_amt]
            lasten = zaehle({p.pk: [leitung.offene_von(p.pk, vorrat.geleitete)] for p in leute})
            return Empfaengerwahl(daten, personen=leute, lasten=lasten)
        return Bestaetigung(daten, tat=tat, gruppen=gruppen)

    def _tun(self, tat: Sammeltat, form: forms.Form, gruppen: list[Gruppe]) -> Tun:
        """What happens to one row: through the door, each in its own transaction.

        What the preview refuses is not tried as a step, nor what it has left out as too much.
        """
        akteur, daten, post = ich(self.request), form.cleaned_data, self.request.POST
        je_zeile = {zeile.pk: gruppe for gruppe in gruppen for zeile in gruppe.zeilen}

        def tue(zeile: Zeile) -> tuple[str, ...]:
            if not zeile.moeglich and (tat.schritt or zeile.gruende[0].text == sammeln.ZUVIEL):
                return tuple(mangel.text for mangel in zeile.gruende)
            if tat.name == "uebernehmen":
                return sammeln.uebernehmen(zeile, akteur=akteur)
            if isinstance(form, Empfaengerwahl):
                bisher = _zahl(post.get(f"bei_{zeile.pk}", ""), 19)
                return sammeln.zuweisen(zeile, an=form.personen[daten["an"]], bisher=bisher, akteur=akteur)
            if tat.name == "wiedervorlegen":
                return sammeln.wiedervorlegen(zeile, am=daten["am"], grund=daten["grund"], akteur=akteur)
            if tat.name == "erinnern":
                return sammeln.erinnern(zeile, akteur=akteur)
            eingaben = tat.eingaben
            if zeile.pk in je_zeile:
                eingaben = sammeln.alle_ja(je_zeile[zeile.pk].punkte, daten["vermerk"])
            stand = _zahl(post.get(f"stand_{zeile.pk}", ""), 10)
            return sammeln.erledige(zeile, eingaben, akteur=akteur, stand=stand)

        return tue


def _zahl(wert: str, stellen: int) -> int:
    """A number as the page has sent it; -1 for what is none or too long."""
    return int(wert) if wert.isascii() and wert.isdigit() and len(wert) < stellen else -1


def _zurueck(request: HttpRequest) -> str:
    """The Postkorb as it was left."""
    weg = request.POST.get("zurueck", "")
    return f"{reverse('postkorb')}?{weg}" if weg else reverse("postkorb")


def _ergebnis(zeile: Zeile, gruende: tuple[str, ...]) -> dict[str, Any]:
    aufgabe = zeile.aufgabe
    if aufgabe is None and gruende:
        gruende = tuple(mangel.text for mangel in zeile.gruende)
    return {
        "pk": zeile.pk,
        "aktenzeichen": aufgabe.aktenzeichen if aufgabe else f"Aufgabe {zeile.pk}",
        "betreff": aufgabe.betreff if aufgabe else "",
        "bekannt": aufgabe is not None,
        "gruende": list(gruende),
    }
