"""An issued letter as a page and as the stored file; the file is verified each time it leaves the house."""

import logging

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from antraege.antrag.models.schriftstueck import INTERNE
from antraege.antrag.queries import mitzuzeichnen, sichtbar_fuer
from antraege.dokumente.bloecke import aus_daten
from antraege.dokumente.html import als_html_kontext
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.kanon import sha256_hex
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.aenderung import frueher
from workflows.akte import akte, sicht
from workflows.zahlung.laeufe import kasse

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
        inhalt = _lies(stueck)
        if inhalt is None or sha256_hex(inhalt) != stueck.sha256:
            log.critical("letter %s differs from its hash or is missing; not delivered", stueck.kennung)
            kontext = {"stueck": stueck, "brotkrumen": _krumen(ich(request), stueck)}
            return render(request, "akte/dokument_beschaedigt.html", kontext, status=500)
        kopf = {
            "Content-Disposition": f'attachment; filename="{stueck.kennung}.pdf"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(inhalt, content_type="application/pdf", headers=kopf)


def _lies(stueck: Schriftstueck) -> bytes | None:
    try:
        with stueck.datei.open("rb") as datei:
            inhalt: bytes = datei.read()
    except OSError:
        return None
    return inhalt
