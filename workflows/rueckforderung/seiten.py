"""Pages of a claim: begin it, read its account on a chosen day, act on it."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.antrag.models import Antrag
from antraege.foerderung import toepfe
from antraege.foerderung.models import Forderungsgrund, Rueckforderung
from antraege.foerderung.rueckforderungen import fristen, konto, massnahmen, rechtsbehelfe, zinsen
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.akte import sicht
from workflows.rueckforderung import massnahmen as massnahmentuer
from workflows.rueckforderung import tuer
from workflows.rueckforderung.formulare import (
    Beginn,
    MassnahmeFormular,
    RechtsbehelfEnde,
    RechtsbehelfFormular,
)
from workflows.tuer.seite import trage_ein


class Forderungsseite(RechtMixin):
    """A claim of a case that the person may open from the office's side; others are 404."""

    recht: ClassVar[Any] = sicht.FALLRECHTE
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def forderung(self) -> Rueckforderung:
        """Raises Http404 for a foreign claim, as for one that does not exist."""
        forderung = get_object_or_404(Rueckforderung, pk=self.kwargs["pk"])
        forderung.antrag = sicht.fall_fuer(ich(self.request), forderung.antrag_id)
        return forderung

    @property
    def antrag(self) -> Antrag:
        """The case."""
        antrag: Antrag = self.forderung.antrag
        return antrag

    @property
    def adresse(self) -> str:
        """The page of the claim."""
        return reverse("rueckforderung", args=[self.forderung.pk])

    def krumen(self, seite: str = "") -> list[dict[str, str]]:
        """Below the case."""
        krumen = [
            {"name": "Fälle", "url": reverse("faelle")},
            {"name": self.antrag.aktenzeichen or "", "url": reverse("fall", args=[self.antrag.pk])},
            {"name": str(self.forderung), "url": self.adresse if seite else ""},
        ]
        return [*krumen, {"name": seite, "url": ""}] if seite else krumen


class Forderung(Forderungsseite, TemplateView):
    """`/rueckforderungen/<pk>/?am=2025-02-20`: everything about a claim, and what is owed on that day."""

    template_name = "rueckforderung/forderung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forderung, tag = self.forderung, _tag(self.request.GET.get("am", ""))
        kontext: dict[str, Any] = {
            "forderung": forderung,
            "antrag": self.antrag,
            "tag": tag,
            "brotkrumen": self.krumen(),
            "jahresfrist": fristen.jahresfrist(forderung) if forderung.entschieden_am is None else None,
            "massnahmen": list(forderung.massnahmen.select_related("vorgeschlagen_von", "entschieden_von")),
            "rechtsbehelfe": list(forderung.rechtsbehelfe.all()),
            "laufender_rechtsbehelf": rechtsbehelfe.laufender(forderung),
            "topfstaende": toepfe.staende(self.antrag, betrag=forderung.zinsen_bezahlt),
            "topfteil": "eingegangene Zinsen",
            "verjaehrt": forderung.offen and fristen.ist_verjaehrt(forderung),
            "darf": rechte.darf(ich(self.request), Recht.FALL_PRUEFEN, self.antrag.stelle),
            "keine_massnahme": massnahmen.hindernisse(forderung),
            "kein_rechtsbehelf": rechtsbehelfe.hindernisse(forderung),
        }
        return super().get_context_data(**kontext, **_auszug(forderung, tag), **kwargs)


def _auszug(forderung: Rueckforderung, tag: date) -> dict[str, Any]:
    """The account on the day, or why it cannot be reckoned."""
    if forderung.bekannt_am is None:
        return {}
    try:
        return {"auszug": konto.auszug(forderung, am=tag), "je_tag": zinsen.je_tag(forderung, tag)}
    except MaengelFehler as fehler:
        return {"zinsmaengel": fehler.maengel}


def _tag(text: str) -> date:
    """The day of the address; today when it makes no sense."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return uhr.heute()


class Beginnen(RechtMixin, Formularantwort, FormView):
    """`/faelle/<pk>/rueckforderung/`: Widerruf, Teilwiderruf, Rücknahme or Zwischenzinsen."""

    recht = Recht.FALL_PRUEFEN
    form_class = Beginn
    template_name = "rueckforderung/beginnen.html"

    @cached_property
    def antrag(self) -> Antrag:
        """Raises Http404 for a foreign case."""
        return sicht.fall_fuer(ich(self.request), self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {"kenntnis_am": uhr.heute(), "grund": Forderungsgrund.WIDERRUF}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [
            {"name": "Fälle", "url": reverse("faelle")},
            {"name": self.antrag.aktenzeichen or "", "url": reverse("fall", args=[self.antrag.pk])},
            {"name": "Rückforderung", "url": ""},
        ]
        return super().get_context_data(
            antrag=self.antrag,
            hindernisse=tuer.hindernisse_fuer(self.antrag, ich(self.request)),
            brotkrumen=krumen,
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        assert isinstance(form, Beginn)
        try:
            forderung = tuer.eroeffne(self.antrag.pk, akteur=ich(self.request), absicht=form.absicht())
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, f"Die {forderung} ist eingeleitet. Als Nächstes kommt die Anhörung.")
        return redirect("fall", self.antrag.pk)


class _Tat(Forderungsseite, Formularantwort, FormView):
    """A small page with one form about a claim."""

    recht = Recht.FALL_PRUEFEN
    template_name = "rueckforderung/tat.html"
    titel = ""
    knopf = ""
    erfolg = ""

    def hindernisse(self) -> list[Mangel]:
        """Why it is not possible now."""
        return []

    def tue(self, daten: dict[str, Any]) -> object:
        """Through the door."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "forderung": self.forderung}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            forderung=self.forderung,
            antrag=self.antrag,
            titel=self.titel,
            knopf=self.knopf,
            hindernisse=self.hindernisse(),
            adresse=self.adresse,
            brotkrumen=self.krumen(self.titel),
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.tue(form.cleaned_data)
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, self.erfolg)
        return redirect(self.adresse)


class MassnahmeVorschlagen(_Tat):
    """Stundung, Niederschlagung, Erlass, Zinsverzicht."""

    form_class = MassnahmeFormular
    titel, knopf = "Maßnahme vorschlagen", "Vorschlagen"
    erfolg = "Der Vorschlag liegt jetzt bei der Leitung."

    def hindernisse(self) -> list[Mangel]:
        return massnahmen.hindernisse(self.forderung)

    def tue(self, daten: dict[str, Any]) -> object:
        return massnahmentuer.schlage_massnahme_vor(self.forderung.pk, akteur=ich(self.request), **daten)


class RechtsbehelfErfassen(_Tat):
    """Widerspruch or Klage has come in."""

    form_class = RechtsbehelfFormular
    titel, knopf = "Rechtsbehelf erfassen", "Erfassen"
    erfolg = "Der Rechtsbehelf ist erfasst. Bis zum Ende wird nicht gemahnt."

    def hindernisse(self) -> list[Mangel]:
        return rechtsbehelfe.hindernisse(self.forderung)

    def tue(self, daten: dict[str, Any]) -> object:
        return tuer.erfasse_rechtsbehelf(self.forderung.pk, akteur=ich(self.request), **daten)


class RechtsbehelfBeenden(_Tat):
    """How it ended."""

    form_class = RechtsbehelfEnde
    titel, knopf = "Ausgang des Rechtsbehelfs", "Ausgang vermerken"
    erfolg = "Der Ausgang ist vermerkt."

    def hindernisse(self) -> list[Mangel]:
        if rechtsbehelfe.laufender(self.forderung) is None:
            return [Mangel("Es läuft kein Rechtsbehelf.")]
        return []

    def tue(self, daten: dict[str, Any]) -> object:
        laufender = rechtsbehelfe.laufender(self.forderung)
        if laufender is None:
            raise MaengelFehler(self.hindernisse())
        return tuer.beende_rechtsbehelf(laufender.pk, akteur=ich(self.request), **daten)


class _Klick(Forderungsseite, View):
    """One act without anything to enter."""

    recht = Recht.FALL_PRUEFEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            messages.success(request, self.tue())
        except MaengelFehler as fehler:
            messages.error(request, str(fehler))
        return redirect(self.adresse)

    def tue(self) -> str:
        """Through the door; what to say afterwards."""
        raise NotImplementedError


class WiederAufnehmen(_Klick):
    """The claim is pursued again."""

    def tue(self) -> str:
        massnahmentuer.nimm_wieder_auf(self.forderung.pk, akteur=ich(self.request))
        return "Die Forderung wird wieder verfolgt."


class Verjaehrt(_Klick):
    """The limitation has run out."""

    def tue(self) -> str:
        massnahmentuer.verjaehre(self.forderung.pk, akteur=ich(self.request))
        return "Die Verjährung ist vermerkt."
