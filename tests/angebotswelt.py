"""Offers in any state, the people around them, and what the form of one sends."""

from datetime import date, time
from typing import Any

from django.utils import timezone

from antraege.angebote import dienst
from antraege.angebote.models import Angebot, Standort, Termin, Themenfeld
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.tabelle import Rolle
from tests.fabriken import BenutzerFactory, StelleFactory, TraegerFactory, person_mit

EINGABEN: dict[str, Any] = {
    "titel": "Forscherwerkstatt",
    "beschreibung": "Kinder bauen, messen und staunen.",
    "zielgruppe": "Kinder der Klassen 3 und 4",
    "alter_von": "8",
    "alter_bis": "10",
    "umfang": "zwei Stunden in der Woche",
    "gruppe_bis": "12",
    "ort": "einrichtung",
    "kontakt": "Projektleitung Ganztag",
    "gueltig_von": "2022-08-01",
}


class Angebotswelt:
    """Two topics with their coordinating units, the Servicestelle, a site, an organisation and its people."""

    def __init__(self) -> None:
        self.amt = StelleFactory(kuerzel="fb-schule", name="Fachbereich Schule", staedtisch=True)
        self.bildungsbuero = StelleFactory(name="Bildungsbüro", eltern=self.amt, staedtisch=True)
        self.jugendamt = StelleFactory(name="Jugendamt", staedtisch=True)
        self.servicestelle = StelleFactory(
            name="Servicestelle", art=Stellenart.SERVICESTELLE, staedtisch=True
        )
        self.mint = Themenfeld.objects.create(kuerzel="mint-digitales", name="MINT/Digitales", reihenfolge=1)
        self.mint.koordination.add(self.bildungsbuero)
        self.demokratie = Themenfeld.objects.create(
            kuerzel="demokratie", name="Demokratieförderung", reihenfolge=2
        )
        self.demokratie.koordination.add(self.jugendamt)
        ort = StelleFactory(name="Kindercampus Hörde", art=Stellenart.STANDORT)
        self.hoerde = Standort.objects.create(stelle=ort, quartier="Hörde")
        ort = StelleFactory(name="Kindercampus Westerfilde", art=Stellenart.STANDORT)
        self.westerfilde = Standort.objects.create(stelle=ort, quartier="Westerfilde")
        self.organisation = TraegerFactory(stelle__name="Lesewelt e. V.", stelle__eltern=None)
        self.traeger: Stelle = self.organisation.stelle
        self.antrag = person_mit(Rolle.TRAEGER_ANTRAG, self.traeger, name="Projektleitung Lesewelt")
        self.zeichnung = person_mit(Rolle.TRAEGER_ZEICHNUNG, self.traeger, name="Vorstand Lesewelt")
        self.service = person_mit(Rolle.SERVICESTELLE, self.servicestelle, name="Servicestelle")
        self.buero = person_mit(Rolle.LEITUNG, self.bildungsbuero, name="Leitung Bildungsbüro")
        self.jugend = person_mit(Rolle.SACHBEARBEITUNG, self.jugendamt, name="Sachbearbeitung Jugendamt")

    def eingaben(self, **anders: Any) -> dict[str, Any]:
        """What the browser sends for a good offer of the organisation."""
        return {**EINGABEN, "anbieter": self.traeger.pk, "themenfeld": self.mint.pk, **anders}

    def entwurf(
        self, *, anbieter: Stelle | None = None, akteur: Benutzer | None = None, **anders: Any
    ) -> Angebot:
        """A draft of the organisation's project lead, through the service."""
        standorte = anders.pop("standorte", ())
        werte = inhalt(themenfeld=self.mint, **anders)
        return dienst.lege_an(
            anbieter or self.traeger, werte, standorte=standorte, akteur=akteur or self.antrag
        )

    def vorgelegt(self, **anders: Any) -> Angebot:
        """Handed in by its author."""
        angebot = self.entwurf(**anders)
        return dienst.lege_vor(angebot.pk, stand=None, akteur=angebot.erstellt_von)

    def veroeffentlicht(self, **anders: Any) -> Angebot:
        """Published by the Servicestelle."""
        return dienst.veroeffentliche(self.vorgelegt(**anders).pk, stand=None, akteur=self.service)


def inhalt(**anders: Any) -> dict[str, Any]:
    """The words of an offer as the service takes them."""
    werte: dict[str, Any] = {
        **EINGABEN,
        "alter_von": 8,
        "alter_bis": 10,
        "gruppe_bis": 12,
        "kosten": None,
        "kosten_worte": "",
        "qualitaet": "",
        "vereinbarung_ab": None,
        "ganztag": False,
        "gueltig_von": date(2022, 8, 1),
        "gueltig_bis": None,
    }
    return {**werte, **anders}


def zeile(themenfeld: Themenfeld, anbieter: Stelle, *, standorte: Any = (), **anders: Any) -> Angebot:
    """A published offer as a row, for what reads many of them."""
    werte = inhalt(themenfeld=themenfeld, **anders)
    angebot = Angebot(
        anbieter=anbieter,
        status="veroeffentlicht",
        erstellt_von=BenutzerFactory(),
        vorgelegt_von=BenutzerFactory(),
        veroeffentlicht_von=BenutzerFactory(),
        veroeffentlicht_am=timezone.now(),
        **werte,
    )
    angebot.verschlagworte()
    angebot.save()
    angebot.standorte.set(standorte)
    return angebot


def bild() -> list[dict[str, Any]]:
    """Every offer as it is stored."""
    return list(Angebot.objects.order_by("pk").values())


def termin(angebot: Angebot, **anders: Any) -> Termin:
    """A date of an offer as a row: two groups on 1 February 2023."""
    werte: dict[str, Any] = {
        "am": date(2023, 2, 1),
        "von": time(9),
        "bis": time(11),
        "ort": "in der Schule",
        "plaetze": 2,
        **anders,
    }
    werte.setdefault("buchbar_bis", werte["am"])
    stamm = angebot.stamm_id_oder_selbst
    return Termin.objects.create(stamm_id=stamm, eingetragen_von=angebot.erstellt_von, **werte)
