"""The pages on which a Träger prepares the proof of use, in any order and over many days."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from antraege.antrag.forms import AngabenFormular, angaben_formular
from antraege.antrag.models import Antrag, Antragsart
from antraege.antrag.views import Speicherseite, gelesener_stand
from antraege.foerderung.models import Verwendungsnachweis
from antraege.foerderung.nachweis import bericht, formulare, queries
from antraege.foerderung.nachweis.aenderung import NACHWEISBAR, NICHT_OFFEN, NOCH_NICHT, offen
from antraege.foerderung.nachweis.dienst import ueberfaellige
from antraege.foerderung.nachweis.hinweise import namen
from antraege.foerderung.nachweis.maengel import maengel, zeitraum
from antraege.foerderung.nachweis.rechnen import ansaetze
from antraege.haushalt.export import schreiber
from antraege.programme.models import Foerderprogramm
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import ich, seite_von

NAMEN_GEFUNDEN = "Das sieht nach dem Namen eines Kindes aus: „{}“. Bitte prüfen Sie den Text."
KOPF = ("Aktenzeichen", "Träger", "Programm", "Titel", "fällig am", "Tage", "ausgezahlt")


class NachweisMixin(RechtMixin):
    """An approved request whose proof this person may work on; any other one does not exist for them."""

    recht = Recht.NACHWEIS_BEARBEITEN
    request: HttpRequest
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a foreign request and for one without a decision."""
        super().betrete()
        _ = self.antrag

    @cached_property
    def antrag(self) -> Antrag:
        """The request of this page."""
        eigene = rechte.stellen_mit(ich(self.request), Recht.NACHWEIS_BEARBEITEN)
        antraege = Antrag.objects.filter(
            traeger__in=eigene, bescheid__isnull=False, art=Antragsart.FOERDERUNG
        )
        antraege = antraege.select_related("richtlinie", "programm", "traeger", "nachweis", "bescheid")
        return get_object_or_404(antraege, pk=self.kwargs["pk"])

    @cached_property
    def nachweis(self) -> Verwendungsnachweis:
        """The proof; an empty one until something is saved."""
        vorhanden: Verwendungsnachweis | None = getattr(self.antrag, "nachweis", None)
        if vorhanden is None:
            return Verwendungsnachweis.leer(self.antrag)
        vorhanden.antrag = self.antrag
        return vorhanden

    def passt(self) -> bool:
        """Whether this page belongs to this kind of proof."""
        return True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A proof that is handed in leads to where the request stands."""
        if not offen(self.antrag):
            messages.info(request, NICHT_OFFEN if self.antrag.zustand in NACHWEISBAR else NOCH_NICHT)
            return redirect("antrag_status", self.antrag.pk)
        if not self.passt():
            return redirect("nachweis", self.antrag.pk)
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An outdated `stand` stays outdated when a form comes back with errors."""
        stand = self.request.POST.get("stand", self.antrag.stand)
        return super().get_context_data(antrag=self.antrag, nachweis=self.nachweis, stand=stand, **kwargs)  # type: ignore[misc]


class Uebersicht(NachweisMixin, TemplateView):
    """What is done and what is still to do."""

    template_name = "foerderung/nachweis.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fehlt = maengel(self.antrag)
        von, bis = zeitraum(self.antrag)
        return super().get_context_data(
            schritte=queries.schritte(self.nachweis, fehlt),
            hinweise=[m for m in fehlt if not m.feld],
            namen=queries.namenshinweise(self.nachweis),
            fertig=not fehlt,
            ansaetze=ansaetze(self.nachweis) if self.nachweis.pk else [],
            fragen=self.nachweis.rueckfragen.exclude(gestellt_am=None) if self.nachweis.pk else [],
            von=von,
            bis=bis,
            darf_einreichen=rechte.darf(ich(self.request), Recht.NACHWEIS_EINREICHEN, self.antrag.traeger),
            wer_darf=rechte.wer_darf(Recht.NACHWEIS_EINREICHEN),
            **kwargs,
        )


class Nachweisseite(NachweisMixin, Speicherseite):
    """A page with one form of the proof."""

    zurueck = "nachweis"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What belongs to another kind of proof leads to the overview, as when the page is opened."""
        return (
            super().post(request, *args, **kwargs) if self.passt() else redirect("nachweis", self.antrag.pk)
        )


class Bericht(Nachweisseite):
    """The guided questions of the Sachbericht."""

    template_name = "foerderung/nachweis_bericht.html"

    def get_form_class(self) -> type[AngabenFormular]:
        return angaben_formular(list(self.antrag.richtlinie.berichtsfragen.all()))

    def get_initial(self) -> dict[str, Any]:
        return self.nachweis.antworten

    def speichere(self, form: AngabenFormular) -> None:
        bericht.speichere_antworten(
            self.antrag, form.cleaned_data, akteur=ich(self.request), stand=gelesener_stand(self.request)
        )
        for fund in namen(wert for wert in form.cleaned_data.values() if isinstance(wert, str)):
            messages.warning(self.request, NAMEN_GEFUNDEN.format(fund))


class Einnahmen(Nachweisseite):
    """Own money, third parties, fees; units where the grant counts them."""

    template_name = "foerderung/nachweis_einnahmen.html"
    form_class = formulare.EinnahmenFormular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "nachweis": self.nachweis}

    def speichere(self, form: formulare.EinnahmenFormular) -> None:
        daten = dict(form.cleaned_data)
        bericht.speichere_einnahmen(
            self.antrag,
            {name: daten[name] for name in bericht.EINNAHMEN},
            einheiten=daten.get("einheiten"),
            akteur=ich(self.request),
            stand=gelesener_stand(self.request),
        )


class Ausgaben(Nachweisseite):
    """The actual costs of a simple proof, line by line."""

    template_name = "foerderung/nachweis_ausgaben.html"
    form_class = formulare.AusgabenFormular

    def passt(self) -> bool:
        return not bericht.regulaer(self.antrag)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "nachweis": self.nachweis}

    def speichere(self, form: formulare.AusgabenFormular) -> None:
        bericht.speichere_ausgaben(
            self.antrag, form.ist(), akteur=ich(self.request), stand=gelesener_stand(self.request)
        )


class Rueckfragen(Nachweisseite):
    """Every question of the office with room for the answer beside it."""

    template_name = "foerderung/nachweis_rueckfragen.html"
    form_class = formulare.AntwortenFormular

    def passt(self) -> bool:
        return bool(self.nachweis.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        fragen = self.nachweis.rueckfragen.filter(gestellt_am__isnull=False).select_related("beleg")
        return {**super().get_form_kwargs(), "fragen": fragen}

    def speichere(self, form: formulare.AntwortenFormular) -> None:
        bericht.beantworte_rueckfragen(
            self.antrag, form.antworten(), akteur=ich(self.request), stand=gelesener_stand(self.request)
        )


class Ueberfaelligfilter(forms.Form):
    """Which programme, which Träger."""

    programm = forms.ModelChoiceField(
        Foerderprogramm.objects.all(), label="Programm", required=False, empty_label="Alle"
    )
    traeger = forms.CharField(label="Träger", required=False, max_length=60)


class UeberfaelligeNachweise(RechtMixin, TemplateView):
    """Only requests of the Stellen whose cases this person may see."""

    recht = Recht.FALL_SEHEN
    template_name = "foerderung/nachweise_ueberfaellig.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        schreibe = schreiber(request.GET.get("format", ""))
        if schreibe is None:
            return super().get(request, *args, **kwargs)
        heute = uhr.heute()
        zeilen = (
            (
                antrag.aktenzeichen,
                antrag.traeger.name,
                antrag.programm.name,
                antrag.titel,
                faellig := antrag.nachweis_faellig_am,
                (heute - faellig).days if faellig else 0,
                antrag.ausgezahlt,
            )
            for antrag in self._zeilen().iterator()
        )
        antwort: HttpResponseBase = schreibe("nachweise-ueberfaellig", KOPF, zeilen)
        return antwort  # type: ignore[return-value]

    def _zeilen(self) -> QuerySet[Antrag]:
        self.filter = Ueberfaelligfilter(self.request.GET or None)
        werte = self.filter.cleaned_data if self.filter.is_bound and self.filter.is_valid() else {}
        stellen = rechte.stellen_mit(ich(self.request), Recht.FALL_SEHEN)
        zeilen = ueberfaellige(uhr.heute()).filter(stelle__in=stellen)
        if werte.get("programm"):
            zeilen = zeilen.filter(programm=werte["programm"])
        if werte.get("traeger"):
            zeilen = zeilen.filter(traeger__name__icontains=werte["traeger"])
        return zeilen.select_related("traeger", "programm", "nachweis").order_by("nachweis_faellig_am", "id")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = self._zeilen()
        adresse = self.request.GET.copy()
        ziele = {}
        for form in ("csv", "xlsx"):
            adresse["format"] = form
            ziele[form] = f"?{adresse.urlencode()}"
        return super().get_context_data(
            filter=self.filter, **seite_von(self.request, zeilen), **ziele, **kwargs
        )
