"""Pages of what happens to an agreement in force: Nachtrag and notice."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from antraege.antrag.views import gelesener_stand
from antraege.kern.maengel import MaengelFehler
from antraege.kooperation import beendigung, nachtraege
from antraege.kooperation.models import Partei
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.kooperation import kuendigung
from workflows.kooperation import tuer_nachtrag as nachtrag
from workflows.kooperation.formulare import Grundformular
from workflows.kooperation.kuendigung import Kuendigungsformular
from workflows.kooperation.nachtrag import NachtragFormular
from workflows.kooperation.seiten import Handlungsseite, Vereinbarungsseite
from workflows.tuer.fehler import Eingabefehler, Veraltet
from workflows.tuer.seite import Formularseite


class NachtragBeginnen(Vereinbarungsseite, Formularseite):
    """`…/nachtrag/`: the whole text as it shall be; the difference becomes the Nachtrag."""

    recht = Recht.VEREINBARUNG_ENTWERFEN
    template_name = "kooperation/nachtrag.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hindernisse = nachtraege.hindernisse(self.vereinbarung)
        form = kwargs.pop("form", None) or (None if hindernisse else NachtragFormular(antrag=self.antrag))
        return super().get_context_data(
            antrag=self.antrag,
            vereinbarung=self.vereinbarung,
            hindernisse=hindernisse,
            form=form,
            stand=self.request.POST.get("stand", self.antrag.stand),
            brotkrumen=self.krumen("Nachtrag"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Write it through the door."""
        try:
            neu = nachtrag.beginne(
                self.antrag.pk, akteur=ich(request), eingaben=request.POST, stand=gelesener_stand(request)
            )
        except Eingabefehler as fehler:
            return self.zeige(fehler.formular, status=422)
        except (MaengelFehler, Veraltet) as fehler:
            if nachtraege.hindernisse(self.vereinbarung):
                raise Ueberholt(str(fehler)) from fehler  # without a text in force there is no form
            form = NachtragFormular(request.POST, antrag=self.antrag)
            form.is_valid()
            form.add_error(None, str(fehler))
            return self.zeige(form, status=409 if isinstance(fehler, Veraltet) else 422)
        messages.success(request, f"Der {neu} liegt der Leitung vor.")
        return redirect("vereinbarung", self.antrag.pk)


class NachtragUeberarbeiten(Handlungsseite):
    """`…/nachtrag/ueberarbeiten/`: take a Nachtrag back that is being signed."""

    form_class = Grundformular
    ueberschrift = "Nachtrag überarbeiten"
    erklaerung = "Der Nachtrag liegt zur Zeichnung. Ändern Sie ihn, werden alle Zeichnungen ungültig."
    knopf = "Zeichnung abbrechen und überarbeiten"
    gefahr = True
    meldung = "Alle Zeichnungen unter dem Nachtrag sind ungültig. Er ist wieder offen."

    def tue(self, form: forms.Form) -> None:
        """Void its signatures."""
        nachtrag.ueberarbeite(self.antrag.pk, akteur=ich(self.request), grund=form.cleaned_data["grund"])


class NachtragZurueckziehen(Handlungsseite):
    """`…/nachtrag/zurueckziehen/`: the agreement stays as it is."""

    form_class = Grundformular
    ueberschrift = "Nachtrag zurückziehen"
    knopf = "Nachtrag zurückziehen"
    gefahr = True
    meldung = "Der Nachtrag ist zurückgezogen. Die Vereinbarung gilt unverändert."

    def tue(self, form: forms.Form) -> None:
        """End it."""
        nachtrag.ziehe_zurueck(self.antrag.pk, akteur=ich(self.request), grund=form.cleaned_data["grund"])


class Kuendigen(Handlungsseite):
    """`…/parteien/<partei>/kuendigung/`: a party gives notice, or a clerk records the letter."""

    recht = (
        Recht.VEREINBARUNG_ZEICHNEN,
        Recht.VEREINBARUNG_FREIGEBEN,
        Recht.VEREINBARUNG_ENTWERFEN,
    )
    form_class = Kuendigungsformular
    template_name = "kooperation/kuendigen.html"
    knopf = "Kündigung erklären"
    gefahr = True
    meldung = "Die Kündigung ist erklärt. Alle Parteien sind benachrichtigt."

    @cached_property
    def partei(self) -> Partei:
        """Raises Http404."""
        partei = get_object_or_404(
            self.vereinbarung.parteien.select_related("stelle"), pk=self.kwargs["partei"]
        )
        partei.vereinbarung = self.vereinbarung
        return partei

    @cached_property
    def selbst(self) -> bool:
        """The party itself, or a clerk. Raises Verweigert."""
        return kuendigung.zeichnet_selbst(kuendigung.kuendigungsrecht(self.partei, ich(self.request)))

    @property
    def ueberschrift(self) -> str:  # type: ignore[override]
        """Whose notice."""
        return f"Kündigung: {self.partei.stelle.name}"

    def get_form_kwargs(self) -> dict[str, Any]:
        selbst = ich(self.request) if self.selbst else None
        return {**super().get_form_kwargs(), "vereinbarung": self.vereinbarung, "selbst": selbst}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            hindernisse=beendigung.kuendigungshindernisse(self.vereinbarung), selbst=self.selbst, **kwargs
        )

    def tue(self, form: forms.Form) -> None:
        """Through the door; the form is read again there."""
        kuendigung.kuendige(
            self.antrag.pk, self.partei.pk, akteur=ich(self.request), eingaben=self.request.POST
        )
