"""Begin a request, answer its questions, attach files."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.antrag.antworten import gestellte
from antraege.antrag.dateien import DateiFehler
from antraege.antrag.fehler import NICHT_NACHGEFORDERT, NICHT_OFFEN
from antraege.antrag.forms import AngabenFormular, AnlageFormular, Beginn, VorhabenFormular, angaben_formular
from antraege.antrag.models import Anlage, Antrag, Nachforderungspunkt
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.queries import (
    Abschnitt,
    abschnitte,
    auffindbar_fuer,
    bearbeitbar_fuer,
    moegliche_traeger,
    offene_punkte,
    offene_richtlinien,
    wartende_traeger,
)
from antraege.antrag.services import entferne, hinterlege, lege_an, speichere_antworten, speichere_vorhaben
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.programme.models import Foerderprogramm, Frage, Richtlinie, Unterlage
from antraege.programme.queries import antragsschluss, gueltige_richtlinie, kein_aufruf
from rollen import rechte, uhr
from rollen.ablage import als_anhang
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, gelesener_stand, getippt, ich, versuche

Eingaben = Iterable[tuple[str, str]]
DOPPELT = timedelta(seconds=30)
WEITERE = "weitere-dateien"


class EntwurfMixin(RechtMixin):
    """A request whose draft this person may work on; any other one does not exist for them."""

    recht = (Recht.ANTRAG_BEARBEITEN, Recht.IM_AUFTRAG_BEARBEITEN, Recht.BERATEN)
    dazu: tuple[str, ...] = ()
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def antrag(self) -> Antrag:
        """The request of this page. Raises Http404 for a foreign one, as for one that does not exist."""
        antraege = bearbeitbar_fuer(ich(self.request)).select_related(
            "richtlinie", "programm", "traeger", "standort"
        )
        return get_object_or_404(antraege.prefetch_related(*self.dazu), pk=self.kwargs["pk"])

    @cached_property
    def punkte(self) -> list[Nachforderungspunkt]:
        """What is asked for again at present."""
        return offene_punkte(self.antrag)

    def offen(self) -> bool:
        """Whether something may be changed on this page."""
        return self.antrag.status == Status.ENTWURF

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page on which nothing may be changed any more leads to where the request stands."""
        if self.offen():
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        gefragt = self.antrag.status == Status.NACHFORDERUNG
        messages.info(request, NICHT_NACHGEFORDERT if gefragt else NICHT_OFFEN)
        return redirect("antrag_status", self.antrag.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An outdated `stand` stays outdated when a form comes back with errors."""
        stand = self.request.POST.get("stand", self.antrag.stand)
        return super().get_context_data(antrag=self.antrag, stand=stand, **kwargs)  # type: ignore[misc]


class Speicherseite(Formularantwort, FormView):
    """A page with one form of a request: save, say so, back to the page named by `zurueck`."""

    zurueck: str
    kwargs: dict[str, Any]

    def speichere(self, form: Any) -> None:
        """Call the service. Raises Ueberholt and MaengelFehler."""
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Outdated: show what was typed. Refused: the form again, with every reason."""
        try:
            self.speichere(form)
        except Ueberholt as fehler:
            return veraltet(self.request, fehler, eingaben=getippt(form))
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, "Ihre Angaben sind gespeichert.")
        return redirect(self.zurueck, self.kwargs["pk"])


class Eingabeseite(EntwurfMixin, Speicherseite):
    """A page of the draft."""

    zurueck = "antrag_entwurf"


def veraltet(request: HttpRequest, fehler: Ueberholt, *, eingaben: Eingaben = ()) -> HttpResponse:
    """The friendly page (409): nothing was saved, and nothing typed is lost."""
    werte = {"grund": str(fehler), "eingaben": [e for e in eingaben if e[1]], "weiter_url": request.path}
    return render(request, "antrag/veraltet.html", werte, status=409)


class Tatseite(Formularantwort, FormView):
    """A form behind which one act stands: how it is answered, and what a refusal is about (`worauf`)."""

    aktion: Tat
    meldung = "Gespeichert."

    def tue(self, form: Any) -> object:
        """The act. Raises Verweigert, Ueberholt, MaengelFehler."""
        raise NotImplementedError

    def worauf(self) -> dict[str, Any]:
        """`objekt`, and `stelle_id` where that has no chain yet, for `versuche`."""
        raise NotImplementedError

    def weiter(self) -> str:
        """Where it goes on."""
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Outdated: 409 with everything typed. Defects: the form again, each at its field (422)."""
        try:
            versuche(self.request, lambda: self.tue(form), aktion=self.aktion, **self.worauf())
        except Ueberholt as fehler:
            return veraltet(self.request, fehler, eingaben=getippt(form))
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, self.meldung)
        return redirect(self.weiter())


class AntragNeu(RechtMixin, TemplateView):
    """The programmes that take requests today, and why one of them cannot be used."""

    recht = (Recht.ANTRAG_BEARBEITEN, Recht.IM_AUFTRAG_BEARBEITEN)
    template_name = "antrag/neu.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        arten = set(moegliche_traeger(ich(self.request)).order_by().values_list("art", flat=True).distinct())
        programme = [
            {
                "richtlinie": richtlinie,
                "moeglich": bool(arten & set(richtlinie.antragsberechtigt)),
                "bis": antragsschluss(richtlinie, uhr.heute()),
            }
            for richtlinie in offene_richtlinien(am=uhr.heute())
        ]
        return super().get_context_data(
            programme=programme,
            verifiziert=bool(arten),
            wartende=wartende_traeger(ich(self.request)),
            **kwargs,
        )


class AntragBeginnen(RechtMixin, Formularantwort, FormView):
    """Organisation, title, Standort; then the draft exists. Outside every call it leads to the programme's page."""

    recht = (Recht.ANTRAG_BEARBEITEN, Recht.IM_AUFTRAG_BEARBEITEN)
    template_name = "antrag/beginnen.html"
    form_class = Beginn
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a programme without rules that are valid today."""
        super().betrete()
        _ = self.richtlinie

    @cached_property
    def richtlinie(self) -> Richtlinie:
        """The rules valid today. Raises Http404 when there are none."""
        programm = get_object_or_404(Foerderprogramm, pk=self.kwargs["programm"])
        richtlinie = gueltige_richtlinie(programm, uhr.heute())
        if richtlinie is None:
            raise Http404
        return richtlinie

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or why no request can be begun today and when the next call begins."""
        if satz := kein_aufruf(self.richtlinie, uhr.heute()):
            messages.info(request, satz)
            return redirect("programm", self.richtlinie.programm.kuerzel)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "benutzer": ich(self.request), "richtlinie": self.richtlinie}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(richtlinie=self.richtlinie, **kwargs)

    def form_valid(self, form: Beginn) -> HttpResponse:
        werte, akteur = form.cleaned_data, ich(self.request)
        gerade_angelegt = Antrag.objects.filter(
            status=Status.ENTWURF,
            programm=self.richtlinie.programm,
            titel=werte["titel"],
            traeger=werte["traeger"],
            angelegt_von=akteur,
            angelegt_am__gte=uhr.jetzt() - DOPPELT,
        )
        if doppelt := gerade_angelegt.first():  # the first of two clicks has made it
            return redirect("antrag_entwurf", doppelt.pk)
        eigene = rechte.darf(akteur, Recht.ANTRAG_BEARBEITEN, werte["traeger"])
        try:
            antrag = self.lege_an(akteur=akteur, im_auftrag=not eigene, **werte)
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        return redirect("antrag_entwurf", antrag.pk)

    def lege_an(self, **werte: Any) -> Antrag:
        """Begin the request. Raises Verweigert and MaengelFehler."""
        return lege_an(programm=self.richtlinie.programm, **werte)


class Vorhaben(Eingabeseite):
    """Title, days and Standort."""

    template_name = "antrag/vorhaben.html"
    form_class = VorhabenFormular

    def get_initial(self) -> dict[str, Any]:
        return VorhabenFormular.anfang(self.antrag)

    def speichere(self, form: VorhabenFormular) -> None:
        stand = gelesener_stand(self.request)
        speichere_vorhaben(self.antrag, akteur=ich(self.request), stand=stand, **form.cleaned_data)


class Angaben(Eingabeseite):
    """The questions of one Abschnitt; after submission only those that are asked again."""

    template_name = "antrag/angaben.html"
    dazu = ("richtlinie__fragen",)

    @cached_property
    def alle(self) -> list[Abschnitt]:
        return abschnitte(self.antrag.richtlinie.fragen.all())

    @cached_property
    def abschnitt(self) -> Abschnitt:
        """Raises Http404 for a number that the Richtlinie does not have."""
        if not 1 <= self.kwargs["nr"] <= len(self.alle):
            raise Http404
        return self.alle[self.kwargs["nr"] - 1]

    @cached_property
    def nur(self) -> set[str] | None:
        """None: every question."""
        if self.antrag.status == Status.ENTWURF:
            return None
        hier = {frage.schluessel for frage in self.abschnitt.fragen}
        return hier & {p.schluessel for p in self.punkte if p.bezug == Bezugsart.FRAGE}

    def offen(self) -> bool:
        return self.nur is None or bool(self.nur)

    def get_form_class(self) -> type[AngabenFormular]:
        return angaben_formular([f for f in self.abschnitt.fragen if self._fragt(f)])

    @cached_property
    def gefragt(self) -> set[str]:
        """What the answers given so far leave to be asked; conditions on this page are open until it is saved."""
        hier = {frage.schluessel for frage in self.abschnitt.fragen}
        fragen = self.antrag.richtlinie.fragen.all()
        return {
            *(frage.schluessel for frage in gestellte(fragen, self.antrag.antworten)),
            *(frage.schluessel for frage in self.abschnitt.fragen if frage.wenn_frage in hier),
        }

    def _fragt(self, frage: Frage) -> bool:
        return frage.schluessel in (self.gefragt if self.nur is None else self.nur)

    def get_initial(self) -> dict[str, Any]:
        return self.antrag.antworten

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            abschnitt=self.abschnitt, anzahl=len(self.alle), nur=self.nur, **kwargs
        )

    def speichere(self, form: AngabenFormular) -> None:
        stand = gelesener_stand(self.request)
        speichere_antworten(self.antrag, form.cleaned_data, akteur=ich(self.request), stand=stand)


class Unterlagen(EntwurfMixin, TemplateView):
    """One small form per paper; `zu` says which one was sent."""

    template_name = "antrag/unterlagen.html"

    @cached_property
    def unterlagen(self) -> list[Unterlage]:
        return list(self.antrag.richtlinie.unterlagen.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anlagen = list(self.antrag.anlagen.filter(entfernt_am=None).select_related("hochgeladen_von"))
        zeilen = unterlagenfaecher(self.unterlagen, anlagen, kwargs.get("form"))
        return super().get_context_data(zeilen=zeilen, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Check the file, store it, come back. Raises Http404 for a paper that is not asked for."""
        zu = request.POST.get("zu", "")
        nach_schluessel = {u.schluessel: u for u in self.unterlagen}
        if zu != WEITERE and zu not in nach_schluessel:
            return veraltet(request, Ueberholt("Diese Unterlage wird nicht verlangt."))
        form = AnlageFormular(request.POST, request.FILES, prefix=zu)
        try:
            if form.is_valid():
                anlage = hinterlege(
                    self.antrag,
                    form.cleaned_data["datei"],
                    akteur=ich(request),
                    unterlage=nach_schluessel.get(zu),
                    stand=gelesener_stand(request),
                )
                messages.success(request, f"„{anlage.name}“ ist hochgeladen.")
                return redirect("antrag_unterlagen", self.antrag.pk)
        except Ueberholt as fehler:
            return veraltet(request, fehler)
        except DateiFehler as fehler:
            form.add_error("datei", str(fehler))
        return self.render_to_response(self.get_context_data(form=form), status=422)


def unterlagenfaecher(
    unterlagen: Iterable[Unterlage], anlagen: Iterable[Anlage] = (), fehlerhaft: AnlageFormular | None = None
) -> list[dict[str, Any]]:
    """For each paper that is asked for, and for others, what is there and a small form."""
    faecher: list[tuple[str, Unterlage | None]] = [(u.schluessel, u) for u in unterlagen]
    return [
        {
            "schluessel": schluessel,
            "unterlage": unterlage,
            "anlagen": [a for a in anlagen if a.unterlage_id == (unterlage.pk if unterlage else None)],
            "form": fehlerhaft
            if fehlerhaft and fehlerhaft.prefix == schluessel
            else AnlageFormular(prefix=schluessel),
        }
        for schluessel, unterlage in [*faecher, (WEITERE, None)]
    ]


class AnlageEntfernen(EntwurfMixin, View):
    """Takes one file out of the draft."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        vorhandene = self.antrag.anlagen.filter(entfernt_am=None)
        anlage = get_object_or_404(vorhandene, pk=self.kwargs["anlage"])
        try:
            entferne(anlage, akteur=ich(request), stand=gelesener_stand(request))
        except Ueberholt as fehler:
            return veraltet(request, fehler)
        messages.success(request, f"„{anlage.name}“ ist entfernt.")
        return redirect("antrag_unterlagen", self.antrag.pk)


class AnlageLaden(RechtMixin, View):
    """The file itself, never shown inside the site: a foreign one does not exist."""

    recht = (
        Recht.ANTRAG_SEHEN,
        Recht.FALL_SEHEN,
        Recht.STANDORT_SEHEN,
        Recht.MITZEICHNEN,
        Recht.IM_AUFTRAG_BEARBEITEN,
        Recht.GREMIENLAUF_PFLEGEN,
        Recht.BERATEN,
    )
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        anlage = get_object_or_404(Anlage.objects.filter(entfernt_am=None), pk=pk)
        person = ich(request)
        if not any(
            alle.filter(pk=anlage.antrag_id) for alle in (auffindbar_fuer(person), bearbeitbar_fuer(person))
        ):
            raise Http404
        return als_anhang(anlage.datei, name=anlage.name, medientyp=anlage.medientyp)
