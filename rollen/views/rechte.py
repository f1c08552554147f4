"""Who may do what at a Stelle: choose one, see its people and what their roles mean."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.forms.mitgliedschaften import Stellensuche, rollen_an
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart
from rollen.tabelle import RECHTE, Recht
from rollen.views import zeilen
from rollen.views.basis import ich, seite_von

PERSONEN_JE_SEITE = 50


def hat(benutzer: Benutzer, recht: Recht) -> bool:
    """True when the person holds the right at some Stelle."""
    return any(b.recht == recht for b in rechte.berechtigungen(benutzer))


def sichtbare_stellen(benutzer: Benutzer) -> QuerySet[Stelle]:
    """The Stellen whose rights a person may see; the administration sees all."""
    if hat(benutzer, Recht.ROLLEN_VERGEBEN):
        return Stelle.objects.all()
    return rechte.stellen_mit(benutzer, Recht.RECHTE_SEHEN)


def verwaltete_stellen(benutzer: Benutzer) -> QuerySet[Stelle]:
    """Where a person gives roles; organisations do so themselves, with the Servicestelle."""
    return rechte.stellen_mit(benutzer, Recht.ROLLEN_VERGEBEN).exclude(art=Stellenart.TRAEGER)


def offene_antraege(benutzer: Benutzer) -> list[zeilen.Zeile]:
    """Roles that wait for a second administrator, at the Stellen this one administers."""
    offene = zeilen.mitgliedschaften().filter(
        bestaetigt_von=None, gruppe__stelle__in=verwaltete_stellen(benutzer)
    )
    return [zeilen.zeile(m, grund=grund_gegen_bestaetigung(m, benutzer)) for m in offene]


def grund_gegen_bestaetigung(m: Mitgliedschaft, akteur: Benutzer) -> str:
    """Why this person cannot confirm this role, as a sentence; empty when they can."""
    if m.benutzer_id == akteur.pk:
        return "Ihre eigene Rolle bestätigt eine andere Person."
    if m.beantragt_von_id == akteur.pk:
        return "Sie haben die Rolle beantragt. Bestätigen muss eine andere Person."
    return ""


def rollen_in_worten(stelle: Stelle) -> list[tuple[str, list[str]]]:
    """Every role of this kind of Stelle with the names of its rights, in the order of the table."""
    return [
        (rolle.bezeichnung, [recht.bezeichnung for recht in Recht if recht in RECHTE[rolle]])
        for rolle in rollen_an(stelle)
    ]


class RechteUebersicht(RechtMixin, TemplateView):
    """All Stellen one may see; who sees only one goes straight to it."""

    recht = (Recht.RECHTE_SEHEN, Recht.ROLLEN_VERGEBEN)
    template_name = "rollen/rechte.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        einzige = sichtbare_stellen(ich(request)).values_list("pk", flat=True).order_by()[:2]
        if len(einzige) == 1:
            return redirect("rechte_stelle", einzige[0])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        akteur, form = ich(self.request), Stellensuche(self.request.GET)
        verwaltet = hat(akteur, Recht.ROLLEN_VERGEBEN)
        stellen = sichtbare_stellen(akteur)
        if form.is_valid():
            stellen = stellen.filter(name__icontains=form.cleaned_data["suche"])
        angenommen = Q(rollengruppen__mitgliedschaften__angenommen_am__isnull=False)
        laufend = zeilen.laufend(vor="rollengruppen__mitgliedschaften__") & (
            angenommen | ~Q(art=Stellenart.TRAEGER)
        )
        personen = Count("rollengruppen__mitgliedschaften__benutzer", filter=laufend, distinct=True)
        return super().get_context_data(
            form=form,
            verwaltet=verwaltet,
            vertretungen=hat(akteur, Recht.VERTRETUNG_PFLEGEN),
            offene=offene_antraege(akteur) if verwaltet else [],
            **seite_von(self.request, stellen.annotate(personen=personen).order_by("name", "pk")),
            **kwargs,
        )


class RechteStelle(RechtMixin, TemplateView):
    """The people of one Stelle and what their roles mean."""

    recht = (Recht.RECHTE_SEHEN, Recht.ROLLEN_VERGEBEN)
    template_name = "rollen/rechte_stelle.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        akteur = ich(self.request)
        stelle = get_object_or_404(sichtbare_stellen(akteur), pk=self.kwargs["pk"])
        laufende = zeilen.mitgliedschaften().filter(
            zeilen.laufend(), rechte.ANGENOMMEN, gruppe__stelle=stelle
        )
        seiten = seite_von(self.request, laufende, laenge=PERSONEN_JE_SEITE)
        vertretungen = zeilen.vertretungen_von({m.benutzer_id for m in seiten["seite"]})
        return super().get_context_data(
            stelle=stelle,
            verwaltet=verwaltete_stellen(akteur).filter(pk=stelle.pk).exists(),
            vertretungen=rechte.darf(akteur, Recht.VERTRETUNG_PFLEGEN, stelle),
            zeilen=[
                zeilen.zeile(m, grund=_grund(m, akteur), vertretungen=vertretungen.get(m.benutzer_id, ()))
                for m in seiten["seite"]
            ],
            rollen=rollen_in_worten(stelle),
            **seiten,
            **kwargs,
        )


def _grund(m: Mitgliedschaft, akteur: Benutzer) -> str:
    if m.bestaetigt_von_id is None:
        return grund_gegen_bestaetigung(m, akteur)
    return "Ihre eigene Rolle beendet eine andere Person." if m.benutzer_id == akteur.pk else ""
