"""Writing the next version of a text; what was typed is checked without being stored."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from antraege.dokumente.forms import Textformular
from antraege.dokumente.textpflege import dienst as textpflege
from antraege.dokumente.textpflege.katalog import angebot
from antraege.dokumente.textpflege.liste import Textzeile
from antraege.dokumente.textpflege.pruefung import geglaettet, maengel, mit_beispielen
from antraege.dokumente.textpflege.unterschied import als_html, unterschied
from antraege.dokumente.views.texte import krumen, lies_text
from antraege.kern.maengel import MaengelFehler
from rollen.ansicht import RechtMixin
from rollen.rechte import Verweigert, berechtigungen
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich

PRUEFEN = "pruefen"


def probe(zeile: Textzeile, text: str) -> dict[str, Any]:
    """Faults with their places, the text with examples, and what changes against the version in force."""
    text, kann = geglaettet(text), angebot(zeile.schluessel)
    gefunden = maengel(text, angebot=kann)
    geltend = zeile.geltend.baustein.text if zeile.geltend else ""
    return {
        "maengel": gefunden,
        "beispieltext": "" if gefunden else mit_beispielen(text, angebot=kann),
        "unterschied": als_html(unterschied(geltend, text)) if geltend != text else "",
    }


class TextBearbeiten(RechtMixin, Formularantwort, FormView):
    """`/texte/<schluessel>/bearbeiten/`: the draft of the next version; `tat=pruefen` only looks at it."""

    recht = Recht.RICHTLINIE_BEARBEITEN
    template_name = "dokumente/text_bearbeiten.html"
    form_class = Textformular

    @cached_property
    def zeile(self) -> Textzeile:
        """The text; raises Http404."""
        return lies_text(self.kwargs["schluessel"])

    def get_initial(self) -> dict[str, Any]:
        entwurf = self.zeile.entwurf
        vorlage = entwurf or (self.zeile.geltend or self.zeile.versionen[0]).baustein
        return Textformular.anfang(vorlage, entwurf=entwurf is not None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form. Raises Verweigert when somebody else is writing."""
        entwurf = self.zeile.entwurf
        if entwurf and entwurf.erfasst_von_id != ich(request).pk:
            raise Verweigert(textpflege.FREMDER)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at it or store it as a draft."""
        if request.POST.get("tat") == PRUEFEN:
            return self.render_to_response(self.get_context_data(form=self._unverbindlich()))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigene = {b.recht for b in berechtigungen(ich(self.request))}
        getippt = self.request.POST.get("text", "") if self.request.method == "POST" else self.initial_text()
        return super().get_context_data(
            zeile=self.zeile,
            angebot=angebot(self.zeile.schluessel),
            darf_vorschauen=Recht.FALL_SEHEN in eigene,
            brotkrumen=krumen(self.zeile.schluessel, "Bearbeiten"),
            **probe(self.zeile, getippt),
            **kwargs,
        )

    def initial_text(self) -> str:
        """The words the form begins with."""
        text: str = self.get_initial()["text"]
        return text

    def _unverbindlich(self) -> Textformular:
        """What was typed, not yet judged."""
        felder = ("text", "gueltig_von", "gueltig_bis", "quelle")
        return Textformular(initial={name: self.request.POST.get(name, "") for name in felder})

    def form_valid(self, form: Textformular) -> HttpResponse:
        schluessel = self.zeile.schluessel
        try:
            textpflege.entwirf(schluessel, form.fassung(), akteur=ich(self.request))
        except Verweigert as verweigert:
            textpflege.vermerke_verweigerung(
                verweigert, aktion=Tat.TEXT_ENTWERFEN, schluessel=schluessel, akteur=ich(self.request)
            )
            raise
        except MaengelFehler as fehler:
            for mangel in fehler.maengel:
                form.add_error(mangel.feld or None, mangel.text)
            return self.form_invalid(form)
        messages.success(self.request, "Der Entwurf ist gespeichert. Eine zweite Person muss ihn freigeben.")
        return redirect("text", schluessel)


class TextPruefen(RechtMixin, View):
    """`/texte/<schluessel>/pruefen/`: the judgement on what is being typed, as a part of the page."""

    recht = Recht.RICHTLINIE_BEARBEITEN

    def post(self, request: HttpRequest, schluessel: str) -> HttpResponse:
        """Nothing is stored."""
        zeile = lies_text(schluessel)
        kontext = {**probe(zeile, request.POST.get("text", "")), "htmx": True}
        return render(request, "dokumente/text_probe.html", kontext)
