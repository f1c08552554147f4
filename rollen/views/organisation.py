"""The people of an organisation: list, invite, end a role; what a person answers, and how they leave."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from rollen import einladung, rechte, zustimmung
from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.einladung import zeichnende
from rollen.forms.mitgliedschaften import Ende
from rollen.forms.traeger import Einladung
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat
from rollen.views import zeilen
from rollen.views.basis import Tatformular, ich, seite_von, versuche


def organisationen(person: Benutzer) -> QuerySet[Stelle]:
    """The organisations for which this person may invite; what lies below them has no such page."""
    return rechte.stellen_mit(person, Recht.MITGLIEDER_EINLADEN).filter(art=Stellenart.TRAEGER)


class OrganisationMixin(RechtMixin):
    """An organisation for which the person may invite; any other one does not exist for them."""

    recht = Recht.MITGLIEDER_EINLADEN
    kwargs: dict[str, Any]
    request: HttpRequest

    def betrete(self) -> None:
        """Raises Http404 for a foreign organisation."""
        super().betrete()
        _ = self.stelle

    @cached_property
    def stelle(self) -> Stelle:
        """The organisation of this page."""
        return get_object_or_404(organisationen(ich(self.request)), pk=self.kwargs["pk"])


def grund_gegen_ende(m: Mitgliedschaft, akteur: Benutzer, *, letzte: bool) -> str:
    """Why this person cannot end this role, as a sentence; empty when they can."""
    if m.benutzer_id == akteur.pk:
        return "Ihre eigene Rolle verlassen Sie unter „Mein Konto“."
    return "Die letzte Person, die zeichnen darf." if letzte else ""


class Organisation(OrganisationMixin, TemplateView):
    """Who may do what for the organisation."""

    template_name = "rollen/organisation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stelle, akteur = self.stelle, ich(self.request)
        laufende = zeilen.mitgliedschaften().filter(zeilen.laufend(), gruppe__stelle=stelle)
        seiten = seite_von(self.request, laufende)
        zeichnende = einladung.zeichnende(stelle)
        return super().get_context_data(
            stelle=stelle,
            zeilen=[
                zeilen.zeile(m, grund=grund_gegen_ende(m, akteur, letzte=einladung.ist_letzte(m, zeichnende)))
                for m in seiten["seite"]
            ],
            **seiten,
            **kwargs,
        )


class OrganisationEinladen(OrganisationMixin, Tatformular):
    """A further person by e-mail address."""

    template_name = "rollen/organisation_einladen.html"
    form_class = Einladung

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(stelle=self.stelle, **kwargs)

    def tue(self, form: Einladung) -> HttpResponse:
        stelle, werte = self.stelle, form.cleaned_data
        person = einladung.Person(werte["name"], werte["funktion"], werte["email"])
        einladung.lade_ein(stelle, person=person, rolle=Rolle(werte["rolle"]), akteur=ich(self.request))
        messages.success(self.request, f"{werte['name']} ist eingeladen und bekommt eine E-Mail.")
        return redirect("organisation", stelle.pk)


class OrganisationRolleBeenden(OrganisationMixin, Tatformular):
    """Asks for the last day, then ends the role."""

    template_name = "rollen/mitgliedschaft_beenden.html"
    form_class = Ende

    def mitgliedschaft(self) -> Mitgliedschaft:
        alle = zeilen.mitgliedschaften().filter(gruppe__stelle=self.stelle)
        return get_object_or_404(alle, pk=self.kwargs["mitgliedschaft"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        m = self.mitgliedschaft()
        letzte = einladung.ist_letzte(m, einladung.zeichnende(m.gruppe.stelle))
        grund = grund_gegen_ende(m, ich(self.request), letzte=letzte)
        return super().get_context_data(
            zeile=zeilen.zeile(m),
            bedingungen=[{"text": grund}] if grund else [],
            zurueck=reverse("organisation", args=[self.kwargs["pk"]]),
            **kwargs,
        )

    def tue(self, form: Ende) -> HttpResponse:
        m, akteur = self.mitgliedschaft(), ich(self.request)
        versuche(
            self.request,
            lambda: einladung.beende(m.pk, akteur=akteur, bis=form.cleaned_data["bis"]),
            aktion=Tat.ROLLE_BEENDEN,
            objekt=m,
        )
        messages.success(self.request, f"Die Rolle von {zeilen.zeile(m).name} endet.")
        return redirect("organisation", self.kwargs["pk"])


class EinladungBeantworten(RechtMixin, View):
    """Yes or no to what one Stelle offers; POST only."""

    recht = ANGEMELDET
    annehmen = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        stelle = get_object_or_404(Stelle, pk=pk)
        dienst = zustimmung.nimm_an if self.annehmen else zustimmung.lehne_ab
        versuche(
            request,
            lambda: dienst(stelle, akteur=ich(request)),
            aktion=Tat.EINLADUNG_ANNEHMEN if self.annehmen else Tat.EINLADUNG_ABLEHNEN,
            objekt=stelle,
        )
        wort = "angenommen" if self.annehmen else "abgelehnt"
        messages.success(request, f"Sie haben die Einladung von „{stelle}“ {wort}.")
        return redirect("konto")


class RolleVerlassen(RechtMixin, TemplateView):
    """Asks once, then the own role at an organisation ends."""

    recht = ANGEMELDET
    template_name = "rollen/rolle_verlassen.html"

    def mitgliedschaft(self) -> Mitgliedschaft:
        alle = zustimmung.eigene(ich(self.request)).select_related(
            "benutzer", "beantragt_von", "gruppe__stelle"
        )
        return get_object_or_404(alle, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        m = self.mitgliedschaft()
        grund = zustimmung.hindernis(m, zeichnende(m.gruppe.stelle))
        return super().get_context_data(
            zeile=zeilen.zeile(m), bedingungen=[{"text": grund}] if grund else [], **kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        m = self.mitgliedschaft()
        versuche(
            request,
            lambda: zustimmung.verlasse(pk, akteur=ich(request)),
            aktion=Tat.ROLLE_BEENDEN,
            objekt=m,
        )
        messages.success(request, f"Sie haben „{m.gruppe.stelle}“ in dieser Rolle verlassen.")
        return redirect("konto")
