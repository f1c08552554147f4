"""The texts of all letters: list, one text with its versions, writing, release, and taking over the delivered ones."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from antraege.dokumente import textuebernahme
from antraege.dokumente.forms import Textfilter, Textformular, Uebernahme
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.textpflege import dienst as textpflege
from antraege.dokumente.textpflege.katalog import angebot
from antraege.dokumente.textpflege.liste import Textzeile, textzeilen, versionen
from antraege.dokumente.textpflege.pruefung import geglaettet, maengel, mit_beispielen
from antraege.dokumente.textpflege.unterschied import als_html, unterschied
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.akt import vermerke_verweigerung
from rollen.ansicht import RechtMixin
from rollen.rechte import Verweigert, berechtigungen
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich, seite_von, ueberholt

LESEN = (Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN, Recht.PROTOKOLL_PRUEFEN)
PRUEFEN = "pruefen"


def krumen(*weitere: str) -> list[dict[str, str]]:
    """The way from the list to a page of one text; the last name has no link."""
    teile = [{"name": "Texte", "url": reverse("texte")}]
    if weitere:
        teile.append({"name": weitere[0], "url": reverse("text", args=[weitere[0]]) if weitere[1:] else ""})
    return [*teile, *({"name": name, "url": ""} for name in weitere[1:])]


def lies_text(schluessel: str) -> Textzeile:
    """One text with all its versions; raises Http404."""
    bausteine = list(
        Textbaustein.objects.filter(schluessel=schluessel).select_related("erfasst_von", "freigegeben_von")
    )
    if not bausteine:
        raise Http404
    return Textzeile(schluessel, tuple(versionen(bausteine, am=uhr.heute())))


class Texte(RechtMixin, TemplateView):
    """`/texte/`: every text of every letter."""

    recht = LESEN
    template_name = "dokumente/texte.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two queries besides the person: all versions at once, for there are as many as letters need."""
        filter_ = Textfilter(self.request.GET)
        suche = filter_.gelesen()
        zeilen: Any = textzeilen(suche, am=uhr.heute())
        return super().get_context_data(
            filter=Textfilter(initial=vars(suche)),
            suche=suche,
            adresse=self.request.GET.urlencode(),
            **seite_von(self.request, zeilen),
            **kwargs,
        )


class Text(RechtMixin, TemplateView):
    """`/texte/<schluessel>/?von=1&bis=2`: versions, the difference between two, what the text may use."""

    recht: ClassVar[Any] = LESEN
    template_name = "dokumente/text.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeile = lies_text(self.kwargs["schluessel"])
        von, bis = self._gewaehlt(zeile)
        entwurf = zeile.entwurf
        eigene = {b.recht for b in berechtigungen(ich(self.request))}
        if entwurf:
            kwargs |= {
                "ist_meiner": entwurf.erfasst_von_id == ich(self.request).pk,
                "marke": textpflege.marke(entwurf),
                "gruende": textpflege.FREIGABE.hindernisse(entwurf, ich(self.request)),
                "hindernisse": textpflege.freigabemaengel(entwurf),
                "maengel": maengel(entwurf.text, angebot=angebot(entwurf.schluessel)),
            }
        return super().get_context_data(
            zeile=zeile,
            entwurf=entwurf,
            darf_schreiben=Recht.RICHTLINIE_BEARBEITEN in eigene,
            darf_vorschauen=Recht.FALL_SEHEN in eigene and eigene & set(LESEN[:2]),
            angebot=angebot(zeile.schluessel),
            von=von,
            bis=bis,
            unterschied=als_html(unterschied(von.text, bis.text)) if von and bis else "",
            brotkrumen=krumen(zeile.schluessel),
            **kwargs,
        )

    def _gewaehlt(self, zeile: Textzeile) -> tuple[Textbaustein | None, Textbaustein | None]:
        """The two versions of the address, or the last two; nothing while there is only one."""
        je_nr = {str(v.baustein.version): v.baustein for v in zeile.versionen}
        von, bis = (je_nr.get(self.request.GET.get(name, "")) for name in ("von", "bis"))
        if von and bis:
            return von, bis
        letzte = [v.baustein for v in zeile.versionen[:2]]
        return (letzte[1], letzte[0]) if len(letzte) > 1 else (None, None)


class TextFreigeben(Text):
    """The second person releases; 409 when the draft is not the one that was read, 422 while it has faults."""

    recht = Recht.RICHTLINIE_FREIGEBEN
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Release. Faults bring the page back with their places."""
        entwurf = get_object_or_404(Textbaustein, pk=pk)
        self.kwargs["schluessel"] = entwurf.schluessel
        try:
            frei = textpflege.gib_frei(pk, gesehen=request.POST.get("gesehen", ""), akteur=ich(request))
        except Verweigert as verweigert:
            vermerke_verweigerung(Tat.TEXT_FREIGEBEN, entwurf, ich(request), verweigert.gruende)
            raise
        except MaengelFehler:
            return self.render_to_response(self.get_context_data(), status=422)
        messages.success(request, f"Freigegeben: {frei}. Der Text gilt ab dem {frei.gueltig_von:%d.%m.%Y}.")
        return redirect("text", frei.schluessel)


class TextVerwerfen(RechtMixin, View):
    """A draft that was wrong goes; the trail keeps it."""

    recht = (Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Discard."""
        get_object_or_404(Textbaustein, pk=pk)
        schluessel = textpflege.verwirf(pk, akteur=ich(request))
        messages.success(request, "Der Entwurf ist verworfen.")
        return redirect("text", schluessel)


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
            felder = ("text", "gueltig_von", "gueltig_bis", "quelle")
            getippt = Textformular(initial={name: request.POST.get(name, "") for name in felder})
            return self.render_to_response(self.get_context_data(form=getippt))  # not yet judged
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

    def form_valid(self, form: Textformular) -> HttpResponse:
        schluessel = self.zeile.schluessel
        try:
            textpflege.entwirf(schluessel, form.fassung(), akteur=ich(self.request))
        except Verweigert as verweigert:
            text = self.zeile.versionen[0].baustein
            vermerke_verweigerung(Tat.TEXT_ENTWERFEN, text, ich(self.request), verweigert.gruende)
            raise
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
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


class Textuebernahme(RechtMixin, Formularantwort, FormView):
    """`/texte/mitgeliefert/`: what nobody here has read yet, what waits for the second person."""

    recht = LESEN
    template_name = "dokumente/mitgeliefert.html"
    form_class = Uebernahme
    success_url = reverse_lazy("texte_mitgeliefert")

    def get_initial(self) -> dict[str, Any]:
        return {"gueltig_von": uhr.heute() + timedelta(days=1)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigene = {b.recht for b in berechtigungen(ich(self.request))}
        vorgelegte = textuebernahme.vorgelegte()
        gruende: list[str] = []
        if vorgelegte:
            gruende = textpflege.FREIGABE.hindernisse(vorgelegte[0], ich(self.request))
        return super().get_context_data(
            uebernehmbare=textuebernahme.uebernehmbare(),
            mit_beispiel=textuebernahme.mit_beispiel(),
            vorgelegte=vorgelegte,
            marke=textuebernahme.marke(vorgelegte),
            gruende=gruende,
            meine=bool(vorgelegte) and vorgelegte[0].erfasst_von_id == ich(self.request).pk,
            darf_vorlegen=Recht.RICHTLINIE_BEARBEITEN in eigene,
            brotkrumen=krumen("Mitgelieferte Texte"),
            **kwargs,
        )

    def form_valid(self, form: Uebernahme) -> HttpResponse:
        """Raises Verweigert for who may only read; a day that is past comes back with the form."""
        try:
            anzahl = textuebernahme.lege_vor(akteur=ich(self.request), **form.cleaned_data)
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel[:1])
        messages.success(
            self.request, f"{anzahl} Texte sind vorgelegt. Eine zweite Person muss sie freigeben."
        )
        return super().form_valid(form)


class TextuebernahmeFreigeben(RechtMixin, View):
    """The second person releases all of them; 409 when they are not those that were shown."""

    recht = Recht.RICHTLINIE_FREIGEBEN

    def post(self, request: HttpRequest) -> HttpResponse:
        """Release all or none."""
        akteur = ich(request)
        try:
            anzahl = textuebernahme.gib_frei(gesehen=request.POST.get("gesehen", ""), akteur=akteur)
        except MaengelFehler as fehler:
            return ueberholt(
                request, f"{fehler} Wer sie vorgelegt hat, legt sie mit neuem Beginn noch einmal vor."
            )
        except Verweigert as verweigert:
            alle = Textbaustein(schluessel="mitgeliefert")
            vermerke_verweigerung(Tat.TEXT_FREIGEBEN, alle, akteur, verweigert.gruende)
            raise
        messages.success(request, f"{anzahl} Texte sind freigegeben.")
        return redirect("texte_mitgeliefert")
