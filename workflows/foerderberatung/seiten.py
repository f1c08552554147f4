"""The list of notes, one note and what can be done with it, the finder for who advises."""

from functools import cached_property
from io import BytesIO
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.antrag.models import Antrag
from antraege.antrag.queries import (
    auffindbar_fuer,
    bearbeitbar_fuer,
    fuer_alle_im_auftrag,
    offene_richtlinien,
)
from antraege.foerderberatung import dienst, ergebnis, queries
from antraege.foerderberatung.forms import (
    Antwortformular,
    Entwurfsbeginn,
    Vermerkfilter,
    Vermerkformular,
    Zuordnung,
)
from antraege.foerderberatung.models import Beratungsvermerk
from antraege.kern.foerdersuche import Anliegen
from antraege.kern.maengel import MaengelFehler
from antraege.programme.finder import OFFEN
from antraege.programme.forms_finder import Finderformular
from antraege.programme.models import Richtlinie
from antraege.programme.views_finder import Foerderfinder
from rollen import rechte, uhr
from rollen.ablage import als_anhang, unveraendert
from rollen.ansicht import RechtMixin, weg
from rollen.blaettern import blaettere
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, gelesener_stand, getippt, ich
from workflows.foerderberatung import tuer

LISTE = {"name": "Beratung"}
OHNE_ADRESSE = "Der Brief ist geschrieben. Eine E-Mail-Adresse ist nicht bekannt; bitte drucken Sie ihn."


class Beratungen(RechtMixin, TemplateView):
    """`/beratung/`: the notes this person reads, newest first, by search and state."""

    recht = Recht.BERATEN
    template_name = "foerderberatung/liste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        werte = Vermerkfilter(self.request.GET).gelesen()
        vermerke = queries.sichtbare(ich(self.request)).select_related(*queries.MIT)
        vermerke = queries.gesucht(vermerke, werte.get("suche", ""))
        vermerke = queries.in_stand(vermerke, werte.get("stand", ""), uhr.heute())
        if "kanal" in werte:
            vermerke = vermerke.filter(kanal=werte["kanal"])
        zeilen, seiten = blaettere(self.request, vermerke)
        return super().get_context_data(
            zeilen=zeilen,
            seiten=seiten,
            gefiltert=bool(werte),
            filter=Vermerkfilter(initial=werte),
            **kwargs,
        )


class Beratungsfinder(RechtMixin, Foerderfinder):
    """The finder for who advises: its result goes into a note, a new one or the one it was opened from."""

    recht: ClassVar[Recht] = Recht.BERATEN
    oeffentlich = False
    template_name = "foerderberatung/finder.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """From a case on, with what that answers already. Raises Http404 for one that this person does not see."""
        if "fall" in request.GET:
            sichtbare = auffindbar_fuer(ich(request)).select_related("traeger")
            antrag = get_object_or_404(sichtbare, pk=_nummer(request, "fall"))
            return redirect(f"{request.path}?{ergebnis.adresse(ergebnis.anliegen_aus(antrag))}")
        return super().get(request, *args, **kwargs)

    @cached_property
    def vermerk(self) -> Beratungsvermerk | None:
        """The note it was opened from. Raises Http404 for one that this person does not read."""
        if not self.request.GET.get("vermerk"):
            return None
        return get_object_or_404(queries.sichtbare(ich(self.request)), pk=_nummer(self.request, "vermerk"))

    @cached_property
    def formular(self) -> Finderformular:
        beantwortet = any(self.request.GET.get(name) for name in Finderformular.base_fields)
        return Finderformular(self.request.GET if beantwortet else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(vermerk=self.vermerk, **kwargs)
        krumen = [{**LISTE, "url": reverse("beratungen")}, {"name": "Welche Förderung passt?"}]
        return kontext | {"brotkrumen": krumen, "antworten": ergebnis.adresse(self.anliegen)}


def _nummer(request: HttpRequest, name: str) -> int:
    """An id that stands in the address; none that exists when it is no number."""
    wert = request.GET[name]
    return int(wert) if wert.isascii() and wert.isdigit() and len(wert) < 19 else 0


def _anliegen(request: HttpRequest) -> Anliegen:
    """The answers to the four questions that stand in the address."""
    return Finderformular(request.GET).anliegen()


class VermerkNeu(RechtMixin, Formularantwort, FormView):
    """A new note; what the finder said comes along when its answers stand in the address."""

    recht = Recht.BERATEN
    template_name = "foerderberatung/formular.html"
    form_class = Vermerkformular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "benutzer": ich(self.request)}

    def get_initial(self) -> dict[str, Any]:
        return {"eingang_am": uhr.heute()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{**LISTE, "url": reverse("beratungen")}, {"name": "Neuer Vermerk"}]
        return super().get_context_data(
            titel="Neuer Vermerk",
            mit_ergebnis=_anliegen(self.request) != OFFEN,
            brotkrumen=krumen,
            **kwargs,
        )

    def form_valid(self, form: Vermerkformular) -> HttpResponse:
        anliegen = _anliegen(self.request)
        neu = dienst.vermerke(
            form.cleaned_data["stelle"],
            form.inhalt,
            kanal=form.cleaned_data["kanal"],
            akteur=ich(self.request),
            scan=form.cleaned_data["scan"],
            ergebnis=ergebnis.in_worten(anliegen, am=uhr.heute()) if anliegen != OFFEN else None,
        )
        messages.success(self.request, f"Gespeichert. Der Eingangscode lautet {neu.code}.")
        return redirect("beratung", neu.pk)


class Vermerkseite(RechtMixin):
    """A note that this person reads; any other one does not exist for them."""

    recht = Recht.BERATEN
    request: HttpRequest
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a foreign note."""
        super().betrete()
        _ = self.vermerk

    @cached_property
    def vermerk(self) -> Beratungsvermerk:
        """Raises Http404 for a foreign one."""
        eigene = queries.sichtbare(ich(self.request)).select_related(*queries.MIT)
        return get_object_or_404(eigene, pk=self.kwargs["pk"])


def _fallseite(person: Benutzer, antrag: Antrag | None) -> str:
    """The address of the request as far as it is open to this person; empty otherwise."""
    if antrag is None:
        return ""
    if antrag.aktenzeichen:
        return weg(person, "fall", antrag.pk)
    im_auftrag = bearbeitbar_fuer(person).filter(pk=antrag.pk).exists()
    return reverse("antrag_entwurf", args=[antrag.pk]) if im_auftrag else ""


class Vermerk(Vermerkseite, Formularantwort, FormView):
    """`/beratung/<pk>/`: one note, its small forms beside it; each act brings its own form back with its defects."""

    template_name = "foerderberatung/vermerk.html"
    http_method_names = ["get", "head"]
    form_class: type[forms.Form] = forms.Form
    formular = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vermerk = self.vermerk
        formulare = {
            "antwort": Antwortformular(),
            "zuordnung": Zuordnung(),
            "entwurf": Entwurfsbeginn(richtlinien=self.richtlinien),
        }
        if self.formular and "form" in kwargs:
            formulare[self.formular] = kwargs["form"]
        return super().get_context_data(
            vermerk=vermerk,
            stand=self.request.POST.get("stand", vermerk.stand),
            berater=list(vermerk.berater.all()),
            formulare=formulare,
            entwerfbar=bool(self.richtlinien) and vermerk.organisation_id is not None,
            fallseite=_fallseite(ich(self.request), vermerk.antrag),
            brotkrumen=[{**LISTE, "url": reverse("beratungen")}, {"name": vermerk.code}],
            **kwargs,
        )

    @cached_property
    def richtlinien(self) -> list[Richtlinie]:
        """The open programmes under which this person may draft on behalf: all, or those of the own Stelle."""
        offene = offene_richtlinien(am=uhr.heute())
        person = ich(self.request)
        if fuer_alle_im_auftrag(person):
            return offene
        eigene = set(rechte.stellen_mit(person, Recht.BERATEN).values_list("pk", flat=True))
        return [richtlinie for richtlinie in offene if richtlinie.programm.stelle_id in eigene]

    def tue(self, form: Any, stand: int) -> HttpResponse:
        """Do it and lead on. Raises MaengelFehler for what its form cannot know, Ueberholt, Verweigert."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """What stands against it comes back at its field; an outdated page keeps what was typed."""
        try:
            return self.tue(form, gelesener_stand(self.request))
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        except Ueberholt as fehler:
            fehler.eingaben = getippt(form)
            raise


class VermerkAendern(Vermerkseite, Formularantwort, FormView):
    """Go on with an open note."""

    template_name = "foerderberatung/formular.html"
    form_class = Vermerkformular

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy, so that what is typed never reaches the stored note past the service."""
        kopie = Beratungsvermerk.objects.get(pk=self.vermerk.pk)
        return {**super().get_form_kwargs(), "benutzer": ich(self.request), "instance": kopie}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Raises Ueberholt for a note that is closed."""
        if self.vermerk.erledigt_am:
            raise Ueberholt(dienst.ERLEDIGT)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zurueck = {"name": self.vermerk.code, "url": reverse("beratung", args=[self.vermerk.pk])}
        return super().get_context_data(
            titel=f"Vermerk {self.vermerk.code}",
            stand=self.request.POST.get("stand", self.vermerk.stand),
            brotkrumen=[{**LISTE, "url": reverse("beratungen")}, zurueck, {"name": "Ändern"}],
            **kwargs,
        )

    def form_valid(self, form: Vermerkformular) -> HttpResponse:
        stand, akteur = gelesener_stand(self.request), ich(self.request)
        try:
            dienst.aendere(self.vermerk.pk, form.inhalt, stand=stand, akteur=akteur)
        except Ueberholt as fehler:
            fehler.eingaben = getippt(form)
            raise
        messages.success(self.request, "Gespeichert.")
        return redirect("beratung", self.vermerk.pk)


class Beantworten(Vermerk):
    """Answer by e-mail."""

    http_method_names = ["post"]
    form_class = Antwortformular
    formular = "antwort"

    def tue(self, form: Antwortformular, stand: int) -> HttpResponse:
        antwort = form.cleaned_data["antwort"]
        tuer.beantworte(self.vermerk.pk, antwort=antwort, stand=stand, akteur=ich(self.request))
        messages.success(self.request, "Die Antwort ist auf dem Weg.")
        return redirect("beratung", self.vermerk.pk)


class Zuordnen(Vermerk):
    """The note belongs to this case."""

    http_method_names = ["post"]
    form_class = Zuordnung
    formular = "zuordnung"

    def tue(self, form: Zuordnung, stand: int) -> HttpResponse:
        zeichen = form.cleaned_data["aktenzeichen"]
        befangen = tuer.ordne_zu(self.vermerk.pk, aktenzeichen=zeichen, stand=stand, akteur=ich(self.request))
        messages.success(self.request, "Zugeordnet. Wer beraten hat, entscheidet in diesem Fall nicht.")
        if befangen:
            satz = f"Schon für die Stadt tätig waren dort: {', '.join(befangen)}. Bitte sagen Sie es der Leitung."
            messages.warning(self.request, satz)
        return redirect("beratung", self.vermerk.pk)


class Entwerfen(Vermerk):
    """Draft a request on behalf of the organisation."""

    http_method_names = ["post"]
    form_class = Entwurfsbeginn
    formular = "entwurf"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "richtlinien": self.richtlinien}

    def tue(self, form: Entwurfsbeginn, stand: int) -> HttpResponse:
        programm, titel = form.cleaned_data["richtlinie"].programm, form.cleaned_data["titel"]
        antrag = tuer.entwirf(self.vermerk.pk, programm, titel=titel, stand=stand, akteur=ich(self.request))
        messages.success(self.request, "Der Entwurf ist angelegt. Einreichen kann ihn nur die Organisation.")
        return redirect("antrag_entwurf", antrag.pk)


class ErgebnisBeilegen(Vermerkseite, View):
    """What the finder says to the answers in the address becomes part of the note."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Attach it; nothing happens without an answer."""
        anliegen = _anliegen(request)
        if anliegen != OFFEN:
            worte = ergebnis.in_worten(anliegen, am=uhr.heute())
            dienst.lege_ergebnis_bei(pk, worte, stand=gelesener_stand(request), akteur=ich(request))
            messages.success(request, "Das Ergebnis steht jetzt im Vermerk.")
        return redirect("beratung", pk)


class Abschliessen(Vermerkseite, View):
    """Nothing is open any more."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close it."""
        dienst.schliesse_ab(pk, stand=gelesener_stand(request), akteur=ich(request))
        messages.success(request, "Die Beratung ist abgeschlossen.")
        return redirect("beratung", pk)


class ScanLaden(Vermerkseite, View):
    """The paper application itself, never shown inside the site."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Raises Http404 where there is none."""
        vermerk = self.vermerk
        if not vermerk.scan:
            raise Http404
        return als_anhang(vermerk.scan, name=vermerk.scan_name, medientyp=vermerk.scan_medientyp)


class BriefLaden(Vermerkseite, View):
    """The confirmation as it was sent, to print."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Raises Http404 where there is none, or where the file is not the one that was written."""
        vermerk = self.vermerk
        inhalt = unveraendert(vermerk.brief, vermerk.brief_sha256) if vermerk.brief else None
        if inhalt is None:
            raise Http404
        name = f"bestaetigung-{vermerk.code}.pdf"
        return FileResponse(
            BytesIO(inhalt), as_attachment=True, filename=name, content_type="application/pdf"
        )


class Bestaetigung(Vermerkseite, TemplateView):
    """A page to print and hand over: what came when, with its code; the same as a letter, written once."""

    template_name = "foerderberatung/bestaetigung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [
            {**LISTE, "url": reverse("beratungen")},
            {"name": self.vermerk.code, "url": reverse("beratung", args=[self.vermerk.pk])},
            {"name": "Bestätigung"},
        ]
        return super().get_context_data(vermerk=self.vermerk, brotkrumen=krumen, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write the letter, and send it where an address is known."""
        vermerk = tuer.bestaetige(pk, stand=gelesener_stand(request), akteur=ich(request))
        satz = "Der Brief ist geschrieben und geht per E-Mail an {}." if vermerk.adresse else OHNE_ADRESSE
        messages.success(request, satz.format(vermerk.adresse))
        return redirect("beratung_bestaetigung", pk)
