"""Facts of an agreement of school, city and Träger, of an internal one, of a Nachtrag and of a Kündigung."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from antraege.dokumente.fakten.aenderung import Aenderung
from antraege.dokumente.fakten.grund import Empfaenger, Zeichnung, Zeitraum
from antraege.dokumente.fakten.kooperation import (
    Datenschutzrolle,
    Finanzierungsweg,
    Kooperationsfakten,
    Kuendigungsfakten,
    Leistung,
    Nachtragsfakten,
    Partei,
    Parteizeichnung,
    Termin,
    Uebernahmeblattfakten,
    Zeichnungsweg,
)
from tests.antraege.dokumente.beispiele.grund import RAHMEN

KOPF = replace(
    RAHMEN,
    aktenzeichen="40/5-KO-2023-00003",
    datum=date(2023, 5, 8),
    dokument_id="DOK-2023-000088",
    empfaenger=Empfaenger(name="An alle Parteien", anschrift=(), ist_stadt=False),
)
STADT = Partei(
    name="Stadt Dortmund, Fachbereich Schule",
    kuerzel="Stadt",
    anschrift=("Königswall 25", "44137 Dortmund"),
    rechtsform="Schulträgerin, Gebietskörperschaft",
    vertreten_durch="Leitung des Fachbereichs Schule",
    ansprechperson="Campus-Management Hörde",
    kontakt="campus@kindercampus.example",
    ist_stadt=True,
)
SCHULPARTEI = Partei(
    name="Stift-Grundschule",
    kuerzel="Schule",
    anschrift=("Beispielstraße 1", "44263 Dortmund"),
    rechtsform="Schule in städtischer Trägerschaft",
    vertreten_durch="Schulleitung",
    ansprechperson="Schulleitung",
    ist_stadt=True,
    ist_schule=True,
)
VEREIN = Partei(
    name="Lernfreude Hörde e. V.",
    kuerzel="Träger",
    anschrift=("Beispielweg 12", "44263 Dortmund"),
    rechtsform="eingetragener Verein",
    register="VR 9999, Amtsgericht Dortmund",
    vertreten_durch="Vorsitz des Vorstands",
    ansprechperson="Projektleitung",
    kontakt="projekt@lernfreude.example",
    ist_stadt=False,
)
KITA = Partei(
    name="FABIDO Kita Clarenberg",
    kuerzel="Kita",
    anschrift=("Beispielplatz 3", "44263 Dortmund"),
    rechtsform="Einrichtung des Eigenbetriebs FABIDO",
    vertreten_durch="Betriebsleitung FABIDO",
    ansprechperson="Leitung der Kita",
    ist_stadt=True,
)
PARTEIEN = (STADT, SCHULPARTEI, VEREIN)
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def zeichnung(partei: Partei, weg: Zeichnungsweg, nachweis: str = "") -> Parteizeichnung:
    """This party has signed."""
    return Parteizeichnung(
        partei=partei.kuerzel,
        name="M. Muster",
        funktion=partei.vertreten_durch,
        ort="Dortmund",
        zeitpunkt=datetime(2023, 5, 10, 8, 15, tzinfo=UTC),
        weg=weg,
        sha256=SHA,
        nachweis=nachweis,
    )


ZEICHNUNGEN = (
    zeichnung(STADT, Zeichnungsweg.PORTAL),
    zeichnung(SCHULPARTEI, Zeichnungsweg.SCAN, "Scan DOK-2023-000091"),
)


def kooperationsfakten(**anders: Any) -> Kooperationsfakten:
    """Three parties; the Träger has not signed yet."""
    eigene = {
        "rahmen": KOPF,
        "parteien": PARTEIEN,
        "zeichnungen": ZEICHNUNGEN,
        "zeichnungsfrist": date(2023, 5, 31),
        "titel": "Forschen im Quartier",
        "themenfeld": "MINT/Digitales",
        "standort": "Hörde-Clarenberg",
        "gegenstand": "Die Parteien richten im Ganztag eine wöchentliche Forscherwerkstatt ein.",
        "ziele": ("Kinder entdecken Naturwissenschaften.", "Familien lernen den Ort kennen."),
        "zielgruppe": "Kinder der Klassen 3 und 4",
        "ort": "Forscherraum der Schule",
        "leistungen": (
            Leistung(partei="Stadt", beschreibung="koordiniert über das Campus-Management"),
            Leistung(partei="Schule", beschreibung="benennt die Gruppen und begleitet den Übergang"),
            Leistung(
                partei="Träger",
                beschreibung="führt die Werkstatt durch",
                umfang="36 Nachmittage zu 2 Stunden",
            ),
        ),
        "termine": (
            Termin(
                wann="dienstags, 14:00 bis 16:00 Uhr",
                was="Werkstatt",
                gruppe="bis 12 Kinder",
                ort="Forscherraum",
            ),
        ),
        "ferien": "In den Schulferien ruht das Angebot.",
        "raeume": "Die Schule stellt den Forscherraum und einen Schrank.",
        "material": "Material beschafft der Träger.",
        "verpflegung": "Am Mittagessen nehmen die Kinder im Ganztag teil.",
        "steuerrunde": "Einmal im Schulhalbjahr trifft sich die Steuerrunde am Standort.",
        "schulische_gremien": "Der Träger nimmt auf Einladung an Sitzungen der Schulkonferenz teil.",
        "qualifikation": "Mindestens eine Kraft je Gruppe ist pädagogisch ausgebildet.",
        "vertretung": "Bei Ausfall stellt der Träger Ersatz oder sagt bis 8:00 Uhr ab.",
        "aufsicht": "Während der Werkstatt führt der Träger die Aufsicht.",
        "fuehrungszeugnis": True,
        "fachkraft_kinderschutz": "Fachstelle Kinderschutz des Jugendamtes",
        "vereinbarung_72a_vom": date(2021, 9, 1),
        "datenschutz": Datenschutzrolle.GETRENNT,
        "daten": "Vorname und Klasse der Kinder, Notfallnummer der Eltern",
        "fotos": True,
        "haftpflicht": True,
        "finanzierung": Finanzierungsweg.ZUWENDUNG,
        "bescheid": "40/5-KC-2023-00017",
        "vorbehalt": True,
        "laufzeit": Zeitraum(von=date(2023, 8, 1), bis=date(2025, 7, 31)),
        "probezeit_bis": date(2023, 12, 31),
        "verlaengerung": "Die Parteien sprechen sechs Monate vor dem Ende über eine Verlängerung.",
        "kuendigungsfrist": 3,
        "indikatoren": ("Zahl der Kinder je Woche", "Ausgefallene Termine", "Rückmeldung der Eltern"),
        "evaluation_am": date(2025, 5, 31),
        "schulkonferenz_am": date(2023, 4, 19),
        "anlagen": ("Leistungsbeschreibung", "Datenschutz", "Kinderschutz"),
    }
    return Kooperationsfakten(**{**eigene, **anders})


def interne_kooperationsfakten(**anders: Any) -> Kooperationsfakten:
    """City, own school and FABIDO among themselves, without money."""
    leistungen = tuple(
        Leistung(partei=partei.kuerzel, beschreibung="wirkt mit") for partei in (STADT, SCHULPARTEI, KITA)
    )
    eigene = {
        "parteien": (STADT, SCHULPARTEI, KITA),
        "zeichnungen": (),
        "leistungen": leistungen,
        "finanzierung": Finanzierungsweg.KEINE,
        "bescheid": "",
        "vorbehalt": False,
        "haftpflicht": False,
    }
    return kooperationsfakten(**{**eigene, **anders})


def nachtragsfakten(**anders: Any) -> Nachtragsfakten:
    """Another day and another room."""
    eigene = {
        "rahmen": replace(KOPF, datum=date(2024, 1, 15)),
        "parteien": PARTEIEN,
        "nr": 1,
        "titel": "Forschen im Quartier",
        "vereinbarung_vom": date(2023, 5, 8),
        "vereinbarung_kennung": "40/5-KO-2023-00003",
        "wirksam_ab": date(2024, 2, 1),
        "anlass": "Der Forscherraum wird umgebaut.",
        "aenderungen": (
            Aenderung(was="Ort", bisher="Forscherraum der Schule", neu="Jugendfreizeitstätte am Clarenberg"),
            Aenderung(was="Zeit", bisher="dienstags, 14:00 Uhr", neu="donnerstags, 14:30 Uhr"),
        ),
    }
    return Nachtragsfakten(**{**eigene, **anders})


def kuendigungsfakten(**anders: Any) -> Kuendigungsfakten:
    """The Träger ends the agreement with the school year."""
    eigene = {
        "rahmen": replace(
            KOPF,
            datum=date(2024, 4, 22),
            zeichnung=Zeichnung(name="V. Vorstand", funktion="Vorsitz des Vereins"),
        ),
        "titel": "Forschen im Quartier",
        "vereinbarung_vom": date(2023, 5, 8),
        "vereinbarung_kennung": "40/5-KO-2023-00003",
        "kuendigende": "Lernfreude Hörde e. V.",
        "empfangende": ("Stadt Dortmund, Fachbereich Schule", "Stift-Grundschule"),
        "ausserordentlich": False,
        "erklaert_am": date(2024, 4, 22),
        "zugegangen_am": date(2024, 4, 24),
        "wirksam_zum": date(2024, 7, 31),
        "frist": "drei Monaten zum Ende des Schuljahres",
        "folgen": (
            "Die Werkstatt endet mit dem Schuljahr.",
            "Personenbezogene Daten werden gelöscht.",
            "Schlüssel und Material werden zurückgegeben.",
        ),
        "bescheid": "40/5-KC-2023-00017",
    }
    return Kuendigungsfakten(**{**eigene, **anders})


def uebernahmeblattfakten(**anders: Any) -> Uebernahmeblattfakten:
    """An agreement concluded before the city began to work with this program; one party has given notice."""
    eigene = {
        "rahmen": replace(
            KOPF,
            datum=date(2024, 5, 2),
            zeichnung=Zeichnung(name="Fachbereich Schule", funktion="durch das Verfahren erstellt"),
        ),
        "titel": "Forschen im Quartier",
        "quelle": "Vertragsliste FB 40",
        "fremdzeichen": "40-KV-2021-07",
        "stand_vom": date(2024, 4, 30),
        "lage": "gekündigt",
        "geschlossen_am": date(2021, 5, 8),
        "laufzeit": Zeitraum(von=date(2021, 8, 1), bis=date(2025, 7, 31)),
        "frist": "drei Monate zum Ende des Schuljahres",
        "parteien": ("Stadt Dortmund, Fachbereich Schule", "Lernfreude Hörde e. V.", "Stift-Grundschule"),
        "gekuendigt_von": "Lernfreude Hörde e. V.",
        "zugegangen_am": date(2024, 4, 24),
        "wirksam_zum": date(2024, 7, 31),
    }
    return Uebernahmeblattfakten(**{**eigene, **anders})
