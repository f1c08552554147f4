"""The lists of Abrufe: of an institution, of a provider, and the queue of the units that coordinate the topics."""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.views.generic import TemplateView

from antraege.angebote import abrufe
from antraege.angebote.models import Abruf, Abrufstand, Standort, Themenfeld
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.abruf import sicht
from workflows.abruf.formulare import ALLE, OFFEN, Abruffilter, Koordinationsfilter
from workflows.abruf.luecken import uebersicht

ZUZUORDNEN = (Abrufstand.ANGEFRAGT, Abrufstand.WARTELISTE)


class Abrufliste(RechtMixin, TemplateView):
    """Keyset pages, the newest first, one query for the rows."""

    template_name = "abruf/liste.html"
    titel: ClassVar[str]
    zusatz: ClassVar[str]
    leer: ClassVar[str]

    @cached_property
    def filter(self) -> Abruffilter:
        """What the address narrows the list by."""
        return Abruffilter(self.request.GET)

    def alle(self, benutzer: Benutzer) -> QuerySet[Abruf]:
        """What belongs on this list."""
        raise NotImplementedError

    def gefiltert(self) -> QuerySet[Abruf]:
        """That, narrowed."""
        werte = self.filter.gelesen()
        zeilen = self.alle(ich(self.request))
        return zeilen.filter(status=werte["stand"]) if "stand" in werte else zeilen

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen, seiten = blaettere(self.request, sicht.mit_allem(self.gefiltert()))
        return super().get_context_data(
            zeilen=[(abruf, sicht.ARTEN[abruf.status]) for abruf in zeilen],
            seiten=seiten,
            filter=self.filter,
            gefiltert=bool(self.filter.gelesen()),
            titel=self.titel,
            zusatz=self.zusatz,
            leer=self.leer,
            adresse=self.request.path,
            **kwargs,
        )


class MeineAbrufe(Abrufliste):
    """`/meine-abrufe/`"""

    recht = Recht.ABRUF_STELLEN
    titel = "Meine Abrufe"
    zusatz = "Was Ihre Einrichtung aus dem Katalog abgerufen hat, und bei wem es liegt."
    leer = "Sie haben noch nichts abgerufen. Im Katalog der Angebote suchen Sie aus, was passt."

    def alle(self, benutzer: Benutzer) -> QuerySet[Abruf]:
        return abrufe.eigene(benutzer)


class EingegangeneAbrufe(Abrufliste):
    """`/eingegangene-abrufe/`"""

    recht = Recht.ANGEBOT_PFLEGEN
    titel = "Abrufe zu meinen Angeboten"
    zusatz = "Welche Schulen und Kitas kommen wollen. Was „beim Anbieter“ heißt, wartet auf Ihre Zusage."
    leer = "Noch hat niemand eines Ihrer Angebote abgerufen."

    def alle(self, benutzer: Benutzer) -> QuerySet[Abruf]:
        return abrufe.zu_eigenen_angeboten(benutzer)


class AbrufeZuordnen(Abrufliste):
    """`/abrufe-zuordnen/`: what is to be assigned; with filters everything of the own topics."""

    recht = (Recht.ABRUF_ZUORDNEN, Recht.PROTOKOLL_PRUEFEN)
    titel = "Abrufe zuordnen"
    zusatz = "Abrufe der Themen, die Ihre Stelle koordiniert. Passt das Angebot, geben Sie ihn weiter."
    leer = "Kein Abruf wartet."

    @cached_property
    def filter(self) -> Koordinationsfilter:
        themen = list(Themenfeld.objects.values_list("pk", "name"))
        orte = list(Standort.objects.order_by("stelle__name").values_list("pk", "stelle__name"))
        daten = {"stand": OFFEN, **self.request.GET.dict()}
        return Koordinationsfilter(daten, wahl={"themenfeld": themen, "standort": orte})

    def alle(self, benutzer: Benutzer) -> QuerySet[Abruf]:
        return abrufe.zu_koordinieren(benutzer)

    def gefiltert(self) -> QuerySet[Abruf]:
        werte = self.filter.gelesen()
        zeilen, stand = self.alle(ich(self.request)), werte.get("stand", OFFEN)
        if stand == OFFEN:
            zeilen = zeilen.filter(status__in=ZUZUORDNEN)
        elif stand != ALLE:
            zeilen = zeilen.filter(status=stand)
        if "themenfeld" in werte:
            zeilen = zeilen.filter(themenfeld=werte["themenfeld"])
        if "standort" in werte:
            zeilen = zeilen.filter(einrichtung__einrichtung__standort=werte["standort"])
        return zeilen


class Luecken(RechtMixin, TemplateView):
    """`/luecken/`: what is missing where; each figure leads to its list."""

    recht = Recht.ABRUF_ZUORDNEN
    template_name = "abruf/luecken.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(standorte=uebersicht(ich(self.request)), **kwargs)
