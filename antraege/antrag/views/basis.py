"""What the pages of a draft share: whose it is, whether it is open, and the page for an outdated one."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import FormView

from antraege.antrag.fehler import NICHT_NACHGEFORDERT, NICHT_OFFEN
from antraege.antrag.models import Antrag, Nachforderungspunkt
from antraege.antrag.queries import bearbeitbar_fuer, offene_punkte
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich

Eingaben = Iterable[tuple[str, str]]


class EntwurfMixin(RechtMixin):
    """A request whose draft this person may work on; any other one does not exist for them."""

    recht = (Recht.ANTRAG_BEARBEITEN, Recht.IM_AUFTRAG_BEARBEITEN)
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


class Eingabeseite(EntwurfMixin, Formularantwort, FormView):
    """A page with one form: save, say so, back to the task list."""

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
            for mangel in fehler.maengel:
                form.add_error(mangel.feld if mangel.feld in form.fields else None, mangel.text)
            return self.form_invalid(form)
        messages.success(self.request, "Ihre Angaben sind gespeichert.")
        return redirect("antrag_entwurf", self.antrag.pk)


def gelesener_stand(request: HttpRequest) -> int:
    """Which stand the page showed; a missing or broken one counts as outdated."""
    wert = request.POST.get("stand", "")
    return int(wert) if wert.isascii() and wert.isdigit() and len(wert) < 10 else -1


def getippt(form: BaseForm) -> list[tuple[str, str]]:
    """What a person typed, by label."""
    return [(str(feld.label), str(feld.value() or "")) for feld in form if not feld.is_hidden]


def veraltet(request: HttpRequest, fehler: Ueberholt, *, eingaben: Eingaben = ()) -> HttpResponse:
    """The friendly page (409): nothing was saved, and nothing typed is lost."""
    werte = {"grund": str(fehler), "eingaben": [e for e in eingaben if e[1]], "weiter_url": request.path}
    return render(request, "antrag/veraltet.html", werte, status=409)
