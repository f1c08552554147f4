"""Pages of papers for council and committees: write one, record a Beschluss from elsewhere, read, withdraw."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, Literal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.antrag.models import Antrag
from antraege.antrag.views import gelesener_stand
from antraege.gremien import dienst
from antraege.gremien.models import Gremienvorlage
from antraege.kern.maengel import MaengelFehler
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.akte import akte, sicht
from workflows.gremien import sicht as gremiensicht
from workflows.gremien import tuer
from workflows.gremien.formulare import Beschlussformular, Rueckzugsformular
from workflows.gremien.schritte import Vorlagenformular
from workflows.tuer.fehler import Eingabefehler, Veraltet
from workflows.tuer.seite import Formularseite, trage_ein


class Gremienseite(RechtMixin):
    """A page below a case that the person sees from the office's side; others are 404."""

    recht: ClassVar[Recht | tuple[Recht, ...] | Literal["angemeldet"]] = sicht.FALLRECHTE
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def antrag(self) -> Antrag:
        """Raises Http404 for a foreign case."""
        return sicht.fall_fuer(ich(self.request), self.kwargs["pk"])

    @cached_property
    def vorlage(self) -> Gremienvorlage:
        """Raises Http404 for a paper that does not exist."""
        vorlagen = self.antrag.gremienvorlagen.select_related(
            "schriftstueck", "geschrieben_von", "eingebracht_von"
        )
        return get_object_or_404(vorlagen, nr=self.kwargs["nr"])

    def krumen(self, seite: str) -> list[dict[str, str]]:
        """Below the case."""
        return [
            {"name": "Fälle", "url": reverse("faelle")},
            {"name": self.antrag.aktenzeichen or "", "url": reverse("fall", args=[self.antrag.pk])},
            {"name": seite, "url": ""},
        ]


class Schreibseite(Gremienseite, Formularseite):
    """A form whose content goes through the door as it was typed; what is wrong comes back with everything."""

    recht = Recht.GREMIENVORLAGE_SCHREIBEN
    formular: ClassVar[type[Vorlagenformular] | type[Beschlussformular]]
    tat: ClassVar[Callable[..., Gremienvorlage]]
    titel: ClassVar[str]
    meldung: ClassVar[str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hindernisse = dienst.hindernisse(self.antrag)
        form = kwargs.pop("form", None) or (None if hindernisse else self.formular(antrag=self.antrag))
        return super().get_context_data(
            antrag=self.antrag,
            hindernisse=hindernisse,
            form=form,
            stand=kwargs.pop("stand", self.request.POST.get("stand", self.antrag.stand)),
            ueberschrift=self.titel,
            brotkrumen=self.krumen(self.titel),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Write it through the door."""
        try:
            vorlage = self.tat(
                self.antrag.pk, akteur=ich(request), eingaben=request.POST, stand=gelesener_stand(request)
            )
        except Eingabefehler as fehler:
            return self.zeige(fehler.formular, status=422)
        except MaengelFehler as fehler:
            return self.zeige(trage_ein(self._gebunden(), fehler.maengel), status=422)
        except Veraltet as fehler:
            form = self._gebunden()
            form.add_error(None, str(fehler))
            return self.zeige(form, status=409, stand=Antrag.objects.get(pk=self.antrag.pk).stand)
        messages.success(request, self.meldung)
        return redirect("gremienvorlage", self.antrag.pk, vorlage.nr)

    def _gebunden(self) -> forms.Form:
        form = self.formular(self.request.POST, antrag=self.antrag)
        form.is_valid()
        return form


class VorlageSchreiben(Schreibseite):
    """`/faelle/<pk>/gremienvorlage/`: filled from the case, laid before the Leitung."""

    template_name = "gremien/schreiben.html"
    formular = Vorlagenformular
    tat = staticmethod(tuer.beginne)
    titel = "Gremienvorlage erstellen"
    meldung = "Die Vorlage liegt der Leitung vor."


class BeschlussErfassen(Schreibseite):
    """`/faelle/<pk>/beschluss/`: a Beschluss taken on a paper from elsewhere."""

    template_name = "gremien/beschluss.html"
    formular = Beschlussformular
    tat = staticmethod(tuer.erfasse_beschluss)
    titel = "Beschluss von anderswo erfassen"
    meldung = "Der Beschluss ist erfasst. Er zählt, wenn die Gremiengeschäftsführung ihn bestätigt."


class VorlageSeite(Gremienseite, TemplateView):
    """`/faelle/<pk>/gremienvorlagen/<nr>/`: what it says, who has signed it, what the bodies have said."""

    template_name = "gremien/vorlage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vorlage = self.vorlage
        return super().get_context_data(
            antrag=self.antrag,
            zeile=gremiensicht.zeile(vorlage),
            geschrieben_von=akte.person(vorlage.geschrieben_von),
            eingebracht_von=akte.person(vorlage.eingebracht_von),
            darf_zurueckziehen=vorlage.laeuft
            and rechte.darf(ich(self.request), Recht.GREMIENVORLAGE_SCHREIBEN, self.antrag.stelle),
            brotkrumen=self.krumen(str(vorlage)),
            **kwargs,
        )


class VorlageZurueckziehen(Gremienseite, Formularantwort, FormView):
    """`…/zurueckziehen/`: no body deals with it any more."""

    recht = Recht.GREMIENVORLAGE_SCHREIBEN
    form_class = Rueckzugsformular
    template_name = "gremien/zurueckziehen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            antrag=self.antrag,
            vorlage=self.vorlage,
            brotkrumen=self.krumen("Vorlage zurückziehen"),
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            vorlage = tuer.ziehe_zurueck(
                self.antrag.pk, akteur=ich(self.request), grund=form.cleaned_data["grund"]
            )
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, f"{vorlage} ist zurückgezogen.")
        return redirect("gremienvorlage", self.antrag.pk, vorlage.nr)
