"""To a new draft in two pages: the programme, then organisation and title."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from antraege.antrag.forms import Beginn
from antraege.antrag.models import Antrag
from antraege.antrag.queries import moegliche_traeger, offene_richtlinien, wartende_traeger
from antraege.antrag.services import lege_an
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.programme.models import Richtlinie
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich

DOPPELT = timedelta(seconds=30)


class AntragNeu(RechtMixin, TemplateView):
    """The programmes that take requests today, and why one of them cannot be used."""

    recht = (Recht.ANTRAG_BEARBEITEN, Recht.IM_AUFTRAG_BEARBEITEN)
    template_name = "antrag/neu.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        arten = set(moegliche_traeger(ich(self.request)).order_by().values_list("art", flat=True).distinct())
        programme = [
            {"richtlinie": richtlinie, "moeglich": bool(arten & set(richtlinie.antragsberechtigt))}
            for richtlinie in offene_richtlinien(am=uhr.heute())
        ]
        return super().get_context_data(
            programme=programme,
            verifiziert=bool(arten),
            wartende=wartende_traeger(ich(self.request)),
            **kwargs,
        )


class AntragBeginnen(RechtMixin, Formularantwort, FormView):
    """Organisation, title, Standort; then the draft exists."""

    recht = (Recht.ANTRAG_BEARBEITEN, Recht.IM_AUFTRAG_BEARBEITEN)
    template_name = "antrag/beginnen.html"
    form_class = Beginn
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a programme that takes no requests."""
        super().betrete()
        _ = self.richtlinie

    @cached_property
    def richtlinie(self) -> Richtlinie:
        """The rules valid today. Raises Http404 for a programme that takes no requests."""
        offene = {r.programm_id: r for r in offene_richtlinien(am=uhr.heute())}
        if self.kwargs["programm"] not in offene:
            raise Http404
        return offene[self.kwargs["programm"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "benutzer": ich(self.request), "richtlinie": self.richtlinie}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(richtlinie=self.richtlinie, **kwargs)

    def form_valid(self, form: Beginn) -> HttpResponse:
        werte, akteur = form.cleaned_data, ich(self.request)
        if doppelt := self._gerade_angelegt(werte["titel"], werte["traeger"].pk):
            return redirect("antrag_entwurf", doppelt.pk)
        eigene = rechte.darf(akteur, Recht.ANTRAG_BEARBEITEN, werte["traeger"])
        try:
            antrag = self.lege_an(akteur=akteur, im_auftrag=not eigene, **werte)
        except MaengelFehler as fehler:
            for mangel in fehler.maengel:
                form.add_error(mangel.feld if mangel.feld in form.fields else None, mangel.text)
            return self.form_invalid(form)
        return redirect("antrag_entwurf", antrag.pk)

    def lege_an(self, **werte: Any) -> Antrag:
        """Begin the request. Raises Verweigert and MaengelFehler."""
        return lege_an(programm=self.richtlinie.programm, **werte)

    def _gerade_angelegt(self, titel: str, traeger_id: int) -> Antrag | None:
        """The draft that the first of two clicks has made."""
        return Antrag.objects.filter(
            status=Status.ENTWURF,
            programm=self.richtlinie.programm,
            titel=titel,
            traeger=traeger_id,
            angelegt_von=ich(self.request),
            angelegt_am__gte=uhr.jetzt() - DOPPELT,
        ).first()
