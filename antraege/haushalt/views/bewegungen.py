"""Bookings without a case: the list, asking for one, deciding about one."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.haushalt import mittelbewegungen, uebersicht
from antraege.haushalt.bewegungsforms import Ablehnung, Bewegungsform
from antraege.haushalt.forms import Bewegungsfilter
from antraege.haushalt.models import Bewegungsart, Haushaltsstelle, Mittelbewegung
from antraege.haushalt.views.basis import BLOCK, HaushaltMixin, Listenseite, entscheide
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte
from rollen.blaettern import blaettere
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort

KOPF = (
    "Nummer",
    "Art",
    "Von",
    "Zu",
    "Jahr",
    "Betrag",
    "Begründung",
    "Status",
    "Beantragt am",
    "Entschieden am",
)
_ERKLAERUNG = {
    Bewegungsart.DECKUNG: "Eine Einsparung deckt Mehraufwand auf einer anderen Haushaltsstelle.",
    Bewegungsart.VILV: "Ihre Haushaltsstelle trägt, was ein anderer Fachbereich bezahlt hat.",
    Bewegungsart.ANSATZ: "Der Ansatz einer Haushaltsstelle wird neu festgesetzt.",
}


def sichtbare(benutzer: Benutzer) -> QuerySet[Mittelbewegung]:
    """Those that touch a line the person may see."""
    zeilen = uebersicht.sichtbar(benutzer)
    alle = Mittelbewegung.objects.filter(Q(von__in=zeilen) | Q(zu__in=zeilen))
    return alle.select_related("von__stelle", "zu__stelle", "beantragt_von", "entschieden_von")


class Bewegungen(HaushaltMixin, Listenseite):
    """Newest first."""

    template_name = "haushalt/bewegungen.html"
    reiter = "haushaltsbewegungen"

    @cached_property
    def filter(self) -> Bewegungsfilter:
        return Bewegungsfilter(self.request.GET)

    def bewegungen(self) -> QuerySet[Mittelbewegung]:
        """Nothing when the filter names what is not offered."""
        if not self.filter.is_valid():
            return Mittelbewegung.objects.none()
        return sichtbare(self.ich).filter(**{k: w for k, w in self.filter.cleaned_data.items() if w})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blatt, seiten = blaettere(self.request, self.bewegungen())
        return super().get_context_data(
            filter=self.filter,
            bewegungen=blatt,
            seiten=seiten,
            arten=Bewegungsart.choices if self.darf(Recht.HAUSHALT_BEWIRTSCHAFTEN) else [],
            **self.adressen(),
            **kwargs,
        )

    def liste(self) -> tuple[str, Any, Any]:
        """Streamed, so that it never fills the memory."""
        alle = self.bewegungen().order_by("pk").iterator(chunk_size=BLOCK)
        return "bewegungen", KOPF, map(_werte, alle)


def _werte(b: Mittelbewegung) -> tuple[object, ...]:
    was = (b.pk, b.get_art_display(), str(b.von or ""), str(b.zu), b.zu.jahr, b.betrag, b.grund)
    return (*was, b.get_status_display(), b.beantragt_am, b.entschieden_am)


class BewegungNeu(HaushaltMixin, Formularantwort, FormView):
    """Asks for one booking of the kind that the address names."""

    recht = Recht.HAUSHALT_BEWIRTSCHAFTEN
    template_name = "haushalt/bewegung_neu.html"
    form_class = Bewegungsform
    reiter = "haushaltsbewegungen"

    @cached_property
    def art(self) -> Bewegungsart:
        if self.kwargs["art"] not in Bewegungsart.values:
            raise Http404
        return Bewegungsart(self.kwargs["art"])

    def get_form_kwargs(self) -> dict[str, Any]:
        stellen = rechte.stellen_mit(self.ich, Recht.HAUSHALT_BEWIRTSCHAFTEN)
        offene = Haushaltsstelle.objects.filter(abgeschlossen_am__isnull=True).order_by(
            "-jahr", "auftrag", "kostenstelle", "sachkonto", "bezeichnung"
        )
        eigene = offene.filter(stelle__in=stellen)
        ziele = {
            Bewegungsart.VILV: offene,
            Bewegungsart.ANSATZ: eigene,
            Bewegungsart.DECKUNG: offene.filter(pk__in=uebersicht.sichtbar(self.ich)),
        }[self.art]
        return {**super().get_form_kwargs(), "art": self.art, "von": eigene, "zu": ziele}

    def get_initial(self) -> dict[str, Any]:
        """What the page before has chosen."""
        feld = "zu" if self.art == Bewegungsart.ANSATZ else "von"
        return {feld: self.request.GET.get("zeile")}

    def form_valid(self, form: Bewegungsform) -> HttpResponse:
        werte = {"von": None} | form.cleaned_data
        try:
            bewegung = mittelbewegungen.beantragen(self.art, **werte, akteur=self.ich)
        except MaengelFehler as fehler:
            form.trage_ein(fehler)
            return self.form_invalid(form)
        messages.success(self.request, f"Beantragt: {bewegung}. Eine zweite Person gibt sie frei.")
        return redirect("haushaltsbewegung", bewegung.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            art=self.art.label,
            erklaerung=_ERKLAERUNG[self.art],
            brotkrumen=[
                {"name": "Bewegungen", "url": reverse("haushaltsbewegungen")},
                {"name": f"{self.art.label} beantragen"},
            ],
            **kwargs,
        )


class Bewegung(HaushaltMixin, TemplateView):
    """What would be booked, what stands against it, and the two buttons."""

    template_name = "haushalt/bewegung.html"
    reiter = "haushaltsbewegungen"

    @cached_property
    def bewegung(self) -> Mittelbewegung:
        return get_object_or_404(sichtbare(self.ich), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Release or decline; 409 when somebody was faster, 422 when the ledger or the form refuses."""
        bewegung, ablehnen = self.bewegung, "ablehnen" in request.POST
        form = Ablehnung(request.POST)
        if ablehnen and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)

        def tat() -> Mittelbewegung:
            if ablehnen:
                return mittelbewegungen.ablehnen(
                    bewegung.pk, grund=form.cleaned_data["grund"], akteur=self.ich
                )
            return mittelbewegungen.freigeben(bewegung.pk, akteur=self.ich)

        antwort = entscheide(
            request,
            tat,
            stelle_id=bewegung.stelle.pk,
            aktion=Tat.MITTELBEWEGUNG_ABLEHNEN if ablehnen else Tat.MITTELBEWEGUNG_FREIGEBEN,
            objekt=f"mittelbewegung/{bewegung.pk}",
        )
        if antwort:
            return self.render_to_response(self.get_context_data(verweigert=antwort), status=422)
        messages.success(request, f"{'Abgelehnt' if ablehnen else 'Gebucht'}: {bewegung}.")
        return redirect("haushaltsbewegung", bewegung.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        b = self.bewegung
        hindernisse = (
            [*map(Mangel, mittelbewegungen.ENTSCHEIDUNG.hindernisse(b, self.ich))] if b.offen else []
        )
        return super().get_context_data(
            bewegung=b,
            wirkungen=_wirkungen(b),
            hindernisse=hindernisse,
            maengel=kwargs.pop("verweigert", None) or _maengel(b),
            form=kwargs.pop("form", Ablehnung()),
            brotkrumen=[
                {"name": "Bewegungen", "url": reverse("haushaltsbewegungen")},
                {"name": str(b)},
            ],
            **kwargs,
        )


def _maengel(b: Mittelbewegung) -> list[Mangel]:
    return mittelbewegungen.maengel(b.art, von=b.von, zu=b.zu, betrag=b.betrag) if b.offen else []


def _wirkungen(b: Mittelbewegung) -> list[tuple[Haushaltsstelle, Decimal, Decimal]]:
    """Each line with its free euro now and after the booking."""
    if b.von is None:
        return [(b.zu, b.zu.frei, b.zu.frei + b.betrag - b.zu.ansatz)]
    return [(b.von, b.von.frei, b.von.frei - b.betrag), (b.zu, b.zu.frei, b.zu.frei + b.betrag)]
