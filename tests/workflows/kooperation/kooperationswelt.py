"""The small city with a school, an organisation, a Kita and a programme for agreements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from antraege.angebote.models import Einrichtung, Standort, Themenfeld
from antraege.antrag.models import Antrag, Antragsart
from antraege.kooperation.models import Vereinbarung
from antraege.programme.models import Foerderprogramm, Frage, Frageart, Pruefart, Pruefpunkt, Richtlinie
from rollen import uhr
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Rolle
from rollen.vorfuehrung import frischer_code
from tests.fabriken import ProgrammFactory, RichtlinieFactory, StelleFactory, person_mit
from tests.gedaechtnis import gemerkt
from tests.welt import Welt
from workflows.antrag import tuer as antragstuer
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer import aufgaben

KLAERUNG = {
    "punkt_eins": "ja",
    "ergebnis": "abstimmen",
    "zielgruppe": "Kinder der Klassen 3 und 4",
    "laufzeit_von": "2023-02-01",
    "laufzeit_bis": "2024-07-31",
}
STIMME = {
    "leistungen": "Räume am Dienstag\nMaterial",
    "vertreten_durch": "Leitung",
    "ansprechperson": "Sekretariat",
    "votum": "einverstanden",
}
ENTWURF = {
    "titel": "Forschen im Quartier",
    "gegenstand": "Eine wöchentliche Forscherwerkstatt.",
    "ziele": "Kinder entdecken Natur.",
    "zielgruppe": "Kinder der Klassen 3 und 4",
    "ort": "Forscherraum",
    "termine": "dienstags 14 Uhr | Werkstatt | 12 Kinder | Forscherraum",
    "steuerrunde": "Einmal im Halbjahr.",
    "qualifikation": "Eine ausgebildete Kraft.",
    "vertretung": "Absage bis 8 Uhr.",
    "aufsicht": "Der Träger.",
    "fuehrungszeugnis": "on",
    "fachkraft_kinderschutz": "Fachstelle Kinderschutz",
    "datenschutz": "getrennt",
    "daten": "Vorname und Klasse",
    "haftpflicht": "on",
    "finanzierung": "keine",
    "laufzeit_von": "2023-02-01",
    "laufzeit_bis": "2024-07-31",
    "kuendigungsfrist": "3",
    "indikatoren": "Zahl der Kinder",
    "evaluation_am": "2024-06-30",
    "schulkonferenz_am": "2023-01-10",
    "weiter": "vorlegen",
}
FREIGABE = {"punkt_eins": "ja", "ergebnis": "freigeben", "zeichnungsfrist": "2023-02-15"}
PARTEIPERSON = {"fb-40": "leitung", "grundschule": "schule", "kita-clarenberg": "kita"}


@dataclass
class _Hinzu:
    """What an agreement needs beside the small city."""

    stellen: dict[str, Stelle]
    personen: dict[str, Benutzer]
    themenfeld: Themenfeld
    programm: Foerderprogramm
    richtlinie: Richtlinie


def _gruende(welt: Welt) -> _Hinzu:
    fb40 = welt.stellen["fb40"]
    servicestelle = StelleFactory(
        kuerzel="servicestelle",
        name="Servicestelle",
        art=Stellenart.SERVICESTELLE,
        eltern=fb40,
        staedtisch=True,
        aktenzeichen="40/SB",
    )
    Stelle.objects.filter(pk=fb40.pk).update(staedtisch=True)
    schule = StelleFactory(kuerzel="grundschule", name="Grundschule", art=Stellenart.SCHULE, staedtisch=True)
    personen = {
        "servicestelle": person_mit(Rolle.SERVICESTELLE, servicestelle, name="Servicestelle"),
        "schule": person_mit(Rolle.EINRICHTUNG, schule, name="Schulleitung"),
        "leitung2": person_mit(Rolle.LEITUNG, fb40, Ebene.FACHBEREICHSLEITUNG, name="Zweite Leitung FB 40"),
    }
    ort = StelleFactory(kuerzel="campus", name="Kindercampus", art=Stellenart.STANDORT, eltern=servicestelle)
    standort = Standort.objects.create(stelle=ort, quartier="Hörde")
    Einrichtung.objects.create(stelle=schule, standort=standort, ogs_traeger=welt.traeger)
    themenfeld = Themenfeld.objects.create(kuerzel="mint", name="MINT")
    themenfeld.koordination.add(welt.stellen["fb51"])
    programm = ProgrammFactory(
        kuerzel="kooperation", name="Kooperation", stelle=servicestelle, kooperation=True
    )
    stellen = {"servicestelle": servicestelle, "schule": schule, "standort": ort}
    return _Hinzu(stellen, personen, themenfeld, programm, _richtlinie(programm, fb40))


def _richtlinie(programm: Foerderprogramm, fb40: Stelle) -> Richtlinie:
    richtlinie = RichtlinieFactory(
        programm=programm,
        freigegeben=False,
        antragsberechtigt=["traeger", "kita", "schule"],
        auftrag="",
        sachkonto="",
        haushaltsbezeichnung="",
    )
    Frage.objects.create(
        richtlinie=richtlinie,
        nr=1,
        abschnitt="Anfrage",
        schluessel="themenfeld",
        text="Thema",
        art=Frageart.AUSWAHL,
        auswahl=[["mint", "MINT"]],
    )
    for art in (Pruefart.FORMAL, Pruefart.FACHLICH):
        Pruefpunkt.objects.create(
            richtlinie=richtlinie, art=art, nr=1, schluessel="eins", text="§ 72a SGB VIII ist geregelt."
        )
    richtlinie.freigegeben_von = person_mit(Rolle.LEITUNG, fb40, name="Freigabe Koop")
    richtlinie.freigegeben_am = uhr.jetzt()
    richtlinie.save()
    return richtlinie


class Kooperationswelt:
    """Plays an agreement through the door. Parties: city, school, organisation."""

    def __init__(self, welt: Welt) -> None:
        self.welt = welt
        hinzu = gemerkt(_gruende, welt)
        welt.stellen |= hinzu.stellen
        welt.personen |= hinzu.personen
        self.themenfeld, self.programm, self.richtlinie = hinzu.themenfeld, hinzu.programm, hinzu.richtlinie

    def entwurf(self, **felder: Any) -> Antrag:
        """A complete request of the school."""
        werte: dict[str, Any] = {
            "art": Antragsart.KOOPERATION,
            "programm": self.programm,
            "richtlinie": self.richtlinie,
            "stelle": self.programm.stelle,
            "traeger": self.welt.stellen["schule"],
            "standort": self.welt.stellen["standort"],
            "titel": "Forschen im Quartier",
            "antworten": {"themenfeld": "mint", "zielgruppe": "Kinder"},
            "beginn": date(2023, 2, 1),
            "ende": date(2024, 7, 31),
            "haushaltsjahr": 2023,
            "angelegt_von": self.welt.personen["schule"],
        }
        return Antrag.objects.create(**{**werte, **felder})

    def eingereicht(self, **felder: Any) -> Antrag:
        """Handed in, and the coordinating unit has voted."""
        antrag = gemerkt(
            antragstuer.einreichen, self.entwurf(**felder).pk, akteur=self.welt.personen["schule"]
        )
        return self.tu(antrag, "mitzeichnung", "fb51", votum="einverstanden")

    def geklaert(self, *, parteien: tuple[str, ...] = ("fb40", "schule", "traeger"), **anders: Any) -> Antrag:
        """The parties are named and asked."""
        namen = {"traeger": self.welt.traeger, **self.welt.stellen}
        zeilen = {f"partei_{nr}": namen[wer].name for nr, wer in enumerate(parteien, start=1)}
        eingaben = {**KLAERUNG, "themenfeld": self.themenfeld.pk, **zeilen, **anders}
        return self.tu(self.eingereicht(), "bedarfsklaerung", "servicestelle", **eingaben)

    def stimme_alle_ab(self, antrag: Antrag, **anders: Any) -> Antrag:
        """Every asked party answers."""
        for aufgabe in self.offene(antrag, "parteiabstimmung", "stadtabstimmung"):
            wer = self.person_fuer(aufgabe, stadt="sb2")
            antrag = self.erledige(aufgabe, wer, **{**STIMME, **anders})
        return antrag

    def vorgelegt(self, *, entwurf: dict[str, Any] | None = None, **anders: Any) -> Antrag:
        """All have agreed, the text lies before the Leitung."""
        antrag = self.stimme_alle_ab(self.geklaert(**anders))
        return self.entwirf(antrag, **(entwurf or {}))

    def entwirf(self, antrag: Antrag, **anders: Any) -> Antrag:
        """The Servicestelle makes the text."""
        vereinbarung = Vereinbarung.objects.get(antrag=antrag)
        leistungen = {f"leistungen_{p.nr}": "Wirkt mit" for p in vereinbarung.parteien.all()}
        return self.tu(antrag, "vereinbarungsentwurf", "servicestelle", **{**ENTWURF, **leistungen, **anders})

    def in_zeichnung(self, *, freigabe: dict[str, Any] | None = None, **anders: Any) -> Antrag:
        """Released; the parties are asked to sign."""
        antrag = self.vorgelegt(**anders)
        return self.tu(antrag, "vereinbarungsfreigabe", "leitung", **{**FREIGABE, **(freigabe or {})})

    def zeichne_alle(self, antrag: Antrag) -> Antrag:
        """Every party signs in the portal, in the order in which it is asked."""
        while offene := self.offene(antrag, "parteizeichnung", "stadtzeichnung"):
            antrag = self.zeichne(offene[0])
        return antrag

    def zeichne(self, aufgabe: Aufgabe, wer: str = "", **anders: Any) -> Antrag:
        """One party signs in the portal."""
        wer = wer or self.person_fuer(aufgabe)
        return self.erledige(aufgabe, wer, **{**self.unterschrift(aufgabe, wer), **anders})

    def unterschrift(self, aufgabe: Aufgabe, wer: str = "") -> dict[str, Any]:
        """What the form of a signature sends, with a fresh code."""
        fassung = Vereinbarung.objects.get(antrag=aufgabe.antrag_id).fassung
        assert fassung is not None
        return {
            "pruefsumme": fassung.sha256,
            "weg": "portal",
            "gelesen": "on",
            "ort": "Dortmund",
            "code": self.code(wer or self.person_fuer(aufgabe)),
        }

    def code(self, wer: str) -> str:
        """A code that counts once."""
        return gemerkt(frischer_code, self.welt.personen[wer])

    def aktiv(self, **anders: Any) -> Antrag:
        """Signed by all; it counts from 1 February 2023 on."""
        return self.zeichne_alle(self.in_zeichnung(**anders))

    def person_fuer(self, aufgabe: Aufgabe, *, stadt: str = "leitung") -> str:
        """Who acts for the party of a task."""
        assert aufgabe.stelle is not None
        if aufgabe.stelle == self.welt.traeger:
            return "zeichnung"
        return stadt if aufgabe.stelle.kuerzel == "fb-40" else PARTEIPERSON[aufgabe.stelle.kuerzel]

    def offene(self, antrag: Antrag, *schritte: str) -> list[Aufgabe]:
        """The open tasks of these steps in the order of the parties' Stellen."""
        zeilen = Aufgabe.objects.filter(OFFEN, antrag=antrag, schritt__in=schritte)
        return list(zeilen.select_related("stelle").order_by("id"))

    def tu(self, antrag: Antrag, schritt: str, wer: str, **eingaben: Any) -> Antrag:
        """Do the one open task of a step."""
        (aufgabe,) = self.offene(antrag, schritt)
        return self.erledige(aufgabe, wer, **eingaben)

    def erledige(self, aufgabe: Aufgabe, wer: str, **eingaben: Any) -> Antrag:
        """Do a task as this person."""
        return gemerkt(aufgaben.erledigen, aufgabe.pk, akteur=self.welt.neu(wer), eingaben=eingaben)
