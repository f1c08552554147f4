"""Pages of texts: the list as a file, and a draft in the letters of real cases."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from antraege.antrag.models import Antrag
from antraege.dokumente.bloecke import Dokumentart
from antraege.dokumente.forms import Textfilter
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.queries import texte_am
from antraege.dokumente.textpflege.katalog import angebot, dokumentname
from antraege.dokumente.textpflege.klauseln import Klauseltexte
from antraege.dokumente.textpflege.liste import Textzeile, textzeilen
from antraege.dokumente.textpflege.platzhalter import PlatzhalterFehler, TextbausteinFehlt
from antraege.dokumente.textpflege.pruefung import HOECHSTENS, geglaettet, maengel
from antraege.dokumente.textpflege.unterschied import als_vergleich
from antraege.dokumente.views import LESEN
from antraege.haushalt import export
from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.models import Benutzer
from rollen.rechte import berechtigungen
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.akte import sicht
from workflows.seiten.textproben import PROBEN, KeineProbe, probe

KOPF = (
    *("Schlüssel", "Schreiben", "Version", "Stand", "gilt ab", "gilt bis", "Anlass"),
    *("geschrieben von", "geschrieben am", "freigegeben von", "freigegeben am", "Text"),
)


class Textliste(RechtMixin, View):
    """`/textliste/?format=csv`: every version of the texts that fit the filter."""

    recht = LESEN

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The file; 404 for an unknown format."""
        schreibe = export.schreiber(request.GET.get("format", ""))
        if schreibe is None:
            raise Http404
        zeilen = textzeilen(Textfilter(request.GET).gelesen(), am=uhr.heute())
        return schreibe("texte", KOPF, (werte for zeile in zeilen for werte in _werte(zeile)))


def _werte(zeile: Textzeile) -> Iterator[tuple[object, ...]]:
    for v in zeile.versionen:
        b = v.baustein
        wer = (b.erfasst_von, b.erfasst_am, b.freigegeben_von, b.freigegeben_am)
        kopf = (zeile.schluessel, ", ".join(zeile.dokumente), b.version, v.stand.value)
        yield (*kopf, b.gueltig_von, v.bis, b.quelle, *wer, b.text)


VORSCHLAEGE = 20
GETRAGEN = ("gueltig_von", "gueltig_bis", "quelle")  # typed in the editor, carried back to it


class Vorschauformular(forms.Form):
    """Which case, which letter, which words."""

    fall = forms.CharField(
        label="Fall (Aktenzeichen)",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "faelle", "autocomplete": "off"}),
    )
    dokument = forms.ChoiceField(label="Schreiben")
    text = forms.CharField(
        label="Text",
        max_length=HOECHSTENS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "lang": "de"}),
    )

    def __init__(self, *args: Any, dokumente: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dokument"].choices = dokumente  # type: ignore[attr-defined]


class Textvorschau(RechtMixin, View):
    """`/texte/<schluessel>/vorschau/`: GET shows the stored draft, POST the words that were typed."""

    recht = (Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN)

    def get(self, request: HttpRequest, schluessel: str) -> HttpResponse:
        """The draft, or the version in force while there is none."""
        daten = request.GET.copy()
        daten["text"] = _gespeichert(schluessel)
        return self._antworte(request, schluessel, daten)

    def post(self, request: HttpRequest, schluessel: str) -> HttpResponse:
        """What was typed; a part of the page when the page asks for it while somebody types."""
        _gespeichert(schluessel)
        return self._antworte(request, schluessel, request.POST.copy())

    def _antworte(self, request: HttpRequest, schluessel: str, daten: Any) -> HttpResponse:
        dokumente = [(a.value, dokumentname(a)) for a in angebot(schluessel).dokumente if a in PROBEN]
        if dokumente and daten.get("dokument") not in dict(dokumente):
            daten["dokument"] = dokumente[0][0]
        if dokumente and not daten.get("fall"):
            faelle = _faelle(ich(request))
            fall = faelle.filter(schriftstuecke__art=daten["dokument"]).first() or faelle.first()
            daten["fall"] = fall.aktenzeichen if fall else ""
        form = Vorschauformular(daten, dokumente=dokumente)
        brief = _brief(ich(request), schluessel, form) if dokumente else {"grund": OHNE_PROBE}
        if request.headers.get("HX-Request"):
            return render(request, "seiten/textvorschau_brief.html", {**brief, "htmx": True})
        return render(
            request, "seiten/textvorschau.html", {**_rahmen(request, schluessel), "form": form, **brief}
        )


OHNE_PROBE = "Dieses Schreiben entsteht nicht aus einem Antrag. Prüfen Sie den Text mit den Beispielwerten."


def _gespeichert(schluessel: str) -> str:
    """The words of the newest version; raises Http404 for a key without any."""
    neueste = Textbaustein.objects.filter(schluessel=schluessel).order_by("version").last()
    if neueste is None:
        raise Http404
    return neueste.text


def _rahmen(request: HttpRequest, schluessel: str) -> dict[str, Any]:
    benutzer = ich(request)
    schreibt = any(b.recht == Recht.RICHTLINIE_BEARBEITEN for b in berechtigungen(benutzer))
    fremder = Textbaustein.objects.filter(
        schluessel=schluessel, erfasst_von__isnull=False, freigegeben_am__isnull=True
    ).exclude(erfasst_von=benutzer)
    return {
        "schluessel": schluessel,
        "vorschlaege": _faelle(benutzer)[:VORSCHLAEGE],
        "darf_schreiben": schreibt and not fremder.exists(),
        "getragen": [(name, request.POST.get(name, "")) for name in GETRAGEN],
        "brotkrumen": [
            {"name": "Texte", "url": reverse("texte")},
            {"name": schluessel, "url": reverse("text", args=[schluessel])},
            {"name": "Vorschau", "url": ""},
        ],
    }


def _faelle(benutzer: Benutzer) -> Any:
    """The submitted cases this person sees, the newest first."""
    return sicht.faelle(benutzer).filter(aktenzeichen__isnull=False).order_by("-pk")


def _brief(benutzer: Benutzer, schluessel: str, form: Vorschauformular) -> dict[str, Any]:
    """Context of the letter, or the reason why there is none."""
    if not form.is_valid():
        return {"grund": "Bitte prüfen Sie Ihre Angaben."}
    daten = form.cleaned_data
    text = geglaettet(daten["text"])
    gefunden = maengel(text, angebot=angebot(schluessel))
    if gefunden:
        return {"maengel": gefunden}
    fall = sicht.faelle(benutzer).filter(aktenzeichen=daten["fall"].strip()).first()
    if fall is None or not sicht.als_amt(benutzer, fall):
        return {
            "grund": "Diesen Fall gibt es nicht, oder Sie dürfen ihn nicht sehen. Wählen Sie einen anderen."
        }
    try:
        return _vergleich(fall, Dokumentart(daten["dokument"]), schluessel, text, akteur=benutzer)
    except (KeineProbe, PlatzhalterFehler, TextbausteinFehlt) as fehler:
        return {"grund": str(fehler)}


def _vergleich(
    fall: Antrag, art: Dokumentart, schluessel: str, text: str, *, akteur: Benutzer
) -> dict[str, Any]:
    schreibe, fakten = probe(fall, art, akteur=akteur)
    texte = dict(texte_am(uhr.heute()))
    alt = schreibe(fakten, texte=Klauseltexte(texte, fakten))
    neu = schreibe(fakten, texte=Klauseltexte({**texte, schluessel: text}, fakten))
    kontext, anzahl = als_vergleich(alt, neu)
    return {**kontext, "anzahl": anzahl, "fall": fall}
