"""Import of a list of vouchers: read it with a count of its rows, look at it, take it over."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.views import View
from django.views.generic import TemplateView

from antraege.antrag.fehler import DateiFehler
from antraege.antrag.views.basis import gelesener_stand, veraltet
from antraege.foerderung.models import Belegimport
from antraege.foerderung.nachweis import importe
from antraege.foerderung.nachweis.formulare import ImportFormular, UebernahmeFormular
from antraege.foerderung.nachweis.spalten import SPALTEN
from antraege.foerderung.views.nachweis import Nachweisseite
from antraege.foerderung.views.nachweis_belege import KOPF, Belegseite
from antraege.haushalt.export import schreiber
from antraege.kern.maengel import MaengelFehler
from rollen.fehler import Ueberholt
from rollen.rechte import Verweigert
from rollen.views.basis import ich

VORSCHAU = 20
FEHLER_JE_SEITE = 50
STELLE = "<!-- lauf -->"


class BelegeEinlesen(Belegseite, Nachweisseite):
    """The upload. A short list is read at once; of a long one the page counts the rows while they are read."""

    template_name = "foerderung/nachweis_einlesen.html"
    form_class = ImportFormular

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offener = self.nachweis.belegimporte.filter(uebernommen_am=None).first() if self.nachweis.pk else None
        return super().get_context_data(spalten=SPALTEN, ansaetze=self.ansaetze, offener=offener, **kwargs)

    def form_valid(self, form: ImportFormular) -> HttpResponse:  # type: ignore[override]
        """Raises nothing: what is wrong with the file stands at its field."""
        try:
            vorgang = importe.Lesevorgang(self.antrag, form.cleaned_data["datei"])
            schritte = vorgang.schritte()
            anfang = list(islice(schritte, 2))
            if len(anfang) < 2:
                return redirect(
                    "nachweis_import", self.antrag.pk, vorgang.speichere(akteur=ich(self.request)).pk
                )
        except DateiFehler as fehler:
            form.add_error("datei", str(fehler))
            return self.form_invalid(form)
        except Ueberholt as fehler:
            return veraltet(self.request, fehler)
        except MaengelFehler as fehler:
            form.add_error(None, str(fehler))
            return self.form_invalid(form)
        antwort: HttpResponseBase = StreamingHttpResponse(self._lauf(vorgang, anfang, schritte))
        antwort["X-Accel-Buffering"] = "no"
        return antwort  # type: ignore[return-value]

    def _lauf(
        self, vorgang: importe.Lesevorgang, anfang: list[int], schritte: Iterator[int]
    ) -> Iterator[str]:
        """The page in pieces: its head, one line per block of rows, the way on, its foot."""
        werte = {"antrag": self.antrag, "name": vorgang.tabelle.name, "stelle": STELLE}
        kopf, fuss = render_to_string("foerderung/nachweis_lauf.html", werte, self.request).split(STELLE)
        yield f"{kopf}<ol>"
        try:
            for gelesen in chain(anfang, schritte):
                yield _zeile(gelesen)
            belegimport = vorgang.speichere(akteur=ich(self.request))
            yield _weiter(
                reverse("nachweis_import", args=[self.antrag.pk, belegimport.pk]), "Weiter zur Prüfung"
            )
        except (DateiFehler, Ueberholt, MaengelFehler, Verweigert) as fehler:
            yield format_html("<li><strong>{}</strong></li></ol>", str(fehler))
            yield _weiter(reverse("nachweis_einlesen", args=[self.antrag.pk]), "Zurück", offen=False)
        yield fuss


def _zeile(gelesen: int) -> str:
    return format_html("<li>{} Zeilen gelesen</li>\n", f"{gelesen:_}".replace("_", "."))


def _weiter(url: str, text: str, *, offen: bool = True) -> str:
    return format_html(
        '{}<p class="app-knoepfe"><a class="kern-btn kern-btn--primary" href="{}">'
        '<span class="kern-label">{}</span></a></p>\n',
        format_html("<li><strong>{}</strong></li></ol>", "Fertig gelesen.") if offen else "",
        url,
        text,
    )


class Einlesung(Belegseite, TemplateView):
    """What was read: how many rows, every error by row and column, the first vouchers; then all or nothing."""

    template_name = "foerderung/nachweis_import.html"

    @cached_property
    def belegimport(self) -> Belegimport:
        """Raises Http404 for one of another proof."""
        zeilen = Belegimport.objects.filter(nachweis__antrag=self.antrag).select_related("nachweis__antrag")
        return get_object_or_404(zeilen, pk=self.kwargs["einlesung"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        belegimport = self.belegimport
        seite = Paginator(belegimport.fehler, FEHLER_JE_SEITE).get_page(self.request.GET.get("seite"))
        ansaetze = {ansatz.pk: ansatz.bezeichnung for ansatz in self.ansaetze}
        return super().get_context_data(
            belegimport=belegimport,
            fehlerseite=seite,
            fehlerzeilen=belegimport.gelesen - len(belegimport.zeilen),
            vorschau=[
                (nr, beleg, ansaetze.get(beleg.planposition, "–"))
                for nr, beleg in importe.vorschau(belegimport, anzahl=VORSCHAU)
            ],
            gueltige=len(belegimport.zeilen),
            bisherige=self.nachweis.belege.count(),
            form=kwargs.pop("form", None) or UebernahmeFormular(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            if request.POST.get("tat") == "verwerfen":
                importe.verwirf(self.belegimport, akteur=ich(request))
                messages.success(request, "Die eingelesene Liste ist verworfen.")
                return redirect("nachweis_einlesen", self.antrag.pk)
            return self._uebernimm(request)
        except Ueberholt as fehler:
            return veraltet(request, fehler)

    def _uebernimm(self, request: HttpRequest) -> HttpResponse:
        form = UebernahmeFormular(request.POST)
        form.is_valid()
        try:
            anzahl = importe.uebernimm(
                self.belegimport,
                akteur=ich(request),
                nur_gueltige=request.POST.get("tat") == "gueltige",
                ersetzen=form.cleaned_data["ersetzen"],
                stand=gelesener_stand(request),
            )
        except MaengelFehler as fehler:
            form.add_error(None, str(fehler))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, f"{anzahl:_} Belege sind übernommen.".replace("_", "."))
        return redirect("nachweis_belege", self.antrag.pk)


class Vorlage(Belegseite, View):
    """The empty list with the right columns."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        schreibe = schreiber(request.GET.get("format", ""))
        if schreibe is None or not self.antrag.pk:
            raise Http404
        antwort: HttpResponseBase = schreibe("belegliste-vorlage", KOPF, [])
        return antwort  # type: ignore[return-value]
