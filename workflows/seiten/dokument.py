"""A letter as page and file, and the public page that says whether it is genuine."""

import logging
from typing import Any

from axes.helpers import get_client_ip_address
from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from antraege.antrag.models.schriftstueck import INTERNE
from antraege.antrag.queries import mitzuzeichnen, sichtbar_fuer
from antraege.dokumente.bloecke import aus_daten
from antraege.dokumente.html import als_html_kontext
from rollen import rechte
from rollen.ablage import unveraendert
from rollen.ansicht import RechtMixin
from rollen.drossel import zu_oft
from rollen.models import Benutzer
from rollen.stellen import kasse
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.aenderung import frueher
from workflows.akte import akte, echtheit, sicht
from workflows.akte.echtheit import Stand
from workflows.akte.pruefsumme import GROESSTE_DATEI, NurPruefsumme, Pruefsumme

log = logging.getLogger(__name__)


def _stueck_fuer(benutzer: Benutzer, pk: int) -> Schriftstueck:
    """The letter, for who may open its case; raises Http404."""
    stuecke = Schriftstueck.objects.select_related("antrag", *(f"antrag__{name}" for name in sicht.MIT))
    eigene = Q(antrag__in=sichtbar_fuer(benutzer)) | Q(pk__in=frueher.lesbare_stuecke(benutzer))
    eigene |= Q(art__in=akte.ZUR_MITZEICHNUNG, antrag__in=mitzuzeichnen(benutzer).values("pk"))
    if rechte.darf(benutzer, Recht.BUCHEN, kasse()):
        eigene |= Q(art=Schriftstueckart.AUSZAHLUNGSANORDNUNG)
    stueck = stuecke.filter(eigene, pk=pk).first()
    if stueck is None or not _fuer_augen_von(benutzer, stueck):
        raise Http404
    return stueck


def _fuer_augen_von(benutzer: Benutzer, stueck: Schriftstueck) -> bool:
    """What stays in the house is for the office; who co-signs reads the Prüfvermerk, the Kasse its order to pay."""
    if stueck.art not in INTERNE or sicht.als_amt(benutzer, stueck.antrag):
        return True
    if stueck.art in akte.ZUR_MITZEICHNUNG and sicht.zeichnet_mit(benutzer, stueck.antrag):
        return True
    anordnung = stueck.art == Schriftstueckart.AUSZAHLUNGSANORDNUNG
    return anordnung and rechte.darf(benutzer, Recht.BUCHEN, kasse())


def _krumen(benutzer: Benutzer, stueck: Schriftstueck) -> list[dict[str, str]]:
    amt = sicht.als_amt(benutzer, stueck.antrag) or sicht.zeichnet_mit(benutzer, stueck.antrag)
    if not amt and rechte.darf(benutzer, Recht.BUCHEN, kasse()):
        return [{"name": "Zahlungen", "url": reverse("zahlungen")}, {"name": stueck.titel, "url": ""}]
    ziel, liste = ("fall", "faelle") if amt else ("antrag_status", "meine_antraege")
    return [
        {"name": "Fälle" if amt else "Meine Anträge", "url": reverse(liste)},
        {"name": stueck.antrag.aktenzeichen or "", "url": reverse(ziel, args=[stueck.antrag_id])},
        {"name": stueck.titel, "url": ""},
    ]


class Dokument(RechtMixin, View):
    """`/dokumente/<pk>/`: the same blocks as in the PDF, as an accessible page."""

    recht = (*sicht.AKTENRECHTE, Recht.BUCHEN)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        stueck = _stueck_fuer(ich(request), pk)
        kontext = {
            "stueck": stueck,
            "brotkrumen": _krumen(ich(request), stueck),
            **als_html_kontext(aus_daten(stueck.inhalt), ebene=1),
        }
        return render(request, "akte/dokument.html", kontext)


class DokumentPdf(RechtMixin, View):
    """`/dokumente/<pk>/pdf/`: the stored file, never a new one."""

    recht = (*sicht.AKTENRECHTE, Recht.BUCHEN)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        stueck = _stueck_fuer(ich(request), pk)
        inhalt = unveraendert(stueck.datei, stueck.sha256)
        if inhalt is None:
            log.critical("letter %s differs from its hash or is missing; not delivered", stueck.kennung)
            kontext = {"stueck": stueck, "brotkrumen": _krumen(ich(request), stueck)}
            return render(request, "akte/dokument_beschaedigt.html", kontext, status=500)
        kopf = {
            "Content-Disposition": f'attachment; filename="{stueck.kennung}.pdf"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(inhalt, content_type="application/pdf", headers=kopf)


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
