"""The Kasse's pages on confirmations: upload, preview, apply; and what did not fit."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView

from antraege.foerderung.models import (
    Buchungsdatei,
    Klaerungsgrund,
    Klaerungsstatus,
    Zahlungsklaerung,
    Zeilenergebnis,
)
from antraege.foerderung.zahlung import bestaetigungen
from antraege.foerderung.zahlung.bestaetigungen import GROESSTE_DATEI, DateiUnlesbar
from antraege.kooperation.forms import langtext
from rollen.blaettern import blaettere
from rollen.views.basis import Formularantwort, ich
from workflows.zahlung import bestaetigungen as zahlungen_buchen
from workflows.zahlung.seiten_basis import KasseMixin


class DateiFormular(forms.Form):
    """A CSV of the finance system."""

    datei = forms.FileField(
        label="CSV-Datei mit Buchungen",
        max_length=150,
        help_text="Spalten: Referenz, Betrag, Wertstellung, Belegnummer. Höchstens 2 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )

    def clean_datei(self) -> Any:
        """Not more than can be read at once."""
        datei = self.cleaned_data["datei"]
        if datei.size > GROESSTE_DATEI:
            raise forms.ValidationError("Die Datei ist größer als 2 MB.")
        return datei


class Dateien(KasseMixin, Formularantwort, FormView):
    """Files taken in, the newest first, and the form for another one."""

    template_name = "zahlung/bestaetigungen.html"
    form_class = DateiFormular
    reiter = "buchungsdateien"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        je_ergebnis = {
            name: Count("zeilen", filter=Q(zeilen__ergebnis=name)) for name in Zeilenergebnis.values
        }
        alle = Buchungsdatei.objects.select_related("eingelesen_von").annotate(**je_ergebnis)
        dateien, seiten = blaettere(self.request, alle)
        return super().get_context_data(dateien=dateien, seiten=seiten, **kwargs)

    def form_valid(self, form: DateiFormular) -> HttpResponse:
        """Keep the file and show its preview; the same content again leads to the first one."""
        upload = form.cleaned_data["datei"]
        try:
            datei = zahlungen_buchen.lies_ein(upload.read(), name=upload.name[:160], akteur=ich(self.request))
        except DateiUnlesbar as fehler:
            form.add_error("datei", str(fehler))
            return self.form_invalid(form)
        except zahlungen_buchen.SchonEingelesen as fehler:
            messages.warning(self.request, f"{fehler} Hier ist ihr Ergebnis.")
            return redirect("buchungsdatei", fehler.datei.pk)
        return redirect("buchungsdatei", datei.pk)


class Datei(KasseMixin, TemplateView):
    """Preview with a result per row; POST applies it, a second POST finds nothing left to do."""

    template_name = "zahlung/bestaetigung.html"
    reiter = "buchungsdateien"

    def datei(self) -> Buchungsdatei:
        return get_object_or_404(Buchungsdatei.objects.select_related("eingelesen_von"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        datei = self.datei()
        zeilen = list(datei.zeilen.select_related("klaerung", "mittelabruf__antrag").order_by("nr"))
        offene = [zeile for zeile in zeilen if zeile.ergebnis == Zeilenergebnis.OFFEN]
        vorschau = list(bestaetigungen.vorschau(offene))
        return super().get_context_data(
            datei=datei,
            vorschau=vorschau,
            passende=sum(urteil.buchbar for _, urteil in vorschau),
            erledigte=[zeile for zeile in zeilen if zeile.ergebnis != Zeilenergebnis.OFFEN],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        datei = self.datei()
        bilanz = zahlungen_buchen.verarbeite(datei.pk, akteur=ich(request))
        messages.success(request, f"Gebucht: {bilanz.gebucht}. Zu klären: {bilanz.klaerung}.")
        return redirect("buchungsdatei", datei.pk)


class KlaerungenFilter(forms.Form):
    """Which mismatches the list shows."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "offen"), ("geklaert", "geklärt"), ("alle", "alle")],
    )
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *Klaerungsgrund.choices])

    def bedingung(self) -> Q:
        """The filter as a condition; a made-up address shows what is open."""
        werte = self.cleaned_data if self.is_valid() else {}
        stand, art = werte.get("stand") or Klaerungsstatus.OFFEN.value, werte.get("art")
        q = Q() if stand == "alle" else Q(status=stand)
        return q & Q(art=art) if art else q


class Klaerungen(KasseMixin, TemplateView):
    """Confirmations that did not fit: the Kasse's own list."""

    template_name = "zahlung/klaerungen.html"
    reiter = "zahlungsklaerungen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = KlaerungenFilter(self.request.GET)
        alle = Zahlungsklaerung.objects.select_related("zeile__datei", "zeile__mittelabruf__antrag")
        klaerungen, seiten = blaettere(self.request, alle.filter(form.bedingung()))
        return super().get_context_data(form=form, klaerungen=klaerungen, seiten=seiten, **kwargs)


class LoesungFormular(forms.Form):
    """What happened."""

    loesung = langtext(
        "Was haben Sie herausgefunden, was ist veranlasst?",
        required=True,
        help_text="Das steht im Protokoll und am Fall.",
        zeilen=4,
        hoechstens=1000,
    )


class Klaerung(KasseMixin, Formularantwort, FormView):
    """One mismatch beside what was handed over."""

    template_name = "zahlung/klaerung.html"
    form_class = LoesungFormular
    reiter = "zahlungsklaerungen"

    def klaerung(self) -> Zahlungsklaerung:
        mit = ("zeile__datei", "zeile__mittelabruf__antrag__traeger", "geklaert_von")
        return get_object_or_404(Zahlungsklaerung.objects.select_related(*mit), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        klaerung = self.klaerung()
        abruf = klaerung.zeile.mittelabruf
        return super().get_context_data(
            klaerung=klaerung,
            zeile=klaerung.zeile,
            abruf=abruf,
            offen=klaerung.status == Klaerungsstatus.OFFEN,
            **kwargs,
        )

    def form_valid(self, form: LoesungFormular) -> HttpResponse:
        zahlungen_buchen.klaere(
            self.kwargs["pk"], loesung=form.cleaned_data["loesung"], akteur=ich(self.request)
        )
        messages.success(self.request, "Die Klärung ist erledigt.")
        return redirect("zahlungsklaerungen")
