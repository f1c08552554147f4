"""Who may do what at a Stelle: see it, ask for a role, confirm and end it, and let one person stand in for another."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from rollen import mitgliedschaften, rechte, uhr, vertretungen
from rollen.ansicht import RechtMixin
from rollen.einladung import Person, finde_oder_lege_an
from rollen.forms.mitgliedschaften import Ende, Mitgliedschaftsantrag, NeueVertretung, Stellensuche, rollen_an
from rollen.kontopost import passwort_link, sende
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart, Vertretung
from rollen.tabelle import RECHTE, Recht, Rolle
from rollen.taten import Tat
from rollen.views import zeilen
from rollen.views.basis import Tatformular, ich, seite_von, ueberholt, versuche
from rollen.views.zeilen import stand_am

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


class MitgliedschaftBeantragen(RechtMixin, Tatformular):
    """A role for a person at one Stelle; somebody new gets an account and a link."""

    recht = Recht.ROLLEN_VERGEBEN
    template_name = "rollen/mitgliedschaft_beantragen.html"
    form_class = Mitgliedschaftsantrag

    def stelle(self) -> Stelle:
        return get_object_or_404(verwaltete_stellen(ich(self.request)), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "stelle": self.stelle(), "akteur": ich(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(stelle=self.stelle(), **kwargs)

    def tue(self, form: Mitgliedschaftsantrag) -> HttpResponse:
        stelle = self.stelle()
        beantrage(stelle, werte=form.cleaned_data, akteur=ich(self.request))
        messages.success(self.request, "Die Rolle ist beantragt. Eine zweite Person muss sie bestätigen.")
        return redirect("rechte_stelle", stelle.pk)


@transaction.atomic
def beantrage(stelle: Stelle, *, werte: dict[str, Any], akteur: Benutzer) -> Mitgliedschaft:
    """Ask for the role that the form describes; account and request come together or not at all."""
    person, braucht_link = finde_oder_lege_an(Person(werte["name"], werte["funktion"], werte["email"]))
    rolle = Rolle(werte["rolle"])
    zeit = {feld: werte[feld] for feld in ("ebene", "von", "bis")}
    mitgliedschaft = mitgliedschaften.beantragen(
        person, rolle=rolle, stelle=stelle, akteur=akteur, eingeladen_als=werte["name"], **zeit
    )
    fakten = {"einladend": akteur.name, "stelle": stelle, "rolle": rolle.bezeichnung, "zu_bestaetigen": True}
    link = passwort_link(person) if braucht_link else {}
    sende("einladung", an=person, betreff="Ihre Rolle bei Kindercampus", fakten={**fakten, **link})
    return mitgliedschaft


class MitgliedschaftMixin(RechtMixin):
    """A role at a Stelle that the person administers; any other does not exist for them."""

    recht = Recht.ROLLEN_VERGEBEN
    request: HttpRequest
    kwargs: dict[str, Any]

    def mitgliedschaft(self) -> Mitgliedschaft:
        alle = zeilen.mitgliedschaften().filter(gruppe__stelle__in=verwaltete_stellen(ich(self.request)))
        return get_object_or_404(alle, pk=self.kwargs["pk"])

    def fuehre_aus(
        self, m: Mitgliedschaft, aktion: Tat, tat: Callable[[], object], meldung: str
    ) -> HttpResponse:
        """Do it and return to the Stelle; raises like `versuche`."""
        versuche(self.request, tat, aktion=aktion, objekt=m)
        messages.success(self.request, f"{m.benutzer}, {Rolle(m.gruppe.rolle).bezeichnung}: {meldung}")
        return redirect("rechte_stelle", m.gruppe.stelle_id)


class MitgliedschaftBestaetigen(MitgliedschaftMixin, View):
    """The second administrator confirms; POST only."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        m = self.mitgliedschaft()
        tat = partial(mitgliedschaften.bestaetigen, pk, akteur=ich(request))
        return self.fuehre_aus(m, Tat.ROLLE_BESTAETIGEN, tat, "Die Rolle gilt.")


class MitgliedschaftAblehnen(MitgliedschaftMixin, View):
    """An administrator turns the request down; POST only."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        m = self.mitgliedschaft()
        if m.bestaetigt_von_id is not None:
            return ueberholt(request, "Diese Rolle ist schon bestätigt. Sie können sie nur noch beenden.")
        tat = partial(mitgliedschaften.beenden, pk, akteur=ich(request))
        return self.fuehre_aus(m, Tat.ROLLE_ENTFERNEN, tat, "Die Rolle ist abgelehnt.")


class MitgliedschaftBeenden(MitgliedschaftMixin, Tatformular):
    """Asks for the last day, then ends the role."""

    template_name = "rollen/mitgliedschaft_beenden.html"
    form_class = Ende

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        m = self.mitgliedschaft()
        eigene = m.benutzer_id == ich(self.request).pk
        return super().get_context_data(
            zeile=zeilen.zeile(m),
            bedingungen=[{"text": "Ihre eigene Rolle beendet eine andere Person."}] if eigene else [],
            zurueck=reverse("rechte_stelle", args=[m.gruppe.stelle_id]),
            **kwargs,
        )

    def tue(self, form: Ende) -> HttpResponse:
        m, bis = self.mitgliedschaft(), form.cleaned_data["bis"]
        tat = partial(mitgliedschaften.beenden, m.pk, akteur=ich(self.request), bis=bis)
        return self.fuehre_aus(m, Tat.ROLLE_BEENDEN, tat, "Die Rolle endet.")


def personen_der_stellen(leitung: Benutzer) -> QuerySet[Benutzer]:
    """Who holds a role today where this person maintains deputies, and nowhere else."""
    heute = Mitgliedschaft.objects.filter(rechte.gueltig(uhr.heute()))
    eigene = rechte.stellen_mit(leitung, Recht.VERTRETUNG_PFLEGEN)
    hier = heute.filter(gruppe__stelle__in=eigene).values("benutzer")
    anderswo = heute.exclude(gruppe__stelle__in=eigene).values("benutzer")
    return Benutzer.objects.filter(pk__in=hier).exclude(pk__in=anderswo)


class Vertretungen(RechtMixin, TemplateView):
    """All deputyships of the people of one's Stellen, the newest first."""

    recht = Recht.VERTRETUNG_PFLEGEN
    template_name = "rollen/vertretungen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        alle = Vertretung.objects.filter(vertretener__in=personen_der_stellen(ich(self.request)))
        alle = alle.select_related("vertretener", "vertreter").order_by("-bis", "-pk")
        seiten = seite_von(self.request, alle)
        heute = uhr.heute()
        zeilen = [{"vertretung": v, "stand": stand_am(heute, v.von, v.bis)} for v in seiten["seite"]]
        return super().get_context_data(zeilen=zeilen, **seiten, **kwargs)


class VertretungNeu(RechtMixin, Tatformular):
    """One person stands in for another from day to day."""

    recht = Recht.VERTRETUNG_PFLEGEN
    template_name = "rollen/vertretung_neu.html"
    form_class = NeueVertretung

    def get_form_kwargs(self) -> dict[str, Any]:
        akteur = ich(self.request)
        return {**super().get_form_kwargs(), "personen": personen_der_stellen(akteur), "akteur": akteur}

    def tue(self, form: NeueVertretung) -> HttpResponse:
        vertretungen.einrichten(**form.cleaned_data, akteur=ich(self.request))
        messages.success(self.request, "Die Vertretung ist eingetragen.")
        return redirect("vertretungen")


class VertretungBeenden(RechtMixin, Tatformular):
    """Asks for the last day, then ends the deputyship."""

    recht = Recht.VERTRETUNG_PFLEGEN
    template_name = "rollen/vertretung_beenden.html"
    form_class = Ende

    def vertretung(self) -> Vertretung:
        alle = Vertretung.objects.filter(vertretener__in=personen_der_stellen(ich(self.request)))
        return get_object_or_404(alle.select_related("vertretener", "vertreter"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(vertretung=self.vertretung(), **kwargs)

    def tue(self, form: Ende) -> HttpResponse:
        vertretungen.beenden(self.vertretung().pk, akteur=ich(self.request), bis=form.cleaned_data["bis"])
        messages.success(self.request, "Die Vertretung endet.")
        return redirect("vertretungen")
