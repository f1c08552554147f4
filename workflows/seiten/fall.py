"""The list of cases, the jump to one by its number, and the page of a case."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import View

from antraege.antrag.models import Antrag
from antraege.antrag.queries import auffindbar_fuer
from antraege.foerderung import toepfe
from antraege.foerderung.models import Zahlungsklaerung
from antraege.haushalt import services as haushalt
from antraege.programme.models import Foerderprogramm
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.aenderung import sicht as aenderungsteil
from workflows.akte import akte, bild, sicht, trail, verlauf
from workflows.akte.liste import Listenseite
from workflows.gremien import sicht as gremiensicht
from workflows.models.vorgang import OFFEN
from workflows.postkorb import fallliste, keyset
from workflows.postkorb.fallliste import Suche
from workflows.postkorb.filter import FaelleFilter
from workflows.rueckforderung import sicht as forderungsakte
from workflows.tuer.verzeichnis import bisheriges_verfahren, verfahren_fuer


class Faelle(RechtMixin, Listenseite):
    """`/faelle/`: newest first; what a person may not see is not in the list."""

    recht = (Recht.FALL_SEHEN, Recht.STANDORT_SEHEN, Recht.GREMIENLAUF_PFLEGEN)
    template_name = "postkorb/faelle.html"
    dateiname = "faelle"
    kopf = fallliste.KOPF

    @cached_property
    def wahl(self) -> dict[str, list[tuple[int, str]]]:
        """Programmes and the Stellen that lead them, in one query."""
        programme = Foerderprogramm.objects.select_related("stelle")
        stellen = {p.stelle_id: p.stelle.name for p in programme}
        return {
            "programme": [(p.pk, p.name) for p in programme],
            "stellen": sorted(stellen.items(), key=lambda stelle: stelle[1]),
        }

    @cached_property
    def suche(self) -> Suche:
        """What the address asks for."""
        werte = FaelleFilter(self.request.GET, **self.wahl).gelesen()
        werte.pop("laenge", None)
        return Suche(**werte)

    def alle(self) -> Iterator[tuple[Any, ...]]:
        return fallliste.export(ich(self.request), self.suche)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nine queries at most, session and person included; one more for who also drafts for others."""
        suche, ziel = self.suche, keyset.Ziel.aus(self.request)
        teile = [teil.filter(suche.bedingung()) for teil in fallliste.teile(ich(self.request))]
        blatt = keyset.blatt(fallliste.zeilen(), teile, ordnung=suche.ordnung, ziel=ziel)
        orte = fallliste.orte([a.pk for a in blatt.zeilen]) if blatt.zeilen else {}
        return super().get_context_data(
            suche=suche,
            zeilen=[(antrag, orte.get(antrag.pk, [])) for antrag in blatt.zeilen],
            im_amt=sicht.im_amt(ich(self.request), blatt.zeilen),
            mit_geld=any(not antrag.kooperation for antrag in blatt.zeilen),
            traegerlink=True,
            filter=FaelleFilter(**self.wahl, initial={**vars(suche), "laenge": ziel.laenge}),  # type: ignore[arg-type]
            seiten=keyset.seiten(self.request, blatt, suche.ordnung),
            laengen=keyset.laengen(self.request, ziel),
            andersherum=keyset.adresse(self.request, sort="neu" if suche.sort == "alt" else "alt"),
            csv=keyset.adresse(self.request, format="csv"),
            xlsx=keyset.adresse(self.request, format="xlsx"),
            **kwargs,
        )


class FallZumAktenzeichen(RechtMixin, View):
    """`/faelle/aktenzeichen/?az=…`; a case the person may not see does not exist for them."""

    recht = (Recht.FALL_SEHEN, Recht.STANDORT_SEHEN, Recht.GREMIENLAUF_PFLEGEN)

    def get(self, request: HttpRequest) -> HttpResponse:
        """To the page of the case."""
        az = request.GET.get("az") or None
        return redirect("fall", get_object_or_404(auffindbar_fuer(ich(request)), aktenzeichen=az).pk)


class Fall(RechtMixin, View):
    """`/faelle/<pk>/`; a foreign case is 404, one to co-sign shows what that needs."""

    recht = sicht.FALLRECHTE
    zur_mitzeichnung = False

    def betrete(self) -> None:
        """Raises Http404 for a foreign case."""
        super().betrete()
        _ = self.antrag

    @cached_property
    def antrag(self) -> Antrag:
        """The case of this page, whole or as far as the co-signing Stelle may read it."""
        person, pk = ich(self.request), self.kwargs["pk"]
        try:
            return sicht.fall_fuer(person, pk)
        except Http404:
            self.zur_mitzeichnung = True
            return sicht.mitzuzeichnender(person, pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.zur_mitzeichnung:
            eigene = rechte.stellen_mit(ich(request), Recht.MITZEICHNEN)
            kontext = {
                **_antrag_und_pruefung(self.antrag),
                "dokumente": akte.dokumente(self.antrag, nur=akte.ZUR_MITZEICHNUNG),
                "eigene": self.antrag.aufgaben.filter(
                    OFFEN, schritt__in=sicht.STIMMEN, stelle__in=eigene
                ).select_related("stelle"),
            }
            return render(request, "seiten/fall_mitzeichnung.html", kontext)
        return render(request, "seiten/fall.html", _kontext(ich(request), self.antrag))


def _antrag_und_pruefung(antrag: Antrag) -> dict[str, Any]:
    """The request with its papers, and what the checks say to it."""
    fragen = akte.fragen(antrag)
    return {
        "antrag": antrag,
        "brotkrumen": [
            {"name": "Fälle", "url": reverse("faelle")},
            {"name": antrag.aktenzeichen or "Entwurf", "url": ""},
        ],
        "fakten": akte.fakten(antrag),
        "antworten": akte.antworten(antrag, fragen),
        "plan": akte.plan(antrag),
        "anlagen": akte.anlagen(antrag),
        "aufnahme": akte.aufnahme(antrag),
        "nachforderungen": akte.nachforderungen(antrag, fragen),
        "verneint": akte.verneint(antrag),
        "pruefungen": akte.pruefungen(antrag),
        "hinweise": akte.hinweise(antrag),
        "mitzeichnungen": akte.mitzeichnungen(antrag),
    }


def _kontext(benutzer: Benutzer, antrag: Antrag) -> dict[str, Any]:
    sieht = sicht.sieht_protokoll(benutzer, antrag)
    bestaende = haushalt.bestaende(antrag.aktenzeichen) if antrag.aktenzeichen else []
    zeilen = [b.haushaltsstelle for b in bestaende if b.haushaltsstelle]
    return {
        **_antrag_und_pruefung(antrag),
        "geld": akte.geld(antrag),
        "phasen": akte.phasen(antrag),
        "dokumente": akte.dokumente(antrag),
        "verbundene": akte.verbundene(antrag),
        "toepfe": toepfe.anteile(antrag),
        "bestaende": bestaende,
        "eigene_zeilen": {z.pk for z in zeilen if rechte.darf(benutzer, Recht.HAUSHALT_SEHEN, z.stelle)},
        "abrufe": list(antrag.mittelabrufe.all()),
        "klaerungen": list(Zahlungsklaerung.objects.filter(zeile__mittelabruf__antrag=antrag)),
        "nachweis": getattr(antrag, "nachweis", None),
        "eintraege": trail.letzte(antrag) if sieht else [],
        "sieht_protokoll": sieht,
        "notizen": list(antrag.notizen.filter(erledigt_am=None).select_related("geschrieben_von")),
        "schlagworte": list(antrag.schlagworte.all()),
        "rueckforderungen": forderungsakte.zeilen(antrag),
        "darf_zurueckfordern": forderungsakte.darf_beginnen(antrag, benutzer),
        **aenderungsteil.teil(antrag, benutzer, innen=True),
        **gremiensicht.teil(antrag, benutzer),
        "beratungen": list(antrag.beratungen.select_related("stelle")),
        **_prozess(antrag),
    }


def _prozess(antrag: Antrag) -> dict[str, Any]:
    aufgaben = verlauf.aufgaben(antrag)
    verfahren = bisheriges_verfahren(antrag) or verfahren_fuer(antrag)
    schritte = verlauf.prozessschritte(antrag, aufgaben, verfahren)
    pruefungen = [a.pk for a in aufgaben if a.schritt == "nachweispruefung"]
    return {
        "nachweispruefung": max(pruefungen, default=None),
        "offene": verlauf.offene(aufgaben),
        "schritte": schritte,
        "bild": bild.zeichne(verfahren, schritte) if antrag.aktenzeichen else "",
        "nebenablaeufe": [
            (ablauf, bild.zeichne(ablauf.verfahren, ablauf.schritte, kennung=f"nebenablauf{nr}"))
            for nr, ablauf in enumerate(verlauf.nebenablaeufe(antrag, aufgaben), start=1)
        ],
    }
