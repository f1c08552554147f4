"""Pages of samples: the list, drawing one, its items with their working papers, the draw repeated."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView

from antraege.antrag.views import Tatseite, gelesener_stand
from antraege.kern.maengel import MaengelFehler
from antraege.kern.stichprobe import Verfahren
from antraege.revision import stichproben, unabhaengig
from antraege.revision.models import Pruefposten, Pruefstichprobe, Stichprobenstatus
from rollen import uhr
from rollen.blaettern import blaettere
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich
from workflows.akte.liste import Listenseite
from workflows.revision.formulare_stichprobe import Postenformular, Ziehungsformular
from workflows.revision.grundgesamtheit import beschreibe, elemente
from workflows.revision.seiten_basis import Revisionsseite, krumen

KOPF = ("Kennung", "Titel", "Grundgesamtheit", "Verfahren", "Startwert", "Posten", "mit Ergebnis", "Stand")
KOPF_POSTEN = ("Nr.", "Bezug", "Betrag", "Anlass", "Ergebnis", "Arbeitspapier", "Feststellung", "geprüft von")


class Liste(Revisionsseite, Listenseite):
    """`/stichproben/`: the newest first, each with its progress."""

    template_name = "revision/stichproben.html"
    dateiname = "stichproben"
    kopf = KOPF

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen, seiten = blaettere(self.request, stichproben.alle())
        return super().get_context_data(
            zeilen=zeilen, seiten=seiten, brotkrumen=krumen("Stichproben"), **kwargs
        )

    def alle(self) -> Iterator[tuple[Any, ...]]:
        for s in stichproben.alle().iterator():
            wie = (s.get_art_display(), s.get_verfahren_display(), s.startwert)
            yield (s.kennung, s.titel, *wie, s.zahl, s.fertig, s.get_status_display())


class Ziehen(Formularantwort, Revisionsseite, FormView):
    """`/stichproben/neu/`."""

    form_class = Ziehungsformular
    template_name = "revision/formular.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            titel="Stichprobe ziehen",
            bezug="Was gezogen ist, bleibt: mit Startwert, Verfahren und Prüfsumme der Grundgesamtheit.",
            knopf="Ziehen",
            zurueck=reverse("stichproben"),
            brotkrumen=krumen("Ziehen", ("Stichproben", reverse("stichproben"))),
            **kwargs,
        )

    def form_valid(self, form: Ziehungsformular) -> HttpResponse:
        ziehung = form.ziehung()
        try:
            neue = stichproben.ziehe_stichprobe(
                ziehung,
                elemente(ziehung.art, ziehung.auswahl, ziehung.verfahren, uhr.heute()),
                beschreibe=lambda schluessel: beschreibe(ziehung.art, schluessel),
                akteur=ich(self.request),
            )
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, f"{neue.kennung} ist gezogen.")
        return redirect("stichprobe", neue.pk)


class Eine(Revisionsseite, Listenseite):
    """`/stichproben/<pk>/`: how it was drawn, its items; `?nachrechnen=1` draws again and compares."""

    template_name = "revision/stichprobe.html"
    kopf = KOPF_POSTEN

    @cached_property
    def stichprobe(self) -> Pruefstichprobe:
        """The sample of this page, with its progress."""
        return get_object_or_404(stichproben.alle(), pk=self.kwargs["pk"])

    @property
    def dateiname(self) -> str:  # type: ignore[override]
        """Named after the sample."""
        return self.stichprobe.kennung

    def alle(self) -> Iterator[tuple[Any, ...]]:
        for p in self.stichprobe.posten.select_related("bearbeitet_von", "feststellung"):
            papier = (p.get_ergebnis_display(), p.notiz, p.feststellung.kennung if p.feststellung else "")
            wer = p.bearbeitet_von.name if p.bearbeitet_von else ""
            yield (p.nr, p.bezug, p.betrag, p.anlass, *papier, wer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        s = self.stichprobe
        zeilen, seiten = blaettere(
            self.request, s.posten.select_related("feststellung"), ordnung=("nr", "pk")
        )
        gleich = None
        if self.request.GET.get("nachrechnen"):
            heute = elemente(s.art, s.auswahl, Verfahren(s.verfahren), uhr.heute())
            gleich = stichproben.nachgezogen(s, heute)
        return super().get_context_data(
            stichprobe=s,
            posten=zeilen,
            seiten=seiten,
            gleich=gleich,
            in_arbeit=s.status == Stichprobenstatus.IN_ARBEIT,
            brotkrumen=krumen(s.kennung, ("Stichproben", reverse("stichproben"))),
            **kwargs,
        )


class Abschliessen(Revisionsseite, Tatseite):
    """Every item has its result."""

    form_class = forms.Form
    template_name = "revision/formular.html"
    aktion = Tat.PRUEFSTICHPROBE_ABSCHLIESSEN
    meldung = "Die Stichprobe ist abgeschlossen."
    kwargs: Mapping[str, Any]

    @cached_property
    def stichprobe(self) -> Pruefstichprobe:
        """The sample of this page."""
        return get_object_or_404(Pruefstichprobe, pk=self.kwargs["pk"])

    def worauf(self) -> dict[str, Any]:
        return {"objekt": self.stichprobe}

    def weiter(self) -> str:
        return reverse("stichprobe", args=[self.stichprobe.pk])

    def tue(self, form: forms.Form) -> object:
        stand = gelesener_stand(self.request)
        return stichproben.schliesse_ab(self.stichprobe.pk, stand=stand, akteur=ich(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            titel="Stichprobe abschließen",
            bezug=f"{self.stichprobe.titel}. Danach ändert sich kein Arbeitspapier mehr.",
            knopf="Abschließen",
            gelesen=self.request.POST.get("stand", self.stichprobe.stand),
            zurueck=self.weiter(),
            brotkrumen=krumen("Abschließen", (self.stichprobe.kennung, self.weiter())),
            **kwargs,
        )


class Posten(Revisionsseite, Tatseite):
    """`/stichproben/posten/<pk>/`: the working paper of one item, from it to a finding."""

    form_class = Postenformular
    template_name = "revision/posten.html"
    aktion = Tat.PRUEFPOSTEN_BEARBEITEN
    meldung = "Das Arbeitspapier ist gespeichert."
    kwargs: Mapping[str, Any]

    @cached_property
    def posten(self) -> Pruefposten:
        """The item of this page."""
        zeilen = Pruefposten.objects.select_related(
            "stichprobe", "antrag__traeger", "feststellung", "bearbeitet_von"
        )
        return get_object_or_404(zeilen, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {"ergebnis": self.posten.ergebnis, "notiz": self.posten.notiz}

    def worauf(self) -> dict[str, Any]:
        return {"objekt": self.posten}

    def weiter(self) -> str:
        return reverse("stichprobe", args=[self.posten.stichprobe_id])

    def tue(self, form: Postenformular) -> object:
        stand = gelesener_stand(self.request)
        return stichproben.bearbeite(
            self.posten.pk, **form.cleaned_data, stand=stand, akteur=ich(self.request)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        p = self.posten
        return super().get_context_data(
            posten=p,
            gelesen=self.request.POST.get("stand", p.stand),
            offen=p.stichprobe.status == Stichprobenstatus.IN_ARBEIT,
            hinderung=unabhaengig.hinderung(ich(self.request), p.antrag, None),
            feststellen=self._feststellen(),
            brotkrumen=krumen(str(p), (p.stichprobe.kennung, self.weiter())),
            **kwargs,
        )

    def _feststellen(self) -> str:
        """Where a finding on this item begins; empty when there is one, or when the case is gone."""
        p = self.posten
        if p.feststellung_id or p.antrag_id is None:
            return ""
        return f"{reverse('feststellung_neu')}?{p.stichprobe.art}={p.schluessel}&posten={p.pk}"
