"""Budget years: their state, and the end of a year for one unit."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, TemplateView

from antraege.haushalt import uebersicht
from antraege.haushalt.forms import Inkrafttreten, NeuesJahr, Rueckgabe, Wechselform
from antraege.haushalt.hauptbuch.bewegungen import einheit
from antraege.haushalt.jahr import jahrespflege, jahreswechsel, reste
from antraege.haushalt.jahr.jahre import verpflichtungshindernisse
from antraege.haushalt.models import Haushaltsjahr, Jahreswechsel, Wechselstatus
from antraege.haushalt.views.basis import HaushaltMixin, entscheide
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, trage_ein, ueberholt, versuche


def einheiten(benutzer: Benutzer, jahr: int) -> list[Stelle]:
    """The Fachbereiche and Eigenbetriebe with lines of this year that the person may see, by name."""
    zeilen = uebersicht.sichtbar(benutzer).filter(jahr=jahr)
    stellen = Stelle.objects.filter(haushaltsstellen__in=zeilen).distinct()
    return sorted({einheit(stelle) for stelle in stellen}, key=lambda stelle: stelle.name)


class Haushaltsjahre(HaushaltMixin, Formularantwort, FormView):
    """All years, newest first, and the form that plans one more."""

    template_name = "haushalt/jahre.html"
    form_class = NeuesJahr
    success_url = reverse_lazy("haushaltsjahre")
    reiter = "haushaltsjahre"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        heute = uhr.heute()
        zeilen = [(j, verpflichtungshindernisse(j.jahr, tag=heute)) for j in Haushaltsjahr.objects.all()]
        return super().get_context_data(
            zeilen=zeilen, darf_planen=self.darf(Recht.HAUSHALT_BEWIRTSCHAFTEN), **kwargs
        )

    def form_valid(self, form: NeuesJahr) -> HttpResponse:
        try:
            jahr = jahrespflege.plane_jahr(form.cleaned_data["jahr"], akteur=self.ich)
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
        messages.success(self.request, f"Das Haushaltsjahr {jahr} ist angelegt.")
        return super().form_valid(form)


class HaushaltsjahrSeite(HaushaltMixin, Formularantwort, FormView):
    """One year: propose the day of its Satzung, release it, and its ends per unit."""

    template_name = "haushalt/jahr.html"
    form_class = Inkrafttreten
    reiter = "haushaltsjahre"

    @cached_property
    def jahr(self) -> Haushaltsjahr:
        personen = ("vorgeschlagen_von", "freigegeben_von", "abgeschlossen_von")
        return get_object_or_404(Haushaltsjahr.objects.select_related(*personen), jahr=self.kwargs["jahr"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jahr, ich = self.jahr, self.ich
        wechsel = {w.stelle_id: w for w in Jahreswechsel.objects.filter(jahr=jahr)}
        return super().get_context_data(
            jahr=jahr,
            hindernisse=verpflichtungshindernisse(jahr.jahr, tag=uhr.heute()),
            einheiten=[(stelle, wechsel.get(stelle.pk)) for stelle in einheiten(ich, jahr.jahr)],
            darf_vorschlagen=not jahr.abgeschlossen_am and self.darf(Recht.HAUSHALT_BEWIRTSCHAFTEN),
            darf_freigeben=bool(jahr.vorschlag_ab)
            and jahr.vorgeschlagen_von_id != ich.pk
            and self.darf(Recht.HAUSHALT_FREIGEBEN),
            brotkrumen=[
                {"name": "Haushaltsjahre", "url": reverse("haushaltsjahre")},
                {"name": str(jahr)},
            ],
            **kwargs,
        )

    def form_valid(self, form: Inkrafttreten) -> HttpResponse:
        try:
            jahrespflege.schlage_inkrafttreten_vor(self.jahr.jahr, form.cleaned_data["tag"], akteur=self.ich)
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)
        messages.success(self.request, "Vorgeschlagen. Eine zweite Person gibt den Tag frei.")
        return redirect("haushaltsjahr", self.jahr.jahr)


class JahrFreigeben(HaushaltMixin, FormView):
    """Releases the proposed day that the page has shown."""

    recht = Recht.HAUSHALT_FREIGEBEN
    http_method_names = ["post"]
    form_class = Inkrafttreten

    def form_valid(self, form: Inkrafttreten) -> HttpResponse:
        jahr = get_object_or_404(Haushaltsjahr, jahr=self.kwargs["jahr"])
        stelle = next(b.stelle_id for b in rechte.berechtigungen(self.ich) if b.recht == self.recht)
        versuche(
            self.request,
            lambda: jahrespflege.gib_inkrafttreten_frei(jahr.jahr, form.cleaned_data["tag"], akteur=self.ich),
            stelle_id=stelle,
            aktion=Tat.HAUSHALTSJAHR_FREIGEBEN,
            objekt=f"haushaltsjahr/{jahr}",
        )
        messages.success(self.request, f"Freigegeben: Die Haushaltssatzung {jahr} ist eingetragen.")
        return redirect("haushaltsjahr", jahr.jahr)

    def form_invalid(self, form: Inkrafttreten) -> HttpResponse:
        """Only a page that was tampered with sends no day."""
        return HttpResponse("Bitte laden Sie die Seite neu.", status=422)


class WechselSeite(HaushaltMixin, TemplateView):
    """`/haushalt/jahre/2023/wechsel/7/`: one person proposes here, a second one releases."""

    template_name = "haushalt/wechsel.html"
    reiter = "haushaltsjahre"

    @cached_property
    def stelle(self) -> Stelle:
        """Raises Http404 for a unit whose lines the person may not see."""
        for stelle in einheiten(self.ich, self.jahr.jahr):
            if stelle.pk == self.kwargs["stelle"]:
                return stelle
        raise Http404

    @cached_property
    def jahr(self) -> Haushaltsjahr:
        return get_object_or_404(Haushaltsjahr, jahr=self.kwargs["jahr"])

    @cached_property
    def wechsel(self) -> Jahreswechsel | None:
        alle = Jahreswechsel.objects.select_related("jahr", "stelle", "vorgeschlagen_von", "entschieden_von")
        return alle.filter(jahr=self.jahr, stelle=self.stelle).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs = {name: wert for name, wert in kwargs.items() if name not in self.kwargs}
        jahr, wechsel, stelle = self.jahr, self.wechsel, self.stelle
        wartet = wechsel is not None and wechsel.status == Wechselstatus.VORGESCHLAGEN
        fertig = wechsel is not None and wechsel.status == Wechselstatus.FREIGEGEBEN
        darf = not fertig and rechte.darf(self.ich, Recht.HAUSHALT_BEWIRTSCHAFTEN, stelle)
        posten = [] if fertig else reste.posten(jahr.jahr, stelle)
        return super().get_context_data(
            jahr=jahr,
            stelle=stelle,
            wechsel=wechsel,
            wartet=wartet,
            fertig=fertig,
            darf_vorschlagen=darf,
            form=kwargs.pop("form", None)
            or (Wechselform(posten=posten, initial=self._bisher()) if darf else None),
            rueckgabe=kwargs.pop("rueckgabe", Rueckgabe()),
            ergebnis=jahreswechsel.ergebnis(wechsel) if wechsel else None,
            fehlt=reste.ohne_folgezeile(posten) if darf else [],
            hindernisse=[*map(Mangel, jahreswechsel.ENTSCHEIDUNG.hindernisse(wechsel, self.ich))]
            if wartet and wechsel
            else [],
            maengel=jahreswechsel.freigabemaengel(wechsel) if wartet and wechsel else [],
            brotkrumen=[
                {"name": "Haushaltsjahre", "url": reverse("haushaltsjahre")},
                {"name": str(jahr), "url": reverse("haushaltsjahr", args=[jahr.jahr])},
                {"name": f"Jahreswechsel {stelle}"},
            ],
            **kwargs,
        )

    def _bisher(self) -> dict[str, str]:
        """What was proposed before, at the rows that are still the same."""
        if self.wechsel is None:
            return {}
        alt = {(u.haushaltsstelle_id, u.aktenzeichen, u.rest): u for u in self.wechsel.uebertragungen.all()}
        werte: dict[str, str] = {}
        for p in reste.posten(self.jahr.jahr, self.stelle):
            if u := alt.get(p.schluessel):
                werte |= {p.feld: u.entscheidung, p.grundfeld: u.grund}
        return werte

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Four buttons: propose, add missing lines of the next year, release, give back."""
        if "folgezeilen" in request.POST:
            neue = jahrespflege.lege_folgezeilen_an(self.jahr.jahr, self.stelle, akteur=self.ich)
            messages.success(request, f"Angelegt für {self.jahr.jahr + 1}: {len(neue)} Haushaltsstellen.")
            return redirect(request.path)
        if "vorschlagen" in request.POST:
            return self._schlage_vor(request)
        return self._entscheide(request)

    def _schlage_vor(self, request: HttpRequest) -> HttpResponse:
        form = Wechselform(request.POST, posten=reste.posten(self.jahr.jahr, self.stelle))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            jahreswechsel.vorschlagen(self.jahr.jahr, self.stelle, form.wahl(), akteur=self.ich)
        except MaengelFehler as fehler:
            trage_ein(form, fehler.maengel)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, "Vorgeschlagen. Eine zweite Person gibt den Jahreswechsel frei.")
        return redirect(request.path)

    def _entscheide(self, request: HttpRequest) -> HttpResponse:
        wechsel, zurueck = self.wechsel, "zurueckgeben" in request.POST
        if wechsel is None:
            return ueberholt(request, "Für diesen Jahreswechsel gibt es noch keinen Vorschlag.")
        rueckgabe = Rueckgabe(request.POST)
        if zurueck and not rueckgabe.is_valid():
            return self.render_to_response(self.get_context_data(rueckgabe=rueckgabe), status=422)

        def tat() -> object:
            if zurueck:
                grund = rueckgabe.cleaned_data["grund"]
                return jahreswechsel.zurueckgeben(wechsel.pk, grund=grund, akteur=self.ich)
            return jahreswechsel.freigeben(wechsel.pk, akteur=self.ich)

        antwort = entscheide(
            request,
            tat,
            stelle_id=self.stelle.pk,
            aktion=Tat.JAHRESWECHSEL_ZURUECKGEBEN if zurueck else Tat.JAHRESWECHSEL_FREIGEBEN,
            objekt=f"jahreswechsel/{wechsel.pk}",
        )
        if antwort:
            return self.render_to_response(self.get_context_data(), status=422)
        messages.success(request, "Zurückgegeben." if zurueck else f"Abgeschlossen: {wechsel}.")
        return redirect(request.path)
