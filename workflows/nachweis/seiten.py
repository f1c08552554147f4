"""Pages on which the office checks a proof, with their forms."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.antrag.views import gelesener_stand
from antraege.foerderung.models import Beleg, Verwendungsnachweis
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.foerderung.nachweis.formulare import BelegFilter
from antraege.foerderung.nachweis.hinweise import spaete_verwendung
from antraege.foerderung.nachweis.pruefung import maengel_der_pruefung
from antraege.foerderung.nachweis.queries import ausgabenansaetze, belegliste
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import NULL
from antraege.kern.maengel import MaengelFehler
from antraege.kooperation.forms import langtext
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich, seite_von
from workflows.akte import sicht
from workflows.akte.sicht import brotkrumen
from workflows.models import Aufgabe
from workflows.nachweis import sicht as nachweisakte
from workflows.nachweis import tuer as nachweispruefung
from workflows.tuer.seite import trage_ein
from workflows.tuer.verzeichnis import SCHRITTE


class StichprobeFormular(forms.Form):
    """Why to draw again."""

    use_required_attribute = False
    grund = forms.CharField(label="Grund der erneuten Ziehung", max_length=300)


class KuerzungFormular(forms.Form):
    """By how much, and why."""

    gekuerzt = EuroFormField(
        label="Kürzen um, in Euro", help_text="0,00 heißt: ganz anerkannt.", initial=NULL
    )
    grund = forms.CharField(
        label="Grund der Kürzung",
        help_text="Nötig, wenn Sie kürzen. Der Grund steht im Prüfvermerk.",
        max_length=300,
        required=False,
    )


class FrageFormular(forms.Form):
    """A question to the Träger."""

    frage = langtext(
        "Frage an den Träger",
        required=True,
        help_text="Sie geht erst hinaus, wenn Sie die Prüfung mit „Rückfrage“ abschließen.",
        hoechstens=1000,
    )


class PruefBelegFilter(BelegFilter):
    """The list of the Träger, narrowed to the sample or to what was cut."""

    nur = forms.ChoiceField(
        label="Zeige",
        required=False,
        choices=[
            ("", "alle Belege"),
            ("stichprobe", "nur die Stichprobe"),
            ("offen", "Stichprobe, noch nicht geprüft"),
            ("gekuerzt", "nur gekürzte"),
        ],
    )
    field_order = ("nur", "einzelansatz", "suche", "sort")


class PruefMixin(RechtMixin):
    """The open check of a proof, for who may do it or may see the case; anything else does not exist."""

    recht = (Recht.NACHWEIS_PRUEFEN, Recht.NACHWEIS_ZEICHNEN, Recht.FALL_SEHEN)
    request: HttpRequest
    kwargs: dict[str, Any]
    krume = "Belege und Kürzungen"

    def betrete(self) -> None:
        """Raises Http404 for another step, for people of the applicant's side and before there is a proof."""
        super().betrete()
        _ = self.nachweis

    @cached_property
    def aufgabe(self) -> Aufgabe:
        """The task of the check."""
        aufgabe = sicht.aufgabe_fuer(ich(self.request), self.kwargs["pk"])
        antrag = aufgabe.antrag
        if aufgabe.schritt != nachweispruefung.SCHRITT or antrag is None:
            raise Http404
        if not sicht.als_amt(ich(self.request), antrag):
            raise Http404
        return aufgabe

    @cached_property
    def nachweis(self) -> Verwendungsnachweis:
        """The proof under check."""
        assert self.aufgabe.antrag is not None
        nachweis = get_object_or_404(Verwendungsnachweis, antrag=self.aufgabe.antrag)
        nachweis.antrag = self.aufgabe.antrag
        return nachweis

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What every page of the check shows."""
        krumen = [*brotkrumen(ich(self.request), self.aufgabe, amt=True), *self.krumen()]
        gruende = SCHRITTE[self.aufgabe.schritt].hindernisse(self.aufgabe, akteur=ich(self.request))
        return super().get_context_data(  # type: ignore[misc]
            aufgabe=self.aufgabe,
            antrag=self.aufgabe.antrag,
            nachweis=self.nachweis,
            stand=self.request.POST.get("stand", self.nachweis.antrag.stand),
            brotkrumen=krumen,
            gruende=gruende,
            darf=self.aufgabe.offen and not gruende,
            **kwargs,
        )

    def krumen(self) -> list[dict[str, str]]:
        """The way from the task to this page."""
        return [{"name": self.krume, "url": ""}]


class Nachweispruefseite(PruefMixin, TemplateView):
    """Lines, sample, vouchers, questions and the reckoning; draws the sample and strikes questions."""

    template_name = "nachweis/pruefung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **nachweisakte.kontext(self.nachweis),
            **self._belege(),
            abrechnung=nachweise.rechne_ab(self.nachweis),
            offen_pruefung=maengel_der_pruefung(self.nachweis),
            spaet=spaete_verwendung(self.nachweis) if nachweise.regulaer(self.nachweis.antrag) else [],
            form=kwargs.pop("form", None) or StichprobeFormular(),
            **kwargs,
        )

    def _belege(self) -> dict[str, Any]:
        filter_ = PruefBelegFilter(self.request.GET or None, ansaetze=ausgabenansaetze(self.nachweis.antrag))
        werte = filter_.cleaned_data if filter_.is_bound and filter_.is_valid() else {}
        zeilen = belegliste(self.nachweis, werte)
        match werte.get("nur"):
            case "stichprobe":
                zeilen = zeilen.filter(in_stichprobe=True)
            case "offen":
                zeilen = zeilen.filter(in_stichprobe=True, geprueft_am__isnull=True)
            case "gekuerzt":
                zeilen = zeilen.filter(gekuerzt__gt=0)
        return {"filter": filter_, **seite_von(self.request, zeilen)}

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        form = StichprobeFormular(request.POST)
        form.fields["grund"].required = False  # the first draw needs none; the service knows which it is
        form.is_valid()
        try:
            if request.POST.get("tat") == "streichen":
                nummer = request.POST.get("frage", "")
                nachweispruefung.streiche_frage(
                    self.aufgabe.pk,
                    int(nummer) if nummer.isascii() and nummer.isdecimal() and len(nummer) < 19 else 0,
                    akteur=ich(request),
                    stand=gelesener_stand(request),
                )
                messages.success(request, "Die Frage ist gestrichen.")
            else:
                gezogen = nachweispruefung.ziehe_stichprobe(
                    self.aufgabe.pk,
                    akteur=ich(request),
                    grund=form.cleaned_data.get("grund", ""),
                    stand=gelesener_stand(request),
                )
                satz = f"Gezogen sind {gezogen.umfang} von {gezogen.grundgesamtheit} Belegen."
                messages.success(request, satz)
        except MaengelFehler as fehler:
            trage_ein(form, fehler.maengel)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return redirect("nachweis_pruefen", self.aufgabe.pk)


class _Teilseite(PruefMixin, Formularantwort, FormView):
    """A voucher or a line: two forms, one for the cut, one for a question; `tat` says which was sent."""

    form_class = KuerzungFormular

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            frageform=kwargs.pop("frageform", None) or FrageFormular(prefix="frage"), **kwargs
        )

    def krumen(self) -> list[dict[str, str]]:
        ziel = reverse("nachweis_pruefen", args=[self.aufgabe.pk])
        return [{"name": "Belege und Kürzungen", "url": ziel}, {"name": self.krume, "url": ""}]

    def kuerze(self, daten: dict[str, Any]) -> str:
        """Cut; returns what to say."""
        raise NotImplementedError

    def bezug(self) -> dict[str, int]:
        """What a question is about."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("tat") != "fragen":
            return super().post(request, *args, **kwargs)
        form = FrageFormular(request.POST, prefix="frage")
        if form.is_valid():
            try:
                nachweispruefung.frage(
                    self.aufgabe.pk,
                    form.cleaned_data["frage"],
                    akteur=ich(request),
                    stand=gelesener_stand(request),
                    **self.bezug(),
                )
            except MaengelFehler as fehler:
                trage_ein(form, fehler.maengel)
            else:
                messages.success(request, "Die Frage ist notiert.")
                return redirect("nachweis_pruefen", self.aufgabe.pk)
        kuerzung = KuerzungFormular(initial=self.get_initial())
        return self.render_to_response(self.get_context_data(form=kuerzung, frageform=form), status=422)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            satz = self.kuerze(form.cleaned_data)
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, satz)
        return redirect("nachweis_pruefen", self.aufgabe.pk)


class BelegPruefen(_Teilseite):
    """One voucher: its scan, its reason to be in the sample, the cut, the questions."""

    template_name = "nachweis/beleg.html"
    krume = "Beleg"

    @cached_property
    def beleg(self) -> Beleg:
        """Raises Http404 for one of another proof."""
        zeilen = self.nachweis.belege.select_related("planposition", "datei")
        return get_object_or_404(zeilen, pk=self.kwargs["beleg"])

    def get_initial(self) -> dict[str, Any]:
        return {"gekuerzt": self.beleg.gekuerzt, "grund": self.beleg.kuerzungsgrund}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(beleg=self.beleg, fragen=self.beleg.rueckfragen.all(), **kwargs)

    def bezug(self) -> dict[str, int]:
        return {"beleg_id": self.beleg.pk}

    def kuerze(self, daten: dict[str, Any]) -> str:
        beleg = nachweispruefung.pruefe_beleg(
            self.aufgabe.pk,
            self.beleg.pk,
            akteur=ich(self.request),
            stand=gelesener_stand(self.request),
            **daten,
        )
        return f"Beleg {beleg.nr} ist geprüft."


class AnsatzPruefen(_Teilseite):
    """One Einzelansatz: the cut beside those of its vouchers, the questions."""

    template_name = "nachweis/ansatz.html"
    krume = "Einzelansatz"

    @cached_property
    def ansatz(self) -> nachweise.Ansatzstand:
        """Raises Http404 for a line of another plan."""
        for stand in nachweise.ansaetze(self.nachweis):
            if stand.planposition.pk == self.kwargs["ansatz"]:
                return stand
        raise Http404

    def get_initial(self) -> dict[str, Any]:
        return {"gekuerzt": self.ansatz.kuerzung, "grund": self.ansatz.grund}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fragen = self.nachweis.rueckfragen.filter(planposition=self.ansatz.planposition)
        return super().get_context_data(ansatz=self.ansatz, fragen=fragen, **kwargs)

    def bezug(self) -> dict[str, int]:
        return {"planposition": self.ansatz.planposition.pk}

    def kuerze(self, daten: dict[str, Any]) -> str:
        nachweispruefung.kuerze_ansatz(
            self.aufgabe.pk,
            self.ansatz.planposition.pk,
            akteur=ich(self.request),
            stand=gelesener_stand(self.request),
            **daten,
        )
        return f"„{self.ansatz.name}“ ist geprüft."
