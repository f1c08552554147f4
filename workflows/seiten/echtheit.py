"""Is this letter of the city genuine? For everybody, by Dokument-ID or by file; nothing is stored."""

import logging
from typing import Any

from axes.helpers import get_client_ip_address
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from rollen.drossel import zu_oft
from workflows.akte import echtheit
from workflows.akte.echtheit import Stand
from workflows.akte.pruefsumme import GROESSTE_DATEI, NurPruefsumme, Pruefsumme

log = logging.getLogger(__name__)
PRUEFUNGEN_JE_MINUTE = 30
KENNUNG_ZEICHEN = 60
GROESSTE_SENDUNG = 3 * GROESSTE_DATEI  # a larger one is refused before a byte of it is read
KEIN_PDF = "Das ist keine PDF-Datei. Bitte wählen Sie die PDF-Datei, die Sie von uns haben."
ZU_GROSS = "Die Datei ist größer als 20 MB. So große Schreiben verschicken wir nicht."


class Echtheitsformular(forms.Form):
    """A Dokument-ID, a file, or the hash of a file that the browser has reckoned itself."""

    id = forms.CharField(
        label="Dokument-ID",
        required=False,
        max_length=KENNUNG_ZEICHEN,
        help_text="Sie steht unten auf jeder Seite des Schreibens, zum Beispiel 40-FK-2023-00017-ZUW-3.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    datei = forms.FileField(
        label="PDF-Datei",
        required=False,
        help_text="Höchstens 20 MB. Wir bilden nur eine Prüfsumme. Die Datei wird nicht gespeichert.",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    sha256 = forms.RegexField(
        r"^[0-9a-f]{64}\Z",
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid": "Die Prüfsumme ist unvollständig. Bitte wählen Sie die Datei noch einmal."
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One of id and file is needed, so neither is called voluntary."""
        super().__init__(*args, **kwargs)
        for name in ("id", "datei"):
            self.fields[name].bedingt = True  # type: ignore[attr-defined]

    def clean_datei(self) -> Pruefsumme | None:
        """Raises ValidationError for what cannot be a letter of ours."""
        datei: Pruefsumme | None = self.cleaned_data["datei"]
        if datei is not None and not datei.ist_pdf:
            raise forms.ValidationError(KEIN_PDF)
        if datei is not None and datei.groesse > GROESSTE_DATEI:
            raise forms.ValidationError(ZU_GROSS)
        return datei

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError when there is nothing to check."""
        daten = super().clean() or {}
        if not self.errors and not any(daten.get(feld) for feld in ("id", "datei", "sha256")):
            self.add_error("id", "Bitte geben Sie eine Dokument-ID ein, oder wählen Sie eine Datei.")
        return daten

    def pruefe(self) -> Stand:
        """What the city says; a file says more than an id and goes first."""
        datei: Pruefsumme | None = self.cleaned_data["datei"]
        sha256 = datei.sha256 if datei else self.cleaned_data["sha256"]
        if not sha256:
            return echtheit.zur_kennung(self.cleaned_data["id"])
        stand = echtheit.zur_datei(sha256)
        log.info("file %s… checked: %s", sha256[:8], stand.geltung)
        return stand


@method_decorator(csrf_exempt, name="dispatch")  # changes nothing, needs no session and sets no cookie
class Echtheit(View):
    """`/echtheit/`: GET shows the form (`?id=` fills it in), POST answers; neither id nor hash is in an address."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest) -> HttpResponse:
        kennung = request.GET.get("id", "").replace("\0", "")[:KENNUNG_ZEICHEN]
        return _seite(request, Echtheitsformular(initial={"id": kennung}))

    def post(self, request: HttpRequest) -> HttpResponse:
        if zu_oft("echtheit", get_client_ip_address(request) or "", hoechstens=PRUEFUNGEN_JE_MINUTE):
            antwort = render(request, "akte/echtheit_zu_oft.html", status=429)
            antwort.headers["Retry-After"] = "60"
            return antwort
        if int(request.META.get("CONTENT_LENGTH") or 0) > GROESSTE_SENDUNG:
            formular = Echtheitsformular({})
            formular.add_error("datei", ZU_GROSS)
            return _seite(request, formular, status=413)
        request.upload_handlers = [NurPruefsumme(request)]
        formular = Echtheitsformular(request.POST, request.FILES)
        if not formular.is_valid():
            return _seite(request, formular, status=422)
        ueber_datei = bool(formular.cleaned_data["datei"] or formular.cleaned_data["sha256"])
        return _seite(request, Echtheitsformular(), stand=formular.pruefe(), ueber_datei=ueber_datei)


def _seite(
    request: HttpRequest,
    formular: Echtheitsformular,
    *,
    status: int = 200,
    stand: Stand | None = None,
    ueber_datei: bool = False,
) -> HttpResponse:
    kontext = {
        "form": formular,
        "stand": stand,
        "ueber_datei": ueber_datei,
        "groesste_datei": GROESSTE_DATEI,
        "kein_pdf": KEIN_PDF,
        "zu_gross": ZU_GROSS,
    }
    antwort = render(request, "akte/echtheit.html", kontext, status=status)
    antwort.headers["Cache-Control"] = "no-store"
    return antwort
