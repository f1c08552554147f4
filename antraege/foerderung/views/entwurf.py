"""The task list of a draft, the page to check everything before submitting, and the copy."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View
from django.views.generic import TemplateView

from antraege.antrag.models import Antrag
from antraege.antrag.views.basis import EntwurfMixin
from antraege.foerderung.queries import angabenbloecke, mit_adresse, schritte
from antraege.foerderung.services import kopiere, maengel_des_antrags, plan_von
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from rollen import rechte
from rollen.tabelle import Recht
from rollen.traeger import wartestand
from rollen.views.basis import ich

NACH_DER_PRUEFUNG = "Das Recht bekommt mit der Verifizierung, wer die Organisation registriert hat."
FRAGEN_UND_PLAN = ("richtlinie__fragen", "planpositionen")


class Entwurf(EntwurfMixin, TemplateView):
    """What is done and what is still to do."""

    template_name = "foerderung/entwurf.html"
    dazu = FRAGEN_UND_PLAN

    def offen(self) -> bool:
        return self.antrag.status == Status.ENTWURF or bool(self.punkte)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        maengel = maengel_des_antrags(self.antrag)
        return super().get_context_data(
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
        return super().get_context_data(
            maengel=mit_adresse(antrag, maengel),
            darf_einreichen=darf,
            wer_darf=NACH_DER_PRUEFUNG if wartet else rechte.wer_darf(Recht.ANTRAG_EINREICHEN),
            fakten=_fakten(antrag),
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


def _fakten(antrag: Antrag) -> list[tuple[str, str]]:
    def tag(wert: Any) -> str:
        return f"{wert:%d.%m.%Y}" if wert else "noch offen"

    return [
        ("Organisation", antrag.traeger.name),
        ("Programm", antrag.programm.name),
        ("Titel", antrag.titel),
        ("Beginn", tag(antrag.beginn)),
        ("Ende", tag(antrag.ende)),
        ("Standort", antrag.standort.name if antrag.standort else "kein Standort"),
    ]
