"""The list of texts as CSV and XLSX."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views import View

from antraege.dokumente.forms import Textfilter
from antraege.dokumente.textpflege.liste import Textzeile, textzeilen
from antraege.dokumente.views import LESEN
from antraege.haushalt import export
from rollen import uhr
from rollen.ansicht import RechtMixin

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
