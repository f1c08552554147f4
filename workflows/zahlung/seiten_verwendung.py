"""Pages on the use in time, of the office and of the Träger, and on signed papers a payment waits for."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView

from antraege.antrag.fragen import DateiFeld
from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufstatus, Mittelabruf, Zahlungsunterlagenart
from antraege.foerderung.zahlung import gates, verwendung
from antraege.kern.maengel import MaengelFehler
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.formulare import tag
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.akte import sicht
from workflows.akte.liste import Listenseite
from workflows.tuer import hindernisse
from workflows.tuer.handlung import hindernisse_im_amt
from workflows.tuer.seite import trage_ein
from workflows.zahlung import laeufe as zahlungen
from workflows.zahlung import verwendung as zahlungen_verwendung

KOPF = (
    "Aktenzeichen",
    "Träger",
    "Stelle",
    "Zahlung",
    "Betrag",
    "bezahlt am",
    "zu verwenden bis",
    "erinnert am",
)


class Verwendungsliste(RechtMixin, Listenseite):
    """Paid instalments without a word on their use; those whose time is over are marked."""

    recht = Recht.FALL_SEHEN
    template_name = "zahlung/verwendungsliste.html"
    dateiname = "verwendung"
    kopf = KOPF

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blatt, seiten = blaettere(self.request, self._abrufe())
        return super().get_context_data(
            zeilen=[_zeile(abruf) for abruf in blatt],
            seiten=seiten,
            suche=self.request.GET.get("suche", ""),
            **kwargs,
        )

    def _abrufe(self) -> QuerySet[Mittelabruf]:
        suche = self.request.GET.get("suche", "").strip()[:80].replace("\x00", "")
        eigene = rechte.stellen_mit(ich(self.request), Recht.FALL_SEHEN)
        return verwendung.ungeklaerte().filter(
            antrag__stelle__in=eigene, antrag__traeger__name__icontains=suche
        )

    def alle(self) -> Iterator[list[Any]]:
        for abruf in self._abrufe().iterator():
            antrag, tage = abruf.antrag, (verwendung.bezahlt_am(abruf), verwendung.frist(abruf))
            yield [
                *(antrag.aktenzeichen, antrag.traeger.name, antrag.stelle.name, str(abruf), abruf.betrag),
                *(f"{tag:%d.%m.%Y}" if tag else None for tag in (*tage, abruf.verwendung_erinnert_am)),
            ]


def _zeile(abruf: Mittelabruf) -> dict[str, Any]:
    return {
        "abruf": abruf,
        "bezahlt_am": verwendung.bezahlt_am(abruf),
        "frist": verwendung.frist(abruf),
        "abgelaufen": verwendung.abgelaufen(abruf, tag=uhr.heute()),
    }


class VerwendungFormular(forms.Form):
    """The day until which the money was used."""

    verwendet_am = tag(
        "An welchem Tag war das Geld vollständig ausgegeben?",
        required=True,
        help_text="Es zählt der Tag der letzten Zahlung aus diesem Geld.",
    )


class Verwendung(RechtMixin, Formularantwort, FormView):
    """The Träger says when an instalment was used."""

    recht = Recht.MITTEL_ABRUFEN
    template_name = "zahlung/verwendung.html"
    form_class = VerwendungFormular

    def betrete(self) -> None:
        """Raises Http404 for a foreign instalment and for one that is not paid."""
        super().betrete()
        _ = self.abruf

    @cached_property
    def abruf(self) -> Mittelabruf:
        """The instalment in question."""
        eigene = rechte.stellen_mit(ich(self.request), Recht.MITTEL_ABRUFEN)
        gebuchte = Mittelabruf.objects.filter(status=Abrufstatus.GEBUCHT, antrag__traeger__in=eigene)
        return get_object_or_404(gebuchte.select_related("antrag__richtlinie"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_zeile(self.abruf), **kwargs)

    def form_valid(self, form: VerwendungFormular) -> HttpResponse:
        abruf, tag = self.abruf, form.cleaned_data["verwendet_am"]
        try:
            zahlungen_verwendung.erklaere_verwendung(abruf.pk, verwendet_am=tag, akteur=ich(self.request))
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, "Danke. Die Verwendung ist erklärt.")
        return redirect("antrag_status", abruf.antrag_id)


class UnterlageFormular(forms.Form):
    """A signed paper."""

    art = forms.ChoiceField(
        label="Was liegt vor?", choices=Zahlungsunterlagenart.choices, widget=forms.RadioSelect
    )
    vom = tag("Unterschrieben am", required=True)
    datei = DateiFeld(label="Unterschriebenes Papier", help_text="PDF oder Foto, höchstens 10 MB.")


class Unterlage(RechtMixin, Formularantwort, FormView):
    """The office records a waiver or an agreement that came on paper."""

    recht = Recht.SACHLICH_FESTSTELLEN
    template_name = "zahlung/unterlage.html"
    form_class = UnterlageFormular

    def betrete(self) -> None:
        """Raises Http404 for a foreign case and for one that is not decided, Verweigert at a foreign Stelle."""
        super().betrete()
        _ = self.antrag

    @cached_property
    def antrag(self) -> Antrag:
        """The case the paper belongs to."""
        antrag = sicht.fall_fuer(ich(self.request), self.kwargs["pk"])
        if not hasattr(antrag, "bescheid"):
            raise Http404
        rechte.verlange(ich(self.request), Recht.SACHLICH_FESTSTELLEN, antrag.stelle)
        hindernisse.verlange_ohne(hindernisse_im_amt(antrag, ich(self.request)))
        return antrag

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antrag = self.antrag
        vorhandene = [u for art in Zahlungsunterlagenart if (u := gates.unterlage(antrag, art))]
        return super().get_context_data(antrag=antrag, vorhandene=vorhandene, **kwargs)

    def form_valid(self, form: UnterlageFormular) -> HttpResponse:
        antrag, werte = self.antrag, form.cleaned_data
        vom: date = werte["vom"]
        try:
            zahlungen.erfasse_unterlage(
                antrag.pk, werte["datei"], art=werte["art"], vom=vom, akteur=ich(self.request)
            )
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, "Das Papier ist erfasst.")
        return redirect("fall", antrag.pk)
