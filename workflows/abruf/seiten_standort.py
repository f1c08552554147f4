"""What a site sees of its own Abrufe: the supply by topic, who comes when and who waits, what is looked for."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.angebote import abrufe
from antraege.angebote.models import LIEGT_BEI, Abruf, Bedarf, Bedarfsstand, Standort, Themenfeld
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from workflows.abruf import bedarfe, luecken, sicht
from workflows.abruf.formulare import ALLE, OFFEN, Standortfilter

MEISTE_BEDARFE = 10


class StandortAbrufe(RechtMixin, TemplateView):
    """`/standorte/<kuerzel>/abrufe/`: for Campus-Management and the Servicestelle; other sites are refused."""

    recht = Recht.STANDORTABRUFE_SEHEN
    template_name = "abruf/standort.html"

    def betrete(self) -> None:
        """Raises Http404 for an unknown site, Verweigert for a foreign one."""
        super().betrete()
        rechte.verlange(self.request.user, Recht.STANDORTABRUFE_SEHEN, self.standort.stelle)

    @cached_property
    def standort(self) -> Standort:
        """Raises Http404 for a site that does not exist."""
        return get_object_or_404(
            Standort.objects.select_related("stelle"), stelle__kuerzel=self.kwargs["kuerzel"]
        )

    @cached_property
    def filter(self) -> Standortfilter:
        """What the address narrows the list by; without a word what is not over yet."""
        themen = list(Themenfeld.objects.values_list("pk", "name"))
        return Standortfilter({"stand": OFFEN, **self.request.GET.dict()}, wahl={"themenfeld": themen})

    def gefiltert(self) -> QuerySet[Abruf]:
        """The Abrufe of the institutions of the site, narrowed."""
        werte = self.filter.gelesen()
        # By id, so that the index of an institution is used, and not a walk over the Abrufe of the whole city.
        einrichtungen = list(self.standort.einrichtungen.values_list("stelle", flat=True))
        zeilen, stand = Abruf.objects.filter(einrichtung__in=einrichtungen), werte.get("stand", OFFEN)
        if stand == OFFEN:
            zeilen = zeilen.filter(status__in=LIEGT_BEI)
        elif stand != ALLE:
            zeilen = zeilen.filter(status=stand)
        return zeilen.filter(themenfeld=werte["themenfeld"]) if "themenfeld" in werte else zeilen

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen, seiten = blaettere(self.request, abrufe.mit_warteplatz(sicht.mit_allem(self.gefiltert())))
        gesucht = Bedarf.objects.filter(
            einrichtung__einrichtung__standort=self.standort, status=Bedarfsstand.OFFEN
        ).select_related(*bedarfe.MIT)
        ort = self.standort.stelle
        return super().get_context_data(
            standort=self.standort,
            zellen=luecken.am_standort(self.standort),
            zeilen=[(abruf, sicht.ARTEN[abruf.status]) for abruf in zeilen],
            seiten=seiten,
            filter=self.filter,
            gesucht=list(gesucht[:MEISTE_BEDARFE]),
            brotkrumen=[
                {"name": "Standorte", "url": reverse("standorte")},
                {"name": ort.name, "url": reverse("standort", args=[ort.kuerzel])},
                {"name": "Abrufe und Bedarfe", "url": ""},
            ],
            **kwargs,
        )
