"""The Träger's pages: own requests, where one stands, submit, withdraw."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.antrag.models import Antrag
from antraege.antrag.queries import bearbeitbar_fuer, mit_zeichen
from antraege.antrag.views import gelesener_stand
from antraege.foerderung.nachweis.aenderung import offen as nachweis_offen
from antraege.foerderung.views.plan import Pruefen
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import ENDZUSTAENDE, Status
from antraege.kooperation.forms import langtext
from rollen.ansicht import RechtMixin, weg
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.aenderung import frueher
from workflows.aenderung import sicht as aenderungsteil
from workflows.akte import akte, portal
from workflows.akte.liste import Listenseite
from workflows.antrag import tuer as antragstuer
from workflows.postkorb.nachrichten import fuer_antragsseite
from workflows.rueckforderung import sicht as forderungsakte
from workflows.zahlung import tore as zahlungstore

BLOCK = 500
NEUESTE_NACHRICHTEN = 3
MIT = ("programm", "richtlinie", "traeger", "stelle", "standort", "sachbearbeitung")
STAENDE = {
    "entwurf": ("Noch nicht abgeschickt", Q(status=Status.ENTWURF)),
    "laufend": ("Läuft", ~Q(status__in=[Status.ENTWURF, *ENDZUSTAENDE])),
    "beendet": ("Beendet", Q(status__in=ENDZUSTAENDE)),
}
KOPF = (
    "Aktenzeichen",
    "Titel",
    "Programm",
    "Antragsteller",
    "Stand",
    "liegt bei",
    "bis",
    "beantragt",
    "bewilligt",
    "ausgezahlt",
    "offen",
    "entfallen",
    "ungelesene Nachrichten",
)


class MeineAntraege(RechtMixin, Listenseite):
    """Own to-dos on top, then all requests with phase, place and deadline; also as CSV and XLSX."""

    recht = (Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN)
    template_name = "seiten/portal/meine_antraege.html"
    dateiname = "meine-antraege"
    kopf = KOPF

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blatt, seiten = blaettere(self.request, self._antraege())
        adresse = self.request.GET.copy()
        return super().get_context_data(
            zeilen=list(self._zeilen(blatt)),
            zu_tun=portal.zu_tun(ich(self.request)),
            abgegebene=frueher.abgegebene(ich(self.request)),
            seiten=seiten,
            staende={name: wort for name, (wort, _) in STAENDE.items()},
            gewaehlt={name: self.request.GET.get(name, "") for name in ("suche", "stand")},
            export_adresse=adresse.urlencode(),
            **kwargs,
        )

    def _antraege(self) -> QuerySet[Antrag]:
        werte = self.request.GET
        antraege = bearbeitbar_fuer(ich(self.request)).select_related("programm", "richtlinie", "traeger")
        antraege = antraege.prefetch_related("richtlinie__aufrufe")
        if werte.get("stand") in STAENDE:
            antraege = antraege.filter(STAENDE[werte["stand"]][1])
        if suche := werte.get("suche", "").strip()[:80].replace("\x00", ""):
            antraege = antraege.filter(Q(titel__icontains=suche) | mit_zeichen(suche))
        return antraege

    def _zeilen(self, antraege: list[Antrag]) -> Iterator[dict[str, Any]]:
        aufgaben, neue = portal.offene_aufgaben(antraege), portal.ungelesen(antraege)
        for antrag in antraege:
            yield {
                "antrag": antrag,
                "lage": portal.lage(antrag, aufgaben.get(antrag.pk, ()), fuer=ich(self.request)),
                "phase": portal.phase(antrag),
                "geld": akte.geld(antrag),
                "neu": neue.get(antrag.pk, 0),
            }

    def alle(self) -> Iterator[list[Any]]:
        antraege, letzte = self._antraege().order_by("-pk"), None
        while block := list(antraege.filter(pk__lt=letzte)[:BLOCK] if letzte else antraege[:BLOCK]):
            letzte = block[-1].pk
            for zeile in self._zeilen(block):
                a, lage, geld = zeile["antrag"], zeile["lage"], zeile["geld"]
                yield [
                    *(a.aktenzeichen, a.titel, a.programm.name, a.traeger.name, a.zustand.oeffentlich),
                    *(", ".join(lage.bei), f"{lage.bis:%d.%m.%Y}" if lage.bis else None, a.beantragt),
                    *(*(geld[spalte] for spalte in akte.SPALTEN), zeile["neu"]),
                ]


class AntragsseiteMixin(RechtMixin):
    """A request of the applicant's own side; any other one does not exist for them."""

    recht: ClassVar[Any] = (Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN, Recht.BERATEN)
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def antrag(self) -> Antrag:
        """Raises Http404 for a foreign request, as for one that does not exist."""
        antraege = bearbeitbar_fuer(ich(self.request)).select_related(*MIT)
        return get_object_or_404(antraege, pk=self.kwargs["pk"])


class AntragStatus(AntragsseiteMixin, TemplateView):
    """Bei wem liegt es, bis wann, was kommt danach; everything the applicant's side may know of it."""

    template_name = "seiten/portal/status.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antrag, person = self.antrag, ich(self.request)
        aufgaben = portal.offene_aufgaben([antrag]).get(antrag.pk, [])
        fragen = akte.fragen(antrag)
        return super().get_context_data(
            antrag=antrag,
            neu="neu" in self.request.GET and antrag.zustand == Status.EINGEREICHT,
            lage=portal.lage(antrag, aufgaben, fuer=person),
            unbesetzt=portal.unbesetzt(antrag, aufgaben),
            phasen=akte.phasen(antrag),
            beendet=antrag.zustand in ENDZUSTAENDE,
            hindernisse=portal.rueckzugshindernisse(antrag, person),
            dokumente=akte.dokumente(antrag, nach_aussen=True),
            anlagen=akte.anlagen(antrag),
            nachforderungen=akte.nachforderungen(antrag, fragen),
            rueckforderungen=forderungsakte.fuer_traeger(antrag),
            abrufe=antrag.mittelabrufe.all(),
            zahlungsmaengel=zahlungstore.zahlungsmaengel(antrag),
            nachweis=weg(person, "nachweis", antrag.pk)
            if not antrag.intern and nachweis_offen(antrag)
            else "",
            geld=akte.geld(antrag),
            fakten=akte.fakten(antrag, nach_aussen=True),
            plan=akte.plan(antrag),
            nachrichten=fuer_antragsseite(antrag)[:NEUESTE_NACHRICHTEN],
            ungelesen=portal.ungelesen([antrag]).get(antrag.pk, 0),
            **aenderungsteil.teil(antrag, person, innen=False),
            **kwargs,
        )


class Einreichen(Pruefen):
    """The door behind the check page's button; defects come back on that page (422)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever reloads after defects comes back to the check page."""
        return redirect("antrag_pruefen", self.antrag.pk)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Submit and show the Aktenzeichen."""
        try:
            antragstuer.einreichen(
                self.antrag.pk,
                akteur=ich(request),
                stand=gelesener_stand(request),
                auftrag_geprueft=request.POST.get("geprueft") == "on",
            )
        except MaengelFehler as fehler:
            ungeprueft = [m.text for m in fehler.maengel if m == antragstuer.AUFTRAG_UNGEPRUEFT]
            was = " ".join(ungeprueft) or "Bitte ergänzen Sie die offenen Punkte."
            messages.error(request, f"Der Antrag ist noch nicht eingereicht. {was}")
            return self.render_to_response(self.get_context_data(fehlerhaft=fehler.maengel), status=422)
        return redirect(f"{reverse('antrag_status', args=[self.antrag.pk])}?neu=1")


class Rueckzug(forms.Form):
    """Why the request is withdrawn."""

    grund = langtext(
        "Grund",
        help_text="Die Stelle liest den Grund. Er hilft ihr bei der Planung.",
        zeilen=4,
        hoechstens=500,
    )
    sicher = forms.BooleanField(
        label="Ja, ich ziehe den Antrag zurück.",
        error_messages={"required": "Bitte bestätigen Sie, dass Sie den Antrag zurückziehen."},
    )


class Zurueckziehen(AntragsseiteMixin, Formularantwort, FormView):
    """Withdraw until the decision, with a moment to think."""

    form_class = Rueckzug
    template_name = "seiten/portal/zurueckziehen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hindernisse = portal.rueckzugshindernisse(self.antrag, ich(self.request))
        return super().get_context_data(antrag=self.antrag, hindernisse=hindernisse, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Withdraw through the door."""
        try:
            antragstuer.zurueckziehen(
                self.antrag.pk, akteur=ich(self.request), grund=form.cleaned_data["grund"]
            )
        except MaengelFehler as fehler:
            form.add_error(None, str(fehler))
            return self.form_invalid(form)
        messages.success(self.request, "Ihr Antrag ist zurückgezogen.")
        return redirect("antrag_status", self.antrag.pk)
