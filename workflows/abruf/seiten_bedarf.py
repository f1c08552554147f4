"""The needs of schools and Kitas: the list, a new one, one with its answers, taken back."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.angebote import abrufe
from antraege.angebote.models import Bedarf, Bedarfsstand, Standort, Themenfeld
from antraege.antrag.views import Tatseite, gelesener_stand
from antraege.kern.maengel import MaengelFehler
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich, versuche
from workflows.abruf import bedarfe
from workflows.abruf.formulare import ALLE as ALLE_STAENDE
from workflows.abruf.formulare import Antwortformular, Bedarfsfilter, Bedarfsformular
from workflows.abruf.seiten import SEITEN


class Bedarfe(RechtMixin, TemplateView):
    """`/bedarfe/`: the open needs one may read, the newest first."""

    recht = SEITEN
    template_name = "abruf/bedarfe.html"

    @cached_property
    def filter(self) -> Bedarfsfilter:
        """What the address narrows the list by; without a word only what is open."""
        themen = list(Themenfeld.objects.values_list("pk", "name"))
        orte = list(Standort.objects.order_by("stelle__name").values_list("pk", "stelle__name"))
        daten = {"stand": Bedarfsstand.OFFEN.value, **self.request.GET.dict()}
        return Bedarfsfilter(daten, wahl={"themenfeld": themen, "standort": orte})

    def gefiltert(self) -> QuerySet[Bedarf]:
        """The needs this person may read, narrowed."""
        werte = self.filter.gelesen()
        zeilen, stand = bedarfe.sichtbare(ich(self.request)), werte.get("stand", Bedarfsstand.OFFEN)
        if stand != ALLE_STAENDE:
            zeilen = zeilen.filter(status=stand)
        if "themenfeld" in werte:
            zeilen = zeilen.filter(themenfeld=werte["themenfeld"])
        if "standort" in werte:
            zeilen = zeilen.filter(einrichtung__einrichtung__standort=werte["standort"])
        return zeilen.select_related(*bedarfe.MIT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen, seiten = blaettere(self.request, self.gefiltert())
        meldet = abrufe.abrufende(ich(self.request)).exists()
        return super().get_context_data(
            zeilen=zeilen, seiten=seiten, filter=self.filter, meldet=meldet, **kwargs
        )


class BedarfNeu(RechtMixin, Formularantwort, FormView):
    """`/bedarfe/neu/`"""

    recht = Recht.ABRUF_STELLEN
    template_name = "abruf/bedarf_neu.html"
    form_class = Bedarfsformular

    def betrete(self) -> None:
        """Raises Http404 for who has no institution."""
        super().betrete()
        if not abrufe.abrufende(ich(self.request)).exists():
            raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "benutzer": ich(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Gesuchte Angebote", "url": reverse("bedarfe")}, {"name": "Bedarf melden"}]
        return super().get_context_data(brotkrumen=krumen, **kwargs)

    def form_valid(self, form: Bedarfsformular) -> HttpResponse:
        werte = dict(form.cleaned_data)
        bedarf = bedarfe.melde(werte.pop("einrichtung"), werte, akteur=ich(self.request))
        messages.success(self.request, "Gemeldet. Anbieter und die Koordination des Themas lesen es jetzt.")
        return redirect("bedarf", bedarf.pk)


class Bedarfsseite(RechtMixin):
    """A need that this person may read; any other one does not exist for them."""

    recht = SEITEN
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def bedarf(self) -> Bedarf:
        """Raises Http404 for one that one may not read."""
        sichtbare = bedarfe.sichtbare(ich(self.request)).select_related(*bedarfe.MIT)
        return get_object_or_404(sichtbare, pk=self.kwargs["pk"])

    def betrete(self) -> None:
        """Raises Http404 for one that one may not read."""
        super().betrete()
        _ = self.bedarf


class BedarfSeite(Bedarfsseite, Tatseite):
    """`/bedarfe/<pk>/`: what is looked for, the answers, and the form for another."""

    template_name = "abruf/bedarf.html"
    form_class = Antwortformular
    aktion = Tat.BEDARF_BEANTWORTEN
    meldung = "Ihre Antwort ist bei der Einrichtung."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "anbietende": bedarfe.anbietende(ich(self.request))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bedarf, person = self.bedarf, ich(self.request)
        offen = bedarf.status == Bedarfsstand.OFFEN
        eigener = rechte.darf(person, Recht.ABRUF_STELLEN, bedarf.einrichtung)
        antwortet = offen and not eigener and bedarfe.anbietende(person).exists()
        fakten = [
            ("Einrichtung", bedarf.einrichtung.name),
            ("Thema", bedarf.themenfeld.name),
            ("Für wen", bedarf.zielgruppe),
            ("Wann", bedarf.wann),
        ]
        return super().get_context_data(
            bedarf=bedarf,
            fakten=fakten,
            antworten=bedarf.antworten.select_related("anbieter", "angebot"),
            abrufe=bedarf.abrufe.select_related("angebot") if eigener else [],
            eigener=eigener,
            offen=offen,
            antwortet=antwortet,
            brotkrumen=[{"name": "Gesuchte Angebote", "url": reverse("bedarfe")}, {"name": bedarf.titel}],
            **kwargs,
        )

    def tue(self, form: Antwortformular) -> object:
        werte = dict(form.cleaned_data)
        return bedarfe.beantworte(self.bedarf.pk, werte.pop("anbieter"), **werte, akteur=ich(self.request))

    def worauf(self) -> dict[str, Any]:
        return {"objekt": self.bedarf}

    def weiter(self) -> str:
        return reverse("bedarf", args=[self.bedarf.pk])


class BedarfZurueckziehen(Bedarfsseite, View):
    """`/bedarfe/<pk>/zurueckziehen/`: one button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw."""
        try:
            versuche(
                request,
                lambda: bedarfe.ziehe_zurueck(pk, stand=gelesener_stand(request), akteur=ich(request)),
                aktion=Tat.BEDARF_ZURUECKZIEHEN,
                objekt=self.bedarf,
            )
        except MaengelFehler as fehler:
            raise Ueberholt(bedarfe.ZU_SPAET) from fehler
        messages.success(request, "Der Bedarf ist zurückgezogen.")
        return redirect("bedarfe")
