"""The plan of a request, line by line."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views import View
from django.views.generic import TemplateView

from antraege.antrag.models import Antrag
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.views import EntwurfMixin, gelesener_stand, veraltet
from antraege.foerderung.forms import (
    EinheitenFormular,
    PlanFormular,
    gespeicherte_zeilen,
    getippte_zeilen,
    mit_leerer_zeile,
    plan_formular,
)
from antraege.foerderung.models import Deckungsart, Seite
from antraege.foerderung.plan import verteilungen
from antraege.foerderung.queries import angabenbloecke, mit_adresse, schritte
from antraege.foerderung.services import (
    kopiere,
    maengel_des_antrags,
    maengel_des_plans,
    plan_von,
    speichere_plan,
)
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.kern.status import Status
from antraege.programme.models import Finanzierungsart
from antraege.programme.queries import antragsschluss, gueltige_richtlinie
from rollen import rechte, uhr
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.traeger import wartestand
from rollen.views.basis import ich

NACH_DER_PRUEFUNG = "Das Recht bekommt mit der Verifizierung, wer die Organisation registriert hat."
FRAGEN_UND_PLAN = ("richtlinie__fragen", "richtlinie__aufrufe", "planpositionen")


class Entwurf(EntwurfMixin, TemplateView):
    """What is done and what is still to do."""

    template_name = "foerderung/entwurf.html"
    dazu = FRAGEN_UND_PLAN

    def offen(self) -> bool:
        return self.antrag.status == Status.ENTWURF or bool(self.punkte)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        maengel = maengel_des_antrags(self.antrag)
        gilt = gueltige_richtlinie(self.antrag.programm, uhr.heute())
        return super().get_context_data(
            antragsschluss=antragsschluss(self.antrag.richtlinie, uhr.heute()),
            neuere=gilt if gilt and gilt.version > self.antrag.richtlinie.version else None,
            schritte=schritte(self.antrag, maengel, punkte=self.punkte),
            hinweise=mit_adresse(self.antrag, [m for m in maengel if not m.feld]),
            **kwargs,
        )


class Pruefen(EntwurfMixin, TemplateView):
    """All answers on one page, all defects, and the button that submits (its door is in `workflows`)."""

    template_name = "foerderung/pruefen.html"
    dazu = FRAGEN_UND_PLAN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antrag = self.antrag
        maengel = maengel_des_antrags(antrag)
        darf = rechte.darf(ich(self.request), Recht.ANTRAG_EINREICHEN, antrag.traeger)
        wartet = wartestand(antrag.traeger) is not None
        beginn, ende = (f"{tag:%d.%m.%Y}" if tag else "noch offen" for tag in (antrag.beginn, antrag.ende))
        return super().get_context_data(
            maengel=mit_adresse(antrag, maengel),
            darf_einreichen=darf,
            wer_darf=NACH_DER_PRUEFUNG if wartet else rechte.wer_darf(Recht.ANTRAG_EINREICHEN),
            fakten=[
                ("Organisation", antrag.traeger.name),
                ("Programm", antrag.programm.name),
                ("Titel", antrag.titel),
                ("Beginn", beginn),
                ("Ende", ende),
                ("Standort", antrag.standort.name if antrag.standort else "kein Standort"),
            ],
            bloecke=angabenbloecke(antrag),
            plan=plan_von(antrag),
            anlagen=antrag.anlagen.filter(entfernt_am=None).select_related("unterlage"),
            **kwargs,
        )


class Kopieren(EntwurfMixin, View):
    """A new draft from an earlier request, whatever became of that."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            neu = kopiere(self.antrag, akteur=ich(request))
        except MaengelFehler as fehler:
            messages.error(request, str(fehler))
            return redirect("antrag_status", self.antrag.pk)
        messages.success(
            request, "Der neue Entwurf ist angelegt. Zeitraum, Unterlagen und Erklärungen fehlen noch."
        )
        return redirect("antrag_entwurf", neu.pk)


class Plan(EntwurfMixin, TemplateView):
    """Two tables that must come out equal; unequal sides can be saved and are named as a defect."""

    template_name = "foerderung/plan.html"

    def offen(self) -> bool:
        gefragt = any(punkt.bezug == Bezugsart.PLAN for punkt in self.punkte)
        return not self.antrag.kooperation and (self.antrag.status == Status.ENTWURF or gefragt)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        formset = kwargs.pop("formset", None) or plan_formular(zeilen=gespeicherte_zeilen(self.antrag))
        return super().get_context_data(
            **plantabellen(formset),
            richtlinie=self.antrag.richtlinie,
            einheiten=kwargs.pop("einheiten", None) or self._einheitenform(),
            verteilungen=verteilungen(self.antrag),
            **kwargs,
        )

    def _einheitenform(self, daten: QueryDict | None = None) -> EinheitenFormular | None:
        return einheitenform(self.antrag, daten)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.extra_context = {"maengel": self._maengel()}
        return super().get(request, *args, **kwargs)

    def _maengel(self) -> list[Mangel]:
        """Defects of what is saved; an empty plan is not scolded."""
        plan = plan_von(self.antrag)
        return maengel_des_plans(self.antrag, plan) if plan.positionen else []

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if (seite := request.POST.get("zeile")) in Seite.values:
            zeilen = mit_leerer_zeile(getippte_zeilen(request.POST), str(seite))
            erweitert = {
                "formset": plan_formular(zeilen=zeilen),
                "einheiten": self._einheitenform(request.POST),
            }
            return self.render_to_response(self.get_context_data(**erweitert))
        formset, einheiten = plan_formular(request.POST), self._einheitenform(request.POST)
        if not all([formset.is_valid(), einheiten is None or einheiten.is_valid()]):
            fehler = self.get_context_data(formset=formset, einheiten=einheiten)
            return self.render_to_response(fehler, status=422)
        try:
            speichere_plan(
                self.antrag,
                formset.positionen(),
                akteur=ich(request),
                stand=gelesener_stand(request),
                einheiten=einheiten.cleaned_data["einheiten"] if einheiten else None,
            )
        except Ueberholt as fehler:
            return veraltet(request, fehler, eingaben=_getippt(request))
        if self._maengel():  # the page comes again and names them
            messages.warning(request, "Der Plan ist gespeichert. Bitte ändern Sie noch die genannten Punkte.")
            return redirect("antrag_plan", self.antrag.pk)
        messages.success(request, "Der Finanzierungsplan ist gespeichert.")
        return redirect("antrag_entwurf", self.antrag.pk)


def plantabellen(formset: PlanFormular) -> dict[str, Any]:
    """The two tables of a plan and their sums, as its page shows them."""
    return {
        "formset": formset,
        "summen": formset.summen(),
        "seiten": [("ausgabe", "Ausgaben", formset.ausgaben), ("deckung", "Deckung", formset.deckung)],
    }


def einheitenform(antrag: Antrag, daten: QueryDict | None = None) -> EinheitenFormular | None:
    """The number of units, where the programme pays per unit."""
    if antrag.richtlinie.finanzierungsart != Finanzierungsart.EINHEITEN:
        return None
    return EinheitenFormular(daten, initial={"einheiten": antrag.einheiten}, richtlinie=antrag.richtlinie)


def _getippt(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed, one line per row."""
    woerter = dict(Deckungsart.choices)
    return [
        (
            "Ausgabe" if zeile["seite"] == Seite.AUSGABE else woerter.get(zeile["art"], "Deckung"),
            ": ".join(filter(None, (zeile["bezeichnung"], zeile["betrag"]))),
        )
        for zeile in getippte_zeilen(request.POST)
    ]
