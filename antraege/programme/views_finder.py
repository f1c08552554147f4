"""What everybody may find without a login, and where the Servicestelle keeps other funders' programmes."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin

from antraege.haushalt.templatetags.geld import euro
from antraege.kern.foerdersuche import REGISTRIEREN, Anliegen, Weg, Wer, aufzaehlung
from antraege.kern.geld import zeige_zahl
from antraege.programme import externe, finder
from antraege.programme.forms_finder import ExternFormular, Finderformular, Listenfilter, Zweckeformular
from antraege.programme.models import ExternesProgramm, Foerderprogramm, Programmzwecke
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.models import Stelle, Stellenart
from rollen.tabelle import Recht
from rollen.views.anmeldung import Start
from rollen.views.basis import Formularantwort, gelesener_stand, getippt, ich


def ansprechstelle(stelle: Stelle) -> list[tuple[str, str]]:
    """Whom to ask about a programme: a function at a Stelle and how to reach it, never a person."""
    fakten = [
        ("Ansprechstelle", f"Sachbearbeitung: {stelle.name}"),
        ("Anschrift", stelle.anschrift),
        ("E-Mail", stelle.email),
    ]
    return [(name, wert) for name, wert in fakten if wert]


def servicestelle() -> Stelle | None:
    """Who advises on everything."""
    return Stelle.objects.filter(art=Stellenart.SERVICESTELLE, aktiv=True).order_by("pk").first()


class Foerderliste(ContextMixin):
    """The list of all fundings with its filter: three queries, whatever there is."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterzeile = Listenfilter(self.request.GET)
        suche = filterzeile.gesucht()
        stadt, andere = finder.foerderungen(suche, am=uhr.heute())
        return super().get_context_data(
            filter=filterzeile,
            gefiltert=suche.gefiltert or bool(filterzeile.errors),
            der_stadt=stadt,
            anderer=andere,
            hier=self.request.path,
            servicestelle=servicestelle(),
            **kwargs,
        )


class Willkommen(Foerderliste, TemplateView):
    """The welcome with everything one can apply for."""

    recht = None
    oeffentlich = True
    template_name = "rollen/willkommen.html"


class Startseite(Start):
    """`/`: on to the own first page, or the welcome for everybody else."""

    def get(self, request: HttpRequest) -> HttpResponseBase:  # type: ignore[override]
        if request.user.is_authenticated:
            return super().get(request)
        return Willkommen.as_view()(request)


class Foerderfinder(TemplateView):
    """`/foerderfinder/`: four questions in the address, nothing stored; every answer may stay open."""

    recht: ClassVar[Any] = None
    oeffentlich = True
    template_name = "programme/foerderfinder.html"

    @cached_property
    def formular(self) -> Finderformular:
        """With what the address says, or empty."""
        return Finderformular(self.request.GET or None)

    @cached_property
    def anliegen(self) -> Anliegen:
        """The answers that could be read."""
        return self.formular.anliegen() if self.formular.is_bound else finder.OFFEN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anliegen = self.anliegen
        gefragt = anliegen != finder.OFFEN
        gruppen = finder.beurteilte(anliegen, am=uhr.heute()) if gefragt else []
        return super().get_context_data(
            form=self.formular,
            gruppen=gruppen,
            etwas_da=any(treffer for _, treffer in gruppen),
            offene_fragen=self.formular.offene_fragen() if gefragt else [],
            registrieren=REGISTRIEREN if anliegen.wer == Wer.NEUER_TRAEGER else "",
            servicestelle=servicestelle(),
            brotkrumen=[
                {"name": "Programme", "url": reverse("programme")},
                {"name": "Welche Förderung passt?"},
            ],
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **antwort: Any) -> HttpResponse:
        """An answer that could not be read is told at its question."""
        return super().render_to_response(context, status=422 if self.formular.errors else 200, **antwort)


class AndereFoerderung(TemplateView):
    """`/andere-foerderung/<kuerzel>/`: what is known of another funder's programme, and the link to it."""

    recht = None
    oeffentlich = True
    template_name = "programme/andere_foerderung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extern = get_object_or_404(finder.geltende_externe(uhr.heute()), kuerzel=kwargs["kuerzel"])
        foerderung = extern.als_foerderung()
        krumen = [{"name": "Programme", "url": reverse("programme")}, {"name": extern.name}]
        return super().get_context_data(
            extern=extern,
            offen=foerderung.offen_am(uhr.heute()),
            programm=finder.der_stadt(extern, am=uhr.heute()),
            weg=Weg(extern.weg).bezeichnung,
            fuer_wen=aufzaehlung(foerderung.gruppen),
            zwecke=sorted(zweck.bezeichnung for zweck in foerderung.zwecke),
            betraege=_betraege(extern),
            servicestelle=servicestelle(),
            brotkrumen=krumen,
            **kwargs,
        )


def _betraege(extern: ExternesProgramm) -> list[tuple[str, str]]:
    werte = {"Mindestbetrag": extern.mindestbetrag, "Höchstbetrag": extern.hoechstbetrag}
    fakten = [(name, euro(wert)) for name, wert in werte.items() if wert is not None]
    if extern.eigenanteil_min is not None:
        fakten.append(("Kleinster Eigenanteil", f"{zeige_zahl(extern.eigenanteil_min)} %"))
    return [("Höhe", extern.hoehe), *fakten] if extern.hoehe else fakten


class ExterneProgramme(RechtMixin, TemplateView):
    """Every programme of another funder: what nobody has checked yet first, then by the day of the last check."""

    recht = Recht.FOERDERUNGEN_PFLEGEN
    template_name = "programme/externe.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        alle = list(ExternesProgramm.objects.select_related("geprueft_von"))
        laufende = [extern for extern in alle if extern.beendet_am is None]
        tag = uhr.heute()
        return super().get_context_data(
            ungeprueft=[extern for extern in laufende if extern.geprueft_am is None],
            geprueft=sorted((e for e in laufende if e.geprueft_am), key=lambda e: (e.geprueft_am, e.name)),
            beendet=[extern for extern in alle if extern.beendet_am],
            heute=tag,
            brotkrumen=[
                {"name": "Programme", "url": reverse("programme")},
                {"name": "Andere Geber"},
            ],
            **kwargs,
        )


class ExternFormularseite(RechtMixin, Formularantwort, FormView):
    """What new and changed programmes share."""

    recht = Recht.FOERDERUNGEN_PFLEGEN
    template_name = "programme/extern_formular.html"
    form_class = ExternFormular
    titel = "Neues Programm"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [
            {"name": "Andere Geber", "url": reverse("externe_programme")},
            {"name": self.titel},
        ]
        return super().get_context_data(titel=self.titel, brotkrumen=krumen, **kwargs)


class ExternNeu(ExternFormularseite):
    """Write down one more."""

    def form_valid(self, form: ExternFormular) -> HttpResponse:
        extern = externe.erfasse(form.inhalt, akteur=ich(self.request))
        messages.success(self.request, f"„{extern}“ steht jetzt in der Liste und im Finder.")
        return redirect("externe_programme")


class LaufendesExternes(RechtMixin):
    """A programme of another funder that nobody has ended."""

    recht = Recht.FOERDERUNGEN_PFLEGEN
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def extern(self) -> ExternesProgramm:
        """Raises Http404, and Ueberholt for one that has ended."""
        extern = get_object_or_404(ExternesProgramm, pk=self.kwargs["pk"])
        if extern.beendet_am:
            raise Ueberholt(externe.BEENDET)
        return extern


class ExternAendern(LaufendesExternes, ExternFormularseite):
    """Change one; the page says who has checked it when, and ends it."""

    @property
    def titel(self) -> str:  # type: ignore[override]
        """Its name."""
        return self.extern.name

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy, so that what is typed never reaches the stored row past the service."""
        return {**super().get_form_kwargs(), "instance": ExternesProgramm.objects.get(pk=self.extern.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stand = self.request.POST.get("stand", self.extern.stand)
        return super().get_context_data(extern=self.extern, stand=stand, **kwargs)

    def form_valid(self, form: ExternFormular) -> HttpResponse:
        try:
            stand = gelesener_stand(self.request)
            externe.aendere(self.extern.pk, form.inhalt, stand=stand, akteur=ich(self.request))
        except Ueberholt as fehler:
            fehler.eingaben = getippt(form)
            raise
        messages.success(self.request, "Gespeichert. Das Programm gilt als heute geprüft.")
        return redirect("externe_programme")


class ExternPruefen(LaufendesExternes, View):
    """The source says the same today."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note who has looked."""
        extern = externe.pruefe(self.extern.pk, stand=gelesener_stand(request), akteur=ich(request))
        messages.success(request, f"„{extern}“ ist als heute geprüft vermerkt.")
        return redirect("externe_programme")


class ExternBeenden(LaufendesExternes, View):
    """It is not offered any more."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it out of every public list."""
        extern = externe.beende(self.extern.pk, stand=gelesener_stand(request), akteur=ich(request))
        messages.success(request, f"„{extern}“ steht in keiner öffentlichen Liste mehr.")
        return redirect("externe_programme")


class ProgrammZwecke(RechtMixin, Formularantwort, FormView):
    """What a programme of the city is for; by whoever works on its rules."""

    recht = Recht.RICHTLINIE_BEARBEITEN
    template_name = "programme/zwecke.html"
    form_class = Zweckeformular
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a programme of somebody else."""
        super().betrete()
        _ = self.programm

    @cached_property
    def programm(self) -> Foerderprogramm:
        """Raises Http404 for one whose rules this person does not work on."""
        stellen = rechte.stellen_mit(ich(self.request), Recht.RICHTLINIE_BEARBEITEN)
        return get_object_or_404(Foerderprogramm, kuerzel=self.kwargs["kuerzel"], stelle__in=stellen)

    @cached_property
    def bisher(self) -> Programmzwecke:
        """What has been said so far."""
        return getattr(self.programm, "finder", None) or Programmzwecke(programm=self.programm)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "initial": {"zwecke": self.bisher.zwecke}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seite = reverse("programm", args=[self.programm.kuerzel])
        krumen = [{"name": self.programm.name, "url": seite}, {"name": "Wofür ist das Programm?"}]
        stand = self.request.POST.get("stand", self.bisher.stand)
        return super().get_context_data(programm=self.programm, stand=stand, brotkrumen=krumen, **kwargs)

    def form_valid(self, form: Zweckeformular) -> HttpResponse:
        stand, akteur = gelesener_stand(self.request), ich(self.request)
        externe.setze_zwecke(self.programm, form.cleaned_data["zwecke"], stand=stand, akteur=akteur)
        messages.success(self.request, "Gespeichert. So wird das Programm im Finder gefunden.")
        return redirect("programme")
