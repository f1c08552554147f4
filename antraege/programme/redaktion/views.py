"""The pages of the editor: programmes, the task list of a version, its sections, their rows."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from antraege.kern.maengel import MaengelFehler
from antraege.programme.festwerte import wertgrenzen_am
from antraege.programme.models import Foerderprogramm, Richtlinie
from antraege.programme.queries import freigabemaengel
from antraege.programme.redaktion import dienst
from antraege.programme.redaktion.abschnitte import JE_KUERZEL, Abschnitt
from antraege.programme.redaktion.formulare import Programmformular, federfuehrende
from antraege.programme.redaktion.liste import schritte
from antraege.programme.redaktion.unterschied import unterschied
from antraege.programme.regelwerk import als_daten
from antraege.programme.services import FREIGABE
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, gelesener_stand, ich, versuche

REDAKTION = (Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN)


class Redaktion(RechtMixin, TemplateView):
    """Every programme of the own Stellen with its versions."""

    recht = REDAKTION
    template_name = "programme/redaktion.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stellen = rechte.stellen_mit(ich(self.request), *REDAKTION)
        eigene = Foerderprogramm.objects.filter(stelle__in=stellen).select_related("stelle")
        programme = [(p, list(p.richtlinien.all())) for p in eigene.prefetch_related("richtlinien")]
        schreibt = set(federfuehrende(ich(self.request)).values_list("pk", flat=True))
        return super().get_context_data(
            programme=[
                {
                    "programm": p,
                    "fassungen": fassungen,
                    "kopierbar": p.stelle_id in schreibt and all(f.freigegeben_am for f in fassungen),
                }
                for p, fassungen in programme
            ],
            schreibt=bool(schreibt),
            brotkrumen=[{"name": "Programme", "url": reverse("programme")}, {"name": "Programme pflegen"}],
            **kwargs,
        )


class ProgrammNeu(RechtMixin, Formularantwort, FormView):
    """Name, Stelle, sign: then the first version exists, empty."""

    recht = Recht.RICHTLINIE_BEARBEITEN
    template_name = "programme/abschnitt.html"
    form_class = Programmformular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": ich(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Programme pflegen", "url": reverse("redaktion")}, {"name": "Neues Programm"}]
        titel = "Neues Programm"
        wozu = "Danach legen Sie Regeln, Fragen und Unterlagen an. Nach außen sichtbar wird es erst mit der Freigabe."
        return super().get_context_data(brotkrumen=krumen, titel=titel, wozu=wozu, **kwargs)

    def form_valid(self, form: Programmformular) -> HttpResponse:
        neu = dienst.lege_programm_an(akteur=ich(self.request), **form.cleaned_data)
        messages.success(self.request, f"„{neu.programm}“ ist angelegt.")
        return redirect("fassung", neu.pk)


class FassungNeu(RechtMixin, View):
    """The next version of a programme, as a copy of the newest released one."""

    recht = Recht.RICHTLINIE_BEARBEITEN

    def post(self, request: HttpRequest, kuerzel: str) -> HttpResponse:
        """Begin it; 409 while another one is open."""
        stellen = rechte.stellen_mit(ich(request), Recht.RICHTLINIE_BEARBEITEN)
        programm = get_object_or_404(Foerderprogramm, kuerzel=kuerzel, stelle__in=stellen)
        neu = dienst.neue_fassung(programm, akteur=ich(request))
        messages.success(request, f"Version {neu.version} ist begonnen: eine Kopie der letzten Fassung.")
        return redirect("fassung", neu.pk)


class FassungMixin(RechtMixin):
    """A version of a programme of the own Stellen; any other one does not exist for them."""

    recht = REDAKTION
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def richtlinie(self) -> Richtlinie:
        """Raises Http404 for a foreign one."""
        stellen = rechte.stellen_mit(self.request.user, *REDAKTION)
        eigene = Richtlinie.objects.select_related("programm__stelle", "erstellt_von", "freigegeben_von")
        return get_object_or_404(eigene.filter(programm__stelle__in=stellen), pk=self.kwargs["pk"])

    @property
    def schreibbar(self) -> bool:
        """Whether this person may change it as it stands."""
        offen = not (self.richtlinie.freigegeben_am or self.richtlinie.vorgelegt_am)
        return offen and not dienst.SCHREIBEN.hindernisse(self.richtlinie, ich(self.request))

    @property
    def stand(self) -> int:
        """What the page showed; a missing or broken one counts as outdated."""
        return gelesener_stand(self.request)

    def krumen(self, *weitere: dict[str, str]) -> list[dict[str, str]]:
        """From the list of programmes to this page."""
        fassung = f"{self.richtlinie.programm}, Version {self.richtlinie.version}"
        seite = {"name": fassung, "url": reverse("fassung", args=[self.richtlinie.pk])}
        return [{"name": "Programme pflegen", "url": reverse("redaktion")}, seite, *weitere]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An outdated `stand` stays outdated when a form comes back with errors."""
        stand = self.request.POST.get("stand", self.richtlinie.stand)
        return super().get_context_data(richtlinie=self.richtlinie, stand=stand, **kwargs)  # type: ignore[misc]

    def schreibe(self, tat: Any, *args: Any, aktion: Tat = Tat.RICHTLINIE_AENDERN, **werte: Any) -> None:
        """Call the service as this person. Raises Verweigert (noted in the trail), Ueberholt, MaengelFehler."""
        akteur = ich(self.request)
        versuche(
            self.request,
            lambda: tat(self.richtlinie.pk, *args, akteur=akteur, stand=self.stand, **werte),
            aktion=aktion,
            objekt=self.richtlinie,
        )


class Fassung(FassungMixin, TemplateView):
    """The task list of a version, what stands against its release, and what can be done with it."""

    template_name = "programme/fassung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        r, akteur = self.richtlinie, ich(self.request)
        maengel = [] if r.freigegeben_am else freigabemaengel(r)
        darf_zurueck = not dienst.ZURUECKHOLEN.hindernisse(r, akteur)
        return super().get_context_data(
            schritte=schritte(r, maengel, verlinkt=self.schreibbar),
            maengel=maengel,
            schreibbar=self.schreibbar,
            zurueckholbar=bool(r.vorgelegt_am and not r.freigegeben_am and darf_zurueck),
            freigebbar=bool(r.vorgelegt_am and not r.freigegeben_am)
            and rechte.darf(akteur, Recht.RICHTLINIE_FREIGEBEN, r.programm.stelle),
            gruende=FREIGABE.hindernisse(r, akteur) if r.vorgelegt_am and not r.freigegeben_am else [],
            brotkrumen=[*self.krumen()[:-1], {"name": f"{r.programm}, Version {r.version}"}],
            **kwargs,
        )


class Seite(FassungMixin, Formularantwort, FormView):
    """A page with one form of a version: save, say so, back to `zurueck`."""

    template_name = "programme/abschnitt.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What cannot be changed leads to the task list, which says why."""
        if not self.schreibbar:
            messages.info(request, "Diese Fassung können Sie zurzeit nicht ändern.")
            return redirect("fassung", self.richtlinie.pk)
        return super().get(request, *args, **kwargs)

    def speichere(self, form: Any) -> None:
        """Call the service. Raises Ueberholt."""
        raise NotImplementedError

    def zurueck(self) -> HttpResponse:
        """Where it goes on."""
        return redirect("fassung", self.richtlinie.pk)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Outdated: 409 with what was typed."""
        if not form.has_changed():
            return self.zurueck()
        try:
            self.speichere(form)
        except Ueberholt as fehler:
            return veraltet(self.request, fehler, form)
        messages.success(self.request, "Gespeichert.")
        return self.zurueck()


def veraltet(request: HttpRequest, fehler: Ueberholt, form: BaseForm) -> HttpResponse:
    """Nothing was saved, and nothing typed is lost."""
    eingaben = [(str(feld.label), str(feld.value() or "")) for feld in form if not feld.is_hidden]
    werte = {"grund": str(fehler), "eingaben": [e for e in eingaben if e[1]], "weiter_url": request.path}
    return render(request, "antrag/veraltet.html", werte, status=409)


class Programmseite(Seite):
    """What the programme is called and who is in charge."""

    form_class = Programmformular

    def get_form_kwargs(self) -> dict[str, Any]:
        programm = self.richtlinie.programm
        return {**super().get_form_kwargs(), "person": ich(self.request), "instance": programm}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        titel = "Programm"
        wozu = "Wie das Programm heißt und wer zuständig ist. Das steht mit der ersten Freigabe fest."
        krumen = self.krumen({"name": titel})
        return super().get_context_data(
            titel=titel, wozu=wozu, brotkrumen=krumen, zurueck_url=krumen[1]["url"], **kwargs
        )

    def speichere(self, form: Programmformular) -> None:
        self.schreibe(dienst.speichere_programm, form.cleaned_data)


class AbschnittMixin(FassungMixin):
    """One section of a version."""

    @cached_property
    def abschnitt(self) -> Abschnitt:
        """Raises Http404 for a section there is not."""
        if self.kwargs["abschnitt"] not in JE_KUERZEL:
            raise Http404
        return JE_KUERZEL[self.kwargs["abschnitt"]]

    @property
    def adresse(self) -> str:
        """Of the section."""
        return reverse("fassung_abschnitt", args=[self.richtlinie.pk, self.abschnitt.kuerzel])


class Abschnittsseite(AbschnittMixin, Seite):
    """The form of a section, or the list of its rows."""

    def get_template_names(self) -> list[str]:
        return ["programme/zeilen.html" if self.abschnitt.liste else "programme/abschnitt.html"]

    def get_form_class(self) -> Any:
        return self.abschnitt.formularklasse()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.richtlinie}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = self.abschnitt.zeilen(self.richtlinie) if self.abschnitt.liste else []
        return super().get_context_data(
            abschnitt=self.abschnitt,
            zeilen=[(zeile, self.abschnitt.zeile.neben(zeile)) for zeile in zeilen],
            titel=self.abschnitt.name,
            wozu=self.abschnitt.wozu,
            brotkrumen=self.krumen({"name": self.abschnitt.name}),
            zurueck_url=self.krumen()[-1]["url"],
            vorgaben=wertgrenzen_am(uhr.heute()).items() if self.abschnitt.liste == "wertgrenzen" else (),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A list of rows has no form of its own."""
        if self.abschnitt.liste:
            raise Http404
        return super().post(request, *args, **kwargs)

    def speichere(self, form: Any) -> None:
        werte = {feld: form.cleaned_data[feld] for feld in self.abschnitt.felder}
        self.schreibe(dienst.speichere_felder, werte)


class Zeilenseite(AbschnittMixin, Seite):
    """One row of a list, new or there already."""

    @cached_property
    def zeile(self) -> Any:
        """The row; None for a new one. Raises Http404."""
        if not self.abschnitt.liste:
            raise Http404
        nr = self.kwargs.get("zeile")
        return get_object_or_404(self.abschnitt.zeilen(self.richtlinie), pk=nr) if nr else None

    def get_form_class(self) -> Any:
        _ = self.zeile
        return self.abschnitt.zeile

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.zeile, "richtlinie": self.richtlinie}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        titel = f"{self.abschnitt.eine} {'ändern' if self.zeile else 'hinzufügen'}"
        wo = {"name": self.abschnitt.name, "url": self.adresse}
        return super().get_context_data(
            titel=titel, brotkrumen=self.krumen(wo, {"name": titel}), zurueck_url=self.adresse, **kwargs
        )

    def speichere(self, form: Any) -> None:
        namen = {feld.name for feld in form._meta.model._meta.concrete_fields}
        werte = {feld: wert for feld, wert in form.cleaned_data.items() if feld in namen}
        self.schreibe(dienst.speichere_zeile, self.abschnitt, self.kwargs.get("zeile"), werte)

    def zurueck(self) -> HttpResponse:
        return redirect(self.adresse)


class Zeilentat(AbschnittMixin, View):
    """Move a row or take it out: one button each."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises Http404 for what is no button; 409 when the page was outdated."""
        tat, zeile = kwargs["tat"], kwargs["zeile"]
        if not self.abschnitt.liste or tat not in ("hoch", "runter", "entfernen"):
            raise Http404
        if tat == "entfernen":
            self.schreibe(dienst.entferne_zeile, self.abschnitt, zeile)
            messages.success(request, "Entfernt.")
        else:
            self.schreibe(dienst.verschiebe, self.abschnitt, zeile, hoch=tat == "hoch")
        return redirect(f"{self.adresse}#zeile-{zeile}" if tat != "entfernen" else self.adresse)


class Fassungstat(FassungMixin, View):
    """One button on the page of a version."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises Http404 for what is no button; 409 when somebody was faster, 422 with what is missing."""
        tun = {"vorlegen": self._vorlegen, "zurueckholen": self._zurueckholen, "verwerfen": self._verwerfen}
        if kwargs["tat"] not in tun:
            raise Http404
        return tun[kwargs["tat"]]()

    def _vorlegen(self) -> HttpResponse:
        try:
            self.schreibe(dienst.lege_vor, aktion=Tat.RICHTLINIE_VORLEGEN)
        except MaengelFehler as fehler:
            werte = {"grund": "Die Fassung kann noch nicht vorgelegt werden.", "bedingungen": fehler.maengel}
            return render(self.request, "fehler/422.html", werte, status=422)
        messages.success(self.request, "Vorgelegt. Eine zweite Person muss die Fassung freigeben.")
        return redirect("fassung", self.richtlinie.pk)

    def _zurueckholen(self) -> HttpResponse:
        grund = self.request.POST.get("grund", "")[:500]
        self.schreibe(dienst.hole_zurueck, aktion=Tat.RICHTLINIE_ZURUECKHOLEN, grund=grund)
        messages.success(self.request, "Die Fassung kann wieder bearbeitet werden.")
        return redirect("fassung", self.richtlinie.pk)

    def _verwerfen(self) -> HttpResponse:
        self.schreibe(dienst.verwirf, aktion=Tat.RICHTLINIE_VERWERFEN)
        messages.success(self.request, "Die Fassung ist verworfen.")
        return redirect("redaktion")


class Unterschied(FassungMixin, TemplateView):
    """What is different from the version before, in words."""

    template_name = "programme/unterschied.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        r = self.richtlinie
        davor = r.programm.richtlinien.filter(version__lt=r.version).order_by("-version").first()
        aenderungen = unterschied(als_daten(davor), als_daten(r)) if davor else []
        krumen = self.krumen({"name": "Unterschied"})
        return super().get_context_data(davor=davor, aenderungen=aenderungen, brotkrumen=krumen, **kwargs)
