"""The register of agreements and the list for the OGS: search, filters, keyset pages, CSV, XLSX, PDF."""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from antraege.angebote.models import Standort, Themenfeld
from rollen.ansicht import RechtMixin
from rollen.forms.filter import auswahl
from rollen.views.basis import ich
from workflows.akte.liste import Listenseite
from workflows.kooperation import jugendhilfeliste, register
from workflows.kooperation import schreiben as druck
from workflows.kooperation.register import MONATE, REGISTERRECHTE, STAENDE
from workflows.postkorb import keyset
from workflows.postkorb.filter import Filter

MEISTE_ZEILEN_PDF = 1000
ZU_LANG = "Ein PDF fasst 1.000 Zeilen. Bitte filtern Sie die Liste, oder laden Sie sie als CSV."


class Registerfilter(Filter):
    """Everything the register is narrowed by."""

    stand = auswahl("Stand", [(name, wort) for name, (wort, _) in STAENDE.items()])
    themenfeld = auswahl("Thema", coerce=int)
    standort = auswahl("Standort", coerce=int)
    auslauf = auswahl("Läuft aus", [(m, f"in {m} Monaten") for m in MONATE], coerce=int)
    sort = forms.ChoiceField(
        choices=[("neu", "neu"), ("alt", "alt")], required=False, widget=forms.HiddenInput
    )
    field_order = ("suche", "stand", "themenfeld", "standort", "auslauf")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["suche"].label = "Aktenzeichen, Titel, Partei"


class Jugendhilfefilter(Filter):
    """A school, planned or concluded, Ganztag only."""

    stand = auswahl("Stand", [(n, wort) for n, (wort, _) in jugendhilfeliste.STAENDE.items()])
    ganztag = forms.BooleanField(label="Nur Angebote im Ganztag", required=False)
    field_order = ("suche", "stand", "ganztag")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["suche"].label = "Name der Schule"


class Liste(RechtMixin, Listenseite):
    """What both lists share: the page, or all rows as CSV, XLSX or PDF."""

    recht = REGISTERRECHTE

    def pdf(self, zeilen: list[tuple[Any, ...]]) -> bytes:
        """The rows as a tagged document."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or the whole list; more rows than a PDF holds are refused in words."""
        if request.GET.get("format") != "pdf":
            return super().get(request, *args, **kwargs)
        zeilen = list(islice(self.alle(), MEISTE_ZEILEN_PDF + 1))
        if len(zeilen) > MEISTE_ZEILEN_PDF:
            kontext = {"grund": ZU_LANG, "weiter_url": request.path, "weiter_text": "Zur Liste"}
            return render(request, "fehler/422.html", kontext, status=422)
        kopf = {"Content-Disposition": f'attachment; filename="{self.dateiname}.pdf"'}
        return HttpResponse(self.pdf(zeilen), content_type="application/pdf", headers=kopf)

    def downloads(self) -> dict[str, str]:
        """The addresses of the three files."""
        return {form: keyset.adresse(self.request, format=form) for form in ("csv", "xlsx", "pdf")}


class Register(Liste):
    """`/register/`: every agreement the person may see, newest first, or what runs out first."""

    template_name = "kooperation/register.html"
    dateiname = "vereinbarungen"
    kopf = register.KOPF

    @cached_property
    def wahl(self) -> dict[str, list[tuple[int, str]]]:
        """Topics and sites, in two queries."""
        orte = Standort.objects.order_by("stelle__name").values_list("stelle", "stelle__name")
        return {
            "themenfeld": list(Themenfeld.objects.values_list("pk", "name")),
            "standort": list(orte),
        }

    @cached_property
    def suche(self) -> register.Suche:
        """What the address asks for."""
        werte = Registerfilter(self.request.GET, wahl=self.wahl).gelesen()
        werte.pop("laenge", None)
        return register.Suche(**werte)

    def alle(self) -> Iterator[tuple[Any, ...]]:
        return register.export(ich(self.request), self.suche)

    def pdf(self, zeilen: list[tuple[Any, ...]]) -> bytes:
        return druck.register(ich(self.request), zeilen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ten queries at most, session and person included."""
        suche, ziel, person = self.suche, keyset.Ziel.aus(self.request), ich(self.request)
        blatt = register.blatt(person, suche, ziel)
        return super().get_context_data(
            suche=suche,
            zeilen=register.zeilen(blatt.zeilen),
            filter=Registerfilter(wahl=self.wahl, initial={**vars(suche), "laenge": ziel.laenge}),
            seiten=keyset.seiten(self.request, blatt, suche.ordnung),
            laengen=keyset.laengen(self.request, ziel),
            andersherum=keyset.adresse(self.request, sort="neu" if suche.sort == "alt" else "alt"),
            auslaufend=[(m, keyset.adresse(self.request, auslauf=str(m))) for m in (6, 3)],
            **self.downloads(),
            **kwargs,
        )


class Jugendhilfeliste(Liste):
    """`/register/jugendhilfe/`: per school, as the OGS rules ask for it."""

    template_name = "kooperation/register_jugendhilfe.html"
    dateiname = "vereinbarungen-jugendhilfe"
    kopf = jugendhilfeliste.KOPF

    @cached_property
    def suche(self) -> jugendhilfeliste.Suche:
        """What the address asks for."""
        werte = Jugendhilfefilter(self.request.GET).gelesen()
        werte.pop("laenge", None)
        return jugendhilfeliste.Suche(**werte)

    def alle(self) -> Iterator[tuple[Any, ...]]:
        return jugendhilfeliste.export(ich(self.request), self.suche)

    def pdf(self, zeilen: list[tuple[Any, ...]]) -> bytes:
        return druck.jugendhilfeliste(ich(self.request), zeilen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        suche, ziel = self.suche, keyset.Ziel.aus(self.request)
        blatt = jugendhilfeliste.blatt(ich(self.request), suche, ziel)
        return super().get_context_data(
            suche=suche,
            zeilen=jugendhilfeliste.zeilen(blatt.zeilen),
            filter=Jugendhilfefilter(initial={**vars(suche), "laenge": ziel.laenge}),
            seiten=keyset.seiten(self.request, blatt, jugendhilfeliste.ORDNUNG),
            laengen=keyset.laengen(self.request, ziel),
            **self.downloads(),
            **kwargs,
        )
