"""Vouchers of a proof of use: one by one, or a whole table at once."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.views import View
from django.views.generic import TemplateView

from antraege.antrag.fehler import DateiFehler
from antraege.antrag.queries import sichtbar_fuer
from antraege.antrag.views import gelesener_stand, getippt, veraltet
from antraege.foerderung.models import Beleg, Belegdatei, Belegimport
from antraege.foerderung.nachweis import belege, importe, queries
from antraege.foerderung.nachweis.bericht import regulaer
from antraege.foerderung.nachweis.formulare import (
    BelegdateiFormular,
    BelegFilter,
    BelegFormular,
    ImportFormular,
    UebernahmeFormular,
)
from antraege.foerderung.nachweis.hinweise import namen
from antraege.foerderung.nachweis.rechnen import ansaetze, summe
from antraege.foerderung.nachweis.spalten import SPALTEN
from antraege.foerderung.views.nachweis import NAMEN_GEFUNDEN, NachweisMixin, Nachweisseite
from antraege.haushalt.export import schreiber
from antraege.kern.maengel import MaengelFehler
from rollen.ablage import als_anhang
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.rechte import Verweigert
from rollen.tabelle import Recht
from rollen.views.basis import ich, seite_von

KOPF = ("Belegnummer", "Datum", "Empfänger", "Zweck", "Betrag", "Einzelansatz")
VORSCHAU = 20
FEHLER_JE_SEITE = 50
STELLE = "<!-- lauf -->"


class Belegseite(NachweisMixin):
    """Only for proofs that have a list."""

    def passt(self) -> bool:
        return regulaer(self.antrag)

    @cached_property
    def ansaetze(self) -> list[Any]:
        """The lines a voucher may belong to."""
        return queries.ausgabenansaetze(self.antrag)


class Belegliste(Belegseite, Nachweisseite):
    """The sums per line, the form for the next voucher, and the vouchers in pages."""

    template_name = "foerderung/nachweis_belege.html"
    form_class = BelegFormular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "ansaetze": self.ansaetze}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        schreibe = schreiber(request.GET.get("format", ""))
        if schreibe is None or not self.nachweis.pk or not self.passt():
            return super().get(request, *args, **kwargs)
        zeilen = (
            (b.belegnummer or str(b.nr), b.datum, b.empfaenger, b.zweck, b.betrag, b.planposition.bezeichnung)
            for b in self._zeilen().iterator()
        )
        antwort: HttpResponseBase = schreibe("belegliste", KOPF, zeilen)
        return antwort  # type: ignore[return-value]

    def _zeilen(self) -> Any:
        self.filter = BelegFilter(self.request.GET or None, ansaetze=self.ansaetze)
        werte = self.filter.cleaned_data if self.filter.is_bound and self.filter.is_valid() else {}
        return queries.belegliste(self.nachweis, werte)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = self._zeilen() if self.nachweis.pk else Beleg.objects.none()
        staende = ansaetze(self.nachweis) if self.nachweis.pk else []
        return super().get_context_data(
            filter=getattr(self, "filter", None),
            ansaetze=staende,
            anzahl=sum(s.belege for s in staende),
            summe_plan=summe(s.plan for s in staende),
            summe_ist=summe(s.ist for s in staende),
            **seite_von(self.request, zeilen),
            **kwargs,
        )

    def form_valid(self, form: BelegFormular) -> HttpResponse:  # type: ignore[override]
        """Adding needs no stand: two people may type at once."""
        werte = form.werte()
        try:
            beleg = belege.lege_an(self.antrag, werte, akteur=ich(self.request))
        except Ueberholt as fehler:
            return veraltet(self.request, fehler, eingaben=getippt(form))
        except MaengelFehler as fehler:
            form.add_error(None, str(fehler))
            return self.form_invalid(form)
        messages.success(self.request, f"Beleg {beleg.nr} ist eingetragen.")
        _warne(self.request, werte)
        return redirect("nachweis_belege", self.antrag.pk)


class BelegMixin(Belegseite):
    """One voucher of this proof."""

    @cached_property
    def beleg(self) -> Beleg:
        """Raises Http404 for one of another proof."""
        zeilen = Beleg.objects.filter(nachweis__antrag=self.antrag).select_related(
            "planposition", "datei", "nachweis__antrag"
        )
        return get_object_or_404(zeilen, pk=self.kwargs["beleg"])


class BelegAendern(BelegMixin, Nachweisseite):
    """Mend one voucher; below it its file and the questions about it."""

    template_name = "foerderung/nachweis_beleg.html"
    form_class = BelegFormular
    zurueck = "nachweis_belege"

    def get_initial(self) -> dict[str, Any]:
        return BelegFormular.anfang(self.beleg)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "ansaetze": self.ansaetze}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            beleg=self.beleg,
            dateiform=kwargs.pop("dateiform", None) or BelegdateiFormular(prefix="anheften"),
            fragen=self.beleg.rueckfragen.exclude(gestellt_am=None),
            **kwargs,
        )

    def speichere(self, form: BelegFormular) -> None:
        werte = form.werte()
        belege.aendere(self.beleg, werte, akteur=ich(self.request), stand=gelesener_stand(self.request))
        _warne(self.request, werte)


class BelegAnheften(BelegMixin, TemplateView):
    """Take the scan of a voucher."""

    http_method_names = ["post"]
    template_name = "foerderung/nachweis_beleg.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        form = BelegdateiFormular(request.POST, request.FILES, prefix="anheften")
        if form.is_valid():
            try:
                datei = form.cleaned_data["datei"]
                belege.hefte_an(self.beleg, datei, akteur=ich(request), stand=gelesener_stand(request))
                messages.success(request, f"„{datei.name}“ ist angeheftet.")
                return redirect("nachweis_beleg", self.antrag.pk, self.beleg.pk)
            except Ueberholt as fehler:
                return veraltet(request, fehler)
            except DateiFehler as fehler:
                form.add_error("datei", str(fehler))
        werte = self.get_context_data(
            beleg=self.beleg,
            dateiform=form,
            form=BelegFormular(initial=BelegFormular.anfang(self.beleg), ansaetze=self.ansaetze),
            fragen=self.beleg.rueckfragen.exclude(gestellt_am=None),
        )
        return self.render_to_response(werte, status=422)


class BelegEntfernen(BelegMixin, View):
    """Takes one voucher off the list."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            belege.entferne(self.beleg, akteur=ich(request), stand=gelesener_stand(request))
        except Ueberholt as fehler:
            return veraltet(request, fehler)
        messages.success(request, f"Beleg {self.beleg.nr} ist entfernt.")
        return redirect("nachweis_belege", self.antrag.pk)


class BelegdateiLaden(RechtMixin, View):
    """The scan itself, for everybody who may see the request; never shown inside the site."""

    recht = (Recht.ANTRAG_SEHEN, Recht.FALL_SEHEN)
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        sichtbare = Belegdatei.objects.filter(nachweis__antrag__in=sichtbar_fuer(ich(request)))
        beleg = get_object_or_404(sichtbare, pk=pk)
        return als_anhang(beleg.datei, name=beleg.name, medientyp=beleg.medientyp)


def _warne(request: HttpRequest, werte: belege.Belegwerte) -> None:
    for fund in namen([werte.zweck, werte.empfaenger]):
        messages.warning(request, NAMEN_GEFUNDEN.format(fund))


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
                yield format_html("<li>{} Zeilen gelesen</li>\n", f"{gelesen:_}".replace("_", "."))
            belegimport = vorgang.speichere(akteur=ich(self.request))
            yield _weiter(
                reverse("nachweis_import", args=[self.antrag.pk, belegimport.pk]), "Weiter zur Prüfung"
            )
        except (DateiFehler, Ueberholt, MaengelFehler, Verweigert) as fehler:
            yield format_html("<li><strong>{}</strong></li></ol>", str(fehler))
            yield _weiter(reverse("nachweis_einlesen", args=[self.antrag.pk]), "Zurück", offen=False)
        yield fuss


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
            form = UebernahmeFormular(request.POST)
            form.is_valid()
            anzahl = importe.uebernimm(
                self.belegimport,
                akteur=ich(request),
                nur_gueltige=request.POST.get("tat") == "gueltige",
                ersetzen=form.cleaned_data["ersetzen"],
                stand=gelesener_stand(request),
            )
        except Ueberholt as fehler:
            return veraltet(request, fehler)
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
