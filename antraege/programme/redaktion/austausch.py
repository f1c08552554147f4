"""The pages on which a programme becomes a file, and a file of another city an unreleased version."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from antraege.kern.maengel import MaengelFehler
from antraege.programme.redaktion import datei
from antraege.programme.redaktion.formulare import AEMTER, federfuehrende
from antraege.programme.redaktion.views import FassungMixin
from antraege.programme.regelwerk import Daten
from rollen.ansicht import RechtMixin
from rollen.models import Stelle
from rollen.tabelle import Recht
from rollen.views.basis import ich, trage_ein


class Fassungsdatei(FassungMixin, View):
    """The version as a file to download."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        r = self.richtlinie
        antwort = HttpResponse(datei.als_datei(r), content_type="application/json; charset=utf-8")
        name = f"{r.programm.kuerzel}-version-{r.version}.json"
        antwort["Content-Disposition"] = f'attachment; filename="{name}"'
        return antwort


class Dateiformular(forms.Form):
    """The file."""

    datei = forms.FileField(
        label="Programmdatei",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=f"Eine JSON-Datei aus diesem Verfahren, höchstens {datei.GROESSTE_DATEI // 1000} KB.",
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )


class Zuordnung(forms.Form):
    """Name and Stelle in charge, and an own Stelle for each foreign one; carries the file that was read."""

    inhalt = forms.CharField(widget=forms.HiddenInput, max_length=datei.GROESSTE_DATEI, strip=False)
    name = forms.CharField(label="Name des Programms", max_length=160)
    stelle = forms.ModelChoiceField(
        Stelle.objects.none(), label="Federführende Stelle", empty_label="Bitte wählen"
    )

    def __init__(self, *args: Any, daten: Daten, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stelle = cast("forms.ModelChoiceField[Stelle]", self.fields["stelle"])
        stelle.queryset = federfuehrende(person)
        self.initial = {
            **self.initial,
            "name": daten["name"],
            "stelle": stelle.queryset.filter(kuerzel=daten["stelle"]).first(),
        }
        self.fremde = datei.fremde_stellen(daten)
        for nr, kuerzel in enumerate(self.fremde):
            self.fields[f"fremd_{nr}"] = forms.ModelChoiceField(
                Stelle.objects.filter(art__in=AEMTER, aktiv=True),
                label=f"Mitzeichnung statt „{kuerzel}“",
                required=False,
                empty_label="Niemand",
                help_text="Diese Stelle der anderen Stadt gibt es hier nicht.",
            )

    def zuordnung(self) -> dict[str, Stelle | None]:
        """Own Stellen by the foreign Kürzel."""
        return {kuerzel: self.cleaned_data[f"fremd_{nr}"] for nr, kuerzel in enumerate(self.fremde)}


class Einlesen(RechtMixin, View):
    """First the file, then what it needs here; nothing is kept in between."""

    recht = Recht.RICHTLINIE_BEARBEITEN

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._zeige(Dateiformular())

    def post(self, request: HttpRequest) -> HttpResponse:
        """The file, or what was read of it with its Stellen; 422 with a sentence for each fault."""
        if "inhalt" in request.POST:
            return self._versuche(request.POST["inhalt"].encode(), self._uebernimm)
        form = Dateiformular(request.POST, request.FILES)
        if not form.is_valid():
            return self._zeige(form, status=422)
        roh = form.cleaned_data["datei"].read(datei.GROESSTE_DATEI + 1)
        return self._versuche(roh, lambda daten: self._frage(daten, roh.decode()))

    def _versuche(self, roh: bytes, weiter: Callable[[Daten], HttpResponse]) -> HttpResponse:
        try:
            daten = datei.lies(roh)
        except MaengelFehler as fehler:
            return self._zeige(Dateiformular(), maengel=fehler.maengel, status=422)
        return weiter(daten)

    def _frage(self, daten: Daten, inhalt: str) -> HttpResponse:
        return self._zeige(
            Zuordnung(daten=daten, person=ich(self.request), initial={"inhalt": inhalt}), daten=daten
        )

    def _uebernimm(self, daten: Daten) -> HttpResponse:
        form = Zuordnung(self.request.POST, daten=daten, person=ich(self.request))
        if form.is_valid():
            werte = {feld: form.cleaned_data[feld] for feld in ("name", "stelle")}
            try:
                neu = datei.uebernimm(daten, **werte, zuordnung=form.zuordnung(), akteur=ich(self.request))
            except MaengelFehler as fehler:
                trage_ein(form, fehler.maengel)
            else:
                messages.success(
                    self.request, f"„{neu.programm}“ ist eingelesen. Es gilt erst nach der Freigabe."
                )
                return redirect("fassung", neu.pk)
        return self._zeige(form, daten=daten, status=422)

    def _zeige(self, form: forms.Form, *, status: int = 200, **werte: Any) -> HttpResponse:
        krumen = [{"name": "Programme pflegen", "url": reverse("redaktion")}, {"name": "Programm einlesen"}]
        fremde = datei.fremde_texte(werte["daten"]) if "daten" in werte else []
        return render(
            self.request,
            "programme/einlesen.html",
            {"form": form, "brotkrumen": krumen, "fremde_texte": fremde, **werte},
            status=status,
        )
