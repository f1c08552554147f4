"""The pages that try out rules which are still being written: the real forms, and a trial run that leaves nothing."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from antraege.antrag.antworten import gestellte
from antraege.antrag.forms import AngabenFormular, AnlageFormular, VorhabenFormular, angaben_formular
from antraege.antrag.models import Antrag, Antragsart
from antraege.antrag.queries import Abschnitt, abschnitte
from antraege.antrag.views import unterlagenfaecher
from antraege.foerderung.forms import getippte_zeilen, mit_leerer_zeile, plan_formular, uebliche_zeilen
from antraege.foerderung.models import Seite
from antraege.foerderung.plan import maengel_des_plans
from antraege.foerderung.queries import Schritt
from antraege.foerderung.views.plan import einheitenform, plantabellen
from antraege.kern.finanzierung import Plan
from antraege.programme.queries import mitzeichnende
from antraege.programme.redaktion.views import FassungMixin
from antraege.programme.views import aufrufe, betraege, fristen
from rollen import uhr
from rollen.views.basis import Formularantwort
from workflows.einrichtung.probelauf import spiele


class Vorschau(FassungMixin, TemplateView):
    """What an applicant would see: the programme and the task list of a draft."""

    template_name = "einrichtung/vorschau.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        r = self.richtlinie

        def adresse(name: str, *nr: int) -> str:
            return reverse(name, args=[r.pk, *nr])

        fragen = [
            Schritt(a.name, adresse("fassung_vorschau_seite", a.nr), "offen", f"Fragen: {len(a.fragen)}")
            for a in abschnitte(r.fragen.all())
        ]
        plan = Schritt("Finanzierungsplan", adresse("fassung_vorschau_plan"), "offen")
        unterlagen = f"Unterlagen: {r.unterlagen.count()}"
        liste = [
            Schritt("Vorhaben und Zeitraum", adresse("fassung_vorschau_vorhaben"), "offen"),
            *fragen,
            *([] if r.programm.kooperation else [plan]),
            Schritt("Unterlagen", adresse("fassung_vorschau_unterlagen"), "offen", unterlagen),
        ]
        return super().get_context_data(
            schritte=liste,
            betraege=betraege(r),
            aufrufe=aufrufe(r, uhr.heute()),
            fristen=fristen(r),
            mitzeichnende=mitzeichnende(r),
            brotkrumen=self.krumen({"name": "Vorschau"}),
            **kwargs,
        )


class Teilvorschau(FassungMixin):
    """A page of the application as it will be, on a request that exists nowhere; what is sent is only checked."""

    template_name: str | None = "einrichtung/vorschau_seite.html"
    vorlage: str
    titel: str

    @cached_property
    def antrag(self) -> Antrag:
        """A request under this version, never saved."""
        r = self.richtlinie
        art = Antragsart.KOOPERATION if r.programm.kooperation else Antragsart.FOERDERUNG
        return Antrag(programm=r.programm, richtlinie=r, stelle=r.programm.stelle, titel="Vorschau", art=art)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse("fassung_vorschau", args=[self.richtlinie.pk])
        krumen = self.krumen({"name": "Vorschau", "url": url}, {"name": self.titel})
        werte = {
            "vorlage": self.vorlage,
            "vorschau_url": url,
            "brotkrumen": krumen,
            "antrag": self.antrag,
            "geprueft": False,
        }
        return super().get_context_data(**{**werte, **kwargs})

    def geprueft(self, fehlt: Iterable[object] = (), **werte: Any) -> HttpResponse:
        """The page again with what would be missing."""
        kontext = self.get_context_data(geprueft=True, fehlt=list(fehlt), **werte)
        return self.render_to_response(kontext)  # type: ignore[attr-defined]


class Vorhabenvorschau(Teilvorschau, Formularantwort, FormView):
    """Title, days, Standort."""

    vorlage, titel = "antrag/vorhaben.html", "Vorhaben und Zeitraum"
    form_class = VorhabenFormular

    def form_valid(self, form: VorhabenFormular) -> HttpResponse:
        fehlt = [form[name].label for name in ("beginn", "ende") if not form.cleaned_data[name]]
        return self.geprueft(fehlt, form=form)


class Vorschauseite(Teilvorschau, Formularantwort, FormView):
    """One page of questions."""

    vorlage = "antrag/angaben.html"

    @cached_property
    def alle(self) -> dict[int, Abschnitt]:
        """The pages of questions by number."""
        return {a.nr: a for a in abschnitte(self.richtlinie.fragen.all())}

    @cached_property
    def abschnitt(self) -> Abschnitt:
        """Raises Http404 for a page there is not."""
        if self.kwargs["nr"] not in self.alle:
            raise Http404
        return self.alle[self.kwargs["nr"]]

    @property
    def titel(self) -> str:  # type: ignore[override]
        """Its name."""
        return self.abschnitt.name

    def get_form_class(self) -> type[AngabenFormular]:
        return angaben_formular(self.abschnitt.fragen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(abschnitt=self.abschnitt, anzahl=len(self.alle), **kwargs)

    def form_valid(self, form: AngabenFormular) -> HttpResponse:
        """Say what would be missing, by the answers just given."""
        gefragt = gestellte(self.abschnitt.fragen, form.cleaned_data)
        fehlt = [f for f in gefragt if f.pflicht and form.cleaned_data.get(f.schluessel) is None]
        return self.geprueft(fehlt, form=form)


class Planvorschau(Teilvorschau, TemplateView):
    """The plan with the limits of this version."""

    vorlage, titel = "foerderung/plan.html", "Finanzierungsplan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Raises Http404 for an agreement, which has no plan."""
        if self.antrag.kooperation:
            raise Http404
        formset = kwargs.pop("formset", None) or plan_formular(zeilen=uebliche_zeilen())
        einheiten = kwargs.pop("einheiten", None) or einheitenform(self.antrag)
        return super().get_context_data(einheiten=einheiten, **plantabellen(formset), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One more row, or what the limits say of the plan."""
        if (seite := request.POST.get("zeile")) in Seite.values:
            zeilen = mit_leerer_zeile(getippte_zeilen(request.POST), str(seite))
            weitere = {
                "formset": plan_formular(zeilen=zeilen),
                "einheiten": einheitenform(self.antrag, request.POST),
            }
            return self.render_to_response(self.get_context_data(**weitere))
        formset, einheiten = plan_formular(request.POST), einheitenform(self.antrag, request.POST)
        werte = {"formset": formset, "einheiten": einheiten}
        if not all([formset.is_valid(), einheiten is None or einheiten.is_valid()]):
            return self.render_to_response(self.get_context_data(**werte), status=422)
        self.antrag.einheiten = einheiten.cleaned_data["einheiten"] if einheiten else None
        maengel = maengel_des_plans(self.antrag, Plan(tuple(formset.positionen())))
        return self.geprueft((m.text for m in maengel), **werte)


class Unterlagenvorschau(Teilvorschau, TemplateView):
    """The papers, each with its small form."""

    vorlage, titel = "antrag/unterlagen.html", "Unterlagen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = unterlagenfaecher(self.richtlinie.unterlagen.all(), fehlerhaft=kwargs.get("form"))
        return super().get_context_data(zeilen=zeilen, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the file as the application does, and forget it."""
        form = AnlageFormular(request.POST, request.FILES, prefix=request.POST.get("zu", "")[:40])
        if form.is_valid():
            return self.geprueft()
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Probelauf(FassungMixin, View):
    """Play a sample application; nothing stays."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show every step, or what stopped it."""
        stationen = spiele(self.richtlinie)
        werte = {
            "richtlinie": self.richtlinie,
            "stationen": stationen,
            "gelungen": all(s.gelungen for s in stationen),
            "brotkrumen": self.krumen({"name": "Probelauf"}),
        }
        return render(request, "einrichtung/probelauf.html", werte)
