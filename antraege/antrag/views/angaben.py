"""Project and answers, one page each."""

from functools import cached_property
from typing import Any

from django.http import Http404

from antraege.antrag.forms import AngabenFormular, VorhabenFormular, angaben_formular
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.queries import Abschnitt, abschnitte
from antraege.antrag.services import speichere_antworten, speichere_vorhaben
from antraege.antrag.views.basis import Eingabeseite, gelesener_stand
from antraege.kern.status import Status
from rollen.views.basis import ich


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
        fragen = [f for f in self.abschnitt.fragen if self.nur is None or f.schluessel in self.nur]
        return angaben_formular(fragen)

    def get_initial(self) -> dict[str, Any]:
        return self.antrag.antworten

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            abschnitt=self.abschnitt, anzahl=len(self.alle), nur=self.nur, **kwargs
        )

    def speichere(self, form: AngabenFormular) -> None:
        stand = gelesener_stand(self.request)
        speichere_antworten(self.antrag, form.cleaned_data, akteur=ich(self.request), stand=stand)
