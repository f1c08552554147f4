"""Pages of a change, from the request to its versions side by side."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.antrag.models import Antrag, Momentaufnahme
from antraege.antrag.views import gelesener_stand
from antraege.foerderung import aenderungen
from antraege.foerderung.aenderungen.forms import Aenderungsformular, getippte_zeilen, mit_neuer_zeile
from antraege.foerderung.models import Aenderung, Seite
from antraege.kern.maengel import MaengelFehler
from antraege.kooperation.forms import langtext
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.aenderung import frueher, tuer
from workflows.akte import akte, sicht
from workflows.tuer.fehler import Eingabefehler, Veraltet
from workflows.tuer.seite import Formularseite


class Aenderungsseite(RechtMixin):
    """A case that the person may open, from the office's or from the applicant's side; others are 404."""

    recht: ClassVar[Any] = sicht.AKTENRECHTE
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def antrag(self) -> Antrag:
        """Raises Http404 for a foreign case, and for one that was never submitted."""
        faelle = sicht.faelle(ich(self.request)).filter(aktenzeichen__isnull=False)
        return get_object_or_404(faelle, pk=self.kwargs["pk"])

    @cached_property
    def innen(self) -> bool:
        """True for the office: it reads names, the applicant reads functions."""
        return sicht.als_amt(ich(self.request), self.antrag)

    @property
    def fall_url(self) -> str:
        """The page of the case on this person's side."""
        return reverse("fall" if self.innen else "antrag_status", args=[self.antrag.pk])

    def krumen(self, seite: str) -> list[dict[str, str]]:
        """Below the case."""
        liste = ("Fälle", "faelle") if self.innen else ("Meine Anträge", "meine_antraege")
        return [
            {"name": liste[0], "url": reverse(liste[1])},
            {"name": self.antrag.aktenzeichen or "", "url": self.fall_url},
            {"name": seite, "url": ""},
        ]


class AenderungBeantragen(Aenderungsseite, Formularseite):
    """`/antraege/<pk>/aenderung/`: the Träger asks, or the office acts on its own initiative."""

    recht = (Recht.ANTRAG_EINREICHEN, Recht.FALL_PRUEFEN)
    template_name = "aenderung/beantragen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vom_amt = self.vom_amt
        hindernisse = aenderungen.hindernisse(self.antrag)
        form = kwargs.pop("form", None) or (None if hindernisse else self._formular())
        seiten = form and [
            ("ausgabe", "Ausgaben", form.plan.ausgaben),
            ("deckung", "Deckung", form.plan.deckung),
        ]
        return super().get_context_data(
            antrag=self.antrag,
            stand=kwargs.pop("stand", self.request.POST.get("stand", self.antrag.stand)),
            vom_amt=vom_amt,
            hindernisse=hindernisse,
            form=form,
            formset=form and form.plan,
            seiten=seiten,
            summen=form and form.plan.summen(),
            zeitraum_bis=aenderungen.zeitraum_bis(self.antrag),
            brotkrumen=self.krumen("Änderung"),
            fall_url=self.fall_url,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Another row without JavaScript, or ask through the door."""
        if (seite := request.POST.get("zeile")) in Seite.values:
            zeilen = mit_neuer_zeile(getippte_zeilen(request.POST), str(seite))
            form = self._formular(zeilen=zeilen)
            form.initial = {
                name: request.POST.getlist(name) if name == "arten" else request.POST.get(name, "")
                for name in form.fields
            }
            return self.zeige(form)
        try:
            neu = tuer.beantrage(
                self.antrag.pk, akteur=ich(request), eingaben=request.POST, stand=gelesener_stand(request)
            )
        except Eingabefehler as fehler:
            return self.zeige(fehler.formular, status=422)
        except MaengelFehler as fehler:
            return self.zeige(self._gebunden(fehler), status=422)
        except Veraltet as fehler:
            return self.zeige(self._gebunden(fehler), status=409, stand=self.antrag.stand)
        messages.success(
            request, "Die Änderung ist beantragt." if not self.innen else "Die Änderung ist eingeleitet."
        )
        return redirect("aenderung", self.antrag.pk, neu.nr)

    @cached_property
    def vom_amt(self) -> bool:
        """Whether the office acts on its own initiative. Raises Verweigert."""
        return tuer.startrecht(self.antrag, ich(self.request)).recht == Recht.FALL_PRUEFEN

    def _formular(self, *werte: Any, **mehr: Any) -> Aenderungsformular:
        return Aenderungsformular(*werte, antrag=self.antrag, vom_amt=self.vom_amt, **mehr)

    def _gebunden(self, fehler: Exception) -> Aenderungsformular:
        form = self._formular(self.request.POST)
        form.is_valid()
        form.add_error(None, str(fehler))
        return form


class AenderungSeite(Aenderungsseite, TemplateView):
    """`/antraege/<pk>/aenderungen/<nr>/`: what was asked, the difference, what was decided."""

    template_name = "aenderung/aenderung.html"

    @cached_property
    def aenderung(self) -> Aenderung:
        """Raises Http404."""
        mit = ("neuer_traeger", "bisheriger_traeger", "beantragt_von", "geprueft_von", "entschieden_von")
        zeilen = self.antrag.aenderungen.select_related(*mit, "schriftstueck")
        return get_object_or_404(zeilen, nr=self.kwargs["nr"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eine, aussen = self.aenderung, not self.innen
        return super().get_context_data(
            antrag=self.antrag,
            aenderung=eine,
            innen=self.innen,
            beantragt_von=akte.person(eine.beantragt_von, nach_aussen=aussen and eine.von_amts_wegen),
            geprueft_von=akte.person(eine.geprueft_von) if eine.geprueft_von and self.innen else "",
            entschieden_von=akte.person(eine.entschieden_von, nach_aussen=aussen)
            if eine.entschieden_von
            else "",
            neuerungen=aenderungen.neuerungen(eine.vorher, eine.nachher),
            planunterschied=aenderungen.planunterschied(eine.vorher, eine.nachher),
            anteile=aenderungen.anteile(eine) if self.innen else [],
            dokumente=[
                d
                for d in akte.dokumente(self.antrag)
                if d["hinweis"] == (eine.schriftstueck.kennung if eine.schriftstueck else "")
            ],
            darf_zurueckziehen=eine.laeuft and _darf_zurueckziehen(eine, self.request),
            brotkrumen=self.krumen(f"{eine.nr}. Änderung"),
            fall_url=self.fall_url,
            **kwargs,
        )


def _darf_zurueckziehen(aenderung: Aenderung, request: HttpRequest) -> bool:
    try:
        tuer.rueckzugsrecht(aenderung, ich(request))
    except rechte.Verweigert:
        return False
    return True


class Rueckzug(forms.Form):
    """Why the change is withdrawn."""

    grund = langtext("Grund", help_text="Die andere Seite liest den Grund.", zeilen=4, hoechstens=500)
    sicher = forms.BooleanField(
        label="Ja, ich ziehe die Änderung zurück.",
        error_messages={"required": "Bitte bestätigen Sie, dass Sie die Änderung zurückziehen."},
    )


class AenderungZurueckziehen(Aenderungsseite, Formularantwort, FormView):
    """`…/zurueckziehen/`: until the decision, with a moment to think."""

    recht = (Recht.ANTRAG_EINREICHEN, Recht.FALL_PRUEFEN)
    form_class = Rueckzug
    template_name = "aenderung/zurueckziehen.html"

    @cached_property
    def aenderung(self) -> Aenderung:
        """The running change; raises Http404 for a decided one."""
        eine = get_object_or_404(self.antrag.aenderungen, nr=self.kwargs["nr"])
        if not eine.laeuft:
            raise Http404
        return eine

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tuer.rueckzugsrecht(self.aenderung, ich(self.request))
        return super().get_context_data(
            antrag=self.antrag,
            aenderung=self.aenderung,
            brotkrumen=self.krumen("Änderung zurückziehen"),
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Withdraw through the door."""
        tuer.ziehe_zurueck(self.antrag.pk, akteur=ich(self.request), grund=form.cleaned_data["grund"])
        messages.success(self.request, "Die Änderung ist zurückgezogen. Die Bewilligung gilt unverändert.")
        return redirect(self.fall_url)


ANLAESSE = {
    "eingereicht": "Eingereicht",
    "nachgereicht": "Nachgereicht",
    aenderungen.ANLASS_BEWILLIGT: "Bewilligt",
    aenderungen.ANLASS_GEAENDERT: "Geändert",
}


class Staende(Aenderungsseite, TemplateView):
    """`/antraege/<pk>/staende/?von=1&bis=3`: every version of the plan; without choice the last two."""

    template_name = "aenderung/staende.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        staende = list(self.antrag.momentaufnahmen.order_by("nr"))
        von, bis = self._gewaehlt(staende)
        return super().get_context_data(
            antrag=self.antrag,
            staende=[(s, ANLAESSE.get(s.anlass, s.anlass.capitalize())) for s in staende],
            von=von,
            bis=bis,
            neuerungen=aenderungen.neuerungen(von.inhalt, bis.inhalt) if von and bis else [],
            planunterschied=aenderungen.planunterschied(von.inhalt, bis.inhalt) if von and bis else [],
            brotkrumen=self.krumen("Fassungen"),
            fall_url=self.fall_url,
            **kwargs,
        )

    def _gewaehlt(self, staende: list[Momentaufnahme]) -> tuple[Momentaufnahme | None, Momentaufnahme | None]:
        """The two versions of the address, or the last two; nothing while there is only one."""
        je_nr = {str(stand.nr): stand for stand in staende}
        von, bis = (je_nr.get(self.request.GET.get(name, "")) for name in ("von", "bis"))
        if von and bis:
            return von, bis
        return (staende[-2], staende[-1]) if len(staende) > 1 else (None, None)


class Frueher(RechtMixin, TemplateView):
    """`/antraege/<pk>/frueher/`: the grant as it was when the organisation gave it away."""

    recht = Recht.ANTRAG_SEHEN
    template_name = "aenderung/frueher.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = ich(self.request)
        wechsel: QuerySet[Aenderung] = frueher.abgegebene(person).filter(antrag=self.kwargs["pk"])
        eine = get_object_or_404(wechsel[:1])
        return super().get_context_data(
            aenderung=eine,
            antrag=eine.antrag,
            neuerungen=aenderungen.neuerungen({}, {n: w for n, w in eine.vorher.items() if n != "plan"}),
            plan=aenderungen.planunterschied(eine.vorher, eine.vorher),
            **frueher.stand_bis(eine, person),
            **kwargs,
        )
