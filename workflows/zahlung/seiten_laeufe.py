"""The Kasse's pages on what is ordered and handed over: choose, preview, create, download, take back."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.antrag.queries import mit_zeichen
from antraege.foerderung.models import Abrufstatus, Mittelabruf, Zahlungsdatei, Zahlungslauf, Zahlungsposition
from antraege.foerderung.zahlung import laeufe
from antraege.foerderung.zahlung.referenz import referenz
from antraege.kern.fristen import naechster_werktag
from antraege.kern.geld import NULL
from antraege.kern.maengel import MaengelFehler
from rollen import bankverbindung, uhr
from rollen.blaettern import blaettere
from rollen.formulare import tag
from rollen.stellen import kasse
from rollen.views.basis import Formularantwort, ich
from workflows.akte.liste import Listenseite
from workflows.tuer.seite import trage_ein
from workflows.zahlung import laeufe as zahlungen
from workflows.zahlung import tore as zahlungstore
from workflows.zahlung.seiten_basis import GrundFormular, KasseMixin

LAENGE = 100
KOPF = ("Aktenzeichen", "Träger", "Zahlung", "Referenz", "Betrag", "fällig am", "angeordnet am", "bereit")


class Uebergabe(KasseMixin, Listenseite):
    """Ordered instalments that have not gone to the finance system, each with what still stands against it."""

    template_name = "zahlung/uebergabe.html"
    dateiname = "zur-uebergabe"
    kopf = KOPF
    reiter = "zahlungen"

    def alle(self) -> Iterator[list[Any]]:
        for abruf in self._abrufe():
            antrag = abruf.antrag
            yield [
                *(antrag.aktenzeichen, antrag.traeger.name, str(abruf), referenz(abruf.pk), abruf.betrag),
                *(f"{abruf.faellig_am:%d.%m.%Y}" if abruf.faellig_am else None, abruf.angeordnet_am),
                "nein" if zahlungstore.maengel(antrag, abruf=abruf) else "ja",
            ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        abrufe, seiten = blaettere(self.request, self._abrufe(), laenge=LAENGE)
        return super().get_context_data(
            zeilen=[_zeile(abruf) for abruf in abrufe],
            seiten=seiten,
            suche=self.request.GET.get("suche", ""),
            ausfuehrung=naechster_werktag(uhr.heute()),
            konto=bankverbindung.geltende(kasse()),
            kasse=kasse(),
            **kwargs,
        )

    def _abrufe(self) -> QuerySet[Mittelabruf]:
        suche = self.request.GET.get("suche", "").strip()[:80].replace("\x00", "")
        treffer = mit_zeichen(suche, weg="antrag__") | Q(antrag__traeger__name__icontains=suche)
        return laeufe.uebergebbare().filter(treffer).order_by("-pk")


def _zeile(abruf: Mittelabruf) -> dict[str, Any]:
    return {
        "abruf": abruf,
        "referenz": referenz(abruf.pk),
        "maengel": zahlungstore.maengel(abruf.antrag, abruf=abruf),
    }


class LaufFormular(forms.Form):
    """Which instalments, when; `schluessel` makes a second click the same run."""

    abruf = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.MultipleHiddenInput,
        error_messages={"required": "Bitte wählen Sie Zahlungen aus."},
    )
    ausfuehrung_am = tag("Ausführung am", required=True)
    schluessel = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        werte = self.data.getlist("abruf") if hasattr(self.data, "getlist") else []
        self.fields["abruf"].choices = [(w, w) for w in werte if w.isascii() and w.isdigit() and len(w) < 19]  # type: ignore[attr-defined]


class LaufNeu(KasseMixin, TemplateView):
    """GET shows what the run would be, POST creates it."""

    template_name = "zahlung/neu.html"
    reiter = "zahlungen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form: LaufFormular = kwargs.pop("form", None) or LaufFormular(self.request.GET)
        form.is_valid()
        abrufe = list(laeufe.uebergebbare().filter(pk__in=form.cleaned_data.get("abruf", [])).order_by("pk"))
        zeilen = [_zeile(abruf) for abruf in abrufe]
        return super().get_context_data(
            form=form,
            zeilen=zeilen,
            summe=sum((abruf.betrag for abruf in abrufe), NULL),
            gesperrt=any(zeile["maengel"] for zeile in zeilen),
            schluessel=form.cleaned_data.get("schluessel") or uuid4(),
            konto=bankverbindung.geltende(kasse()),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Create the run; what stands against it comes back on the preview (422)."""
        form = LaufFormular(request.POST)
        if not form.is_valid() or not form.cleaned_data["schluessel"]:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        werte = form.cleaned_data
        try:
            lauf = zahlungen.erstelle_lauf(
                werte["abruf"],
                schluessel=werte["schluessel"],
                ausfuehrung_am=werte["ausfuehrung_am"],
                akteur=ich(request),
            )
        except MaengelFehler as fehler:
            trage_ein(form, fehler.maengel)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, f"Der Zahlungslauf {lauf.kennung} ist erstellt.")
        return redirect("zahlungslauf", lauf.pk)


class Laeufe(KasseMixin, TemplateView):
    """All runs, the newest first."""

    template_name = "zahlung/laeufe.html"
    reiter = "zahlungslaeufe"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        positionen = Zahlungsposition.objects.select_related("mittelabruf")
        alle = Zahlungslauf.objects.select_related("erstellt_von").prefetch_related(
            Prefetch("positionen", queryset=positionen)
        )
        blatt, seiten = blaettere(self.request, alle)
        zeilen = [{"lauf": lauf, "gebucht": laeufe.gebuchte(lauf.positionen.all())} for lauf in blatt]
        return super().get_context_data(zeilen=zeilen, seiten=seiten, **kwargs)


class _LaufMixin(KasseMixin):
    """One run."""

    reiter = "zahlungslaeufe"
    kwargs: dict[str, Any]

    def lauf(self) -> Zahlungslauf:
        return get_object_or_404(Zahlungslauf.objects.select_related("erstellt_von"), pk=self.kwargs["pk"])


class Lauf(_LaufMixin, TemplateView):
    """A run with its rows and files."""

    template_name = "zahlung/lauf.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lauf = self.lauf()
        positionen = list(lauf.positionen.select_related("mittelabruf__antrag__traeger"))
        gebucht = laeufe.gebuchte(positionen)
        return super().get_context_data(
            lauf=lauf,
            positionen=positionen,
            dateien=lauf.dateien.all(),
            gebucht=gebucht,
            zurueckziehbar=lauf.status == "erstellt" and not gebucht,
            uebergeben=Abrufstatus.UEBERGEBEN,
            **kwargs,
        )


class LaufZurueckziehen(_LaufMixin, Formularantwort, FormView):
    """With a reason, as long as nothing of it is booked."""

    template_name = "zahlung/zuruecknehmen.html"
    form_class = GrundFormular

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lauf=self.lauf(), was="Zahlungslauf zurückziehen", **kwargs)

    def form_valid(self, form: GrundFormular) -> HttpResponse:
        lauf = self.lauf()
        try:
            zahlungen.ziehe_lauf_zurueck(lauf.pk, grund=form.cleaned_data["grund"], akteur=ich(self.request))
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, f"Der Zahlungslauf {lauf.kennung} ist zurückgezogen.")
        return redirect("zahlungslauf", lauf.pk)


class PositionZuruecknehmen(KasseMixin, Formularantwort, FormView):
    """One payment the bank has not carried out."""

    template_name = "zahlung/zuruecknehmen.html"
    form_class = GrundFormular
    reiter = "zahlungslaeufe"

    def position(self) -> Zahlungsposition:
        return get_object_or_404(Zahlungsposition.objects.select_related("lauf"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        position = self.position()
        return super().get_context_data(
            lauf=position.lauf, was=f"Zahlung {position.referenz} zurücknehmen", **kwargs
        )

    def form_valid(self, form: GrundFormular) -> HttpResponse:
        position = self.position()
        zahlungen.nimm_position_zurueck(
            position.pk, grund=form.cleaned_data["grund"], akteur=ich(self.request)
        )
        messages.success(self.request, "Die Anordnung steht wieder zur Übergabe.")
        return redirect("zahlungslauf", position.lauf_id)


class DateiLaden(KasseMixin, View):
    """A file of a run, never shown inside the site."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        datei = get_object_or_404(Zahlungsdatei, pk=pk)
        antwort = FileResponse(datei.datei.open("rb"), as_attachment=True, filename=datei.name)
        antwort["Content-Security-Policy"] = "default-src 'none'; sandbox"
        antwort["X-Content-Type-Options"] = "nosniff"
        return antwort
