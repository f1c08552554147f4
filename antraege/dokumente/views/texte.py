"""The texts of all letters: list, one text with its versions, release."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from antraege.dokumente.forms import Textfilter
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.textpflege import dienst as textpflege
from antraege.dokumente.textpflege.katalog import angebot
from antraege.dokumente.textpflege.liste import Textzeile, textzeilen, versionen
from antraege.dokumente.textpflege.pruefung import maengel
from antraege.dokumente.textpflege.unterschied import als_html, unterschied
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.rechte import Verweigert, berechtigungen
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import ich, seite_von

LESEN = (Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN, Recht.PROTOKOLL_PRUEFEN)


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
            **(self._freigabe(entwurf) if entwurf else {}),
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

    def _freigabe(self, entwurf: Textbaustein) -> dict[str, Any]:
        return {
            "ist_meiner": entwurf.erfasst_von_id == ich(self.request).pk,
            "marke": textpflege.marke(entwurf),
            "gruende": textpflege.FREIGABE.hindernisse(entwurf, ich(self.request)),
            "hindernisse": textpflege.freigabemaengel(entwurf),
            "maengel": maengel(entwurf.text, angebot=angebot(entwurf.schluessel)),
        }


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
            textpflege.vermerke_verweigerung(
                verweigert, aktion=Tat.TEXT_FREIGEBEN, schluessel=entwurf.schluessel, akteur=ich(request)
            )
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
