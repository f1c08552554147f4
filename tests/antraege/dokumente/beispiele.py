"""Facts of one request, and how to make every document from them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from antraege.dokumente.bloecke import Ausrichtung, Dokument, Dokumentart
from antraege.dokumente.fakten import (
    Ablehnungsfakten,
    Absender,
    Bescheidfakten,
    Buchungsweg,
    Eingangsfakten,
    Empfaenger,
    Jahresbetrag,
    Kontierung,
    Nachforderungsfakten,
    Nachforderungspunkt,
    Nachweisart,
    PlanZeile,
    Rahmen,
    Rechtsregime,
    Zeichnung,
    Zeitraum,
    Zuweisungsfakten,
)
from antraege.dokumente.inhalt.ablehnungsbescheid import ablehnungsbescheid
from antraege.dokumente.inhalt.eingangsbestaetigung import eingangsbestaetigung
from antraege.dokumente.inhalt.mittelzuweisung import mittelzuweisung
from antraege.dokumente.inhalt.nachforderung import nachforderung
from antraege.dokumente.inhalt.zuwendungsbescheid import zuwendungsbescheid
from antraege.kern.finanzierung import Finanzierungsart

WURZEL = Path(__file__).resolve().parents[3]
FIXTURE = WURZEL / "antraege" / "dokumente" / "fixtures" / "textbausteine.json"
TEXTE: Mapping[str, str] = {
    zeile["fields"]["schluessel"]: zeile["fields"]["text"] for zeile in json.loads(FIXTURE.read_text("utf-8"))
}
ZWEI_LINKS = (Ausrichtung.LINKS, Ausrichtung.LINKS)
BETRAG = Decimal("10000.00")

TRAEGER = Empfaenger(
    name="Lernfreude Hörde e. V.",
    anschrift=("z. Hd. des Vorstands", "Beispielweg 12", "44263 Dortmund"),
    ist_stadt=False,
)
SCHULE = Empfaenger(name="Stift-Grundschule", anschrift=("Im Hause",), ist_stadt=True)
RAHMEN = Rahmen(
    dokument_id="DOK-2023-000017",
    aktenzeichen="40/5-KC-2023-00017",
    datum=date(2023, 2, 6),
    absender=Absender(
        fachbereich="Fachbereich Schule, 40/5 Regionales Bildungsbüro",
        bearbeitung="Sachbearbeitung Förderung",
        kontakt=("Telefon 0231 50-00000", "foerderung@kindercampus.example"),
    ),
    empfaenger=TRAEGER,
    zeichnung=Zeichnung(name="M. Muster", funktion="Bereichsleitung"),
    entwurf=False,
)
INTERN = replace(RAHMEN, empfaenger=SCHULE)
PLAN = (
    PlanZeile(
        seite="ausgabe", art_bezeichnung="Honorare", bezeichnung="Kursleitungen", betrag=Decimal("7500.00")
    ),
    PlanZeile(
        seite="ausgabe", art_bezeichnung="Sachkosten", bezeichnung="Material", betrag=Decimal("5000.00")
    ),
    PlanZeile(
        seite="deckung", art_bezeichnung="Eigenmittel", bezeichnung="Eigenanteil", betrag=Decimal("2500.00")
    ),
    PlanZeile(seite="deckung", art_bezeichnung="Zuwendung", bezeichnung="Stadt Dortmund", betrag=BETRAG),
)
ENTSCHEIDUNG: dict[str, Any] = {
    "rechtsregime": Rechtsregime.VWVFG,
    "projekt": "Forschen im Quartier",
    "programm": "Kindercampus-Projektmittel",
    "richtlinie": "Kindercampus-Projektmittel, Version 1",
    "rechtsgrundlagen": ("Ratsbeschluss vom 12.05.2022, Drucksache 24046-22",),
    "antrag_vom": date(2023, 1, 16),
    "beantragt": BETRAG,
}
BEWILLIGUNG: dict[str, Any] = ENTSCHEIDUNG | {
    "zweck": "Wöchentliche Forscherwerkstatt für Kinder der Klassen 3 und 4 am Standort Hörde-Clarenberg",
    "bewilligt": BETRAG,
    "bewilligungszeitraum": Zeitraum(von=date(2023, 3, 1), bis=date(2023, 12, 31)),
    "durchfuehrungszeitraum": Zeitraum(von=date(2023, 4, 1), bis=date(2023, 11, 30)),
    "plan": PLAN,
    "jahresbetraege": (Jahresbetrag(jahr=2023, betrag=BETRAG),),
    "auflagen": ("Stimmen Sie die Termine mit dem Campus-Management ab.",),
    "nachweis_bis": date(2024, 7, 1),
}


def eingangsfakten(**anders: Any) -> Eingangsfakten:
    """An application with two papers."""
    return Eingangsfakten(
        **{
            "rahmen": RAHMEN,
            "projekt": "Forschen im Quartier",
            "programm": "Kindercampus-Projektmittel",
            "eingegangen": datetime(2023, 1, 16, 13, 5, tzinfo=UTC),
            "beantragt": BETRAG,
            "anlagen": ("Satzung.pdf", "Freistellungsbescheid.pdf"),
            "pruefung_bis": date(2023, 1, 30),
            **anders,
        }
    )


def nachforderungsfakten(**anders: Any) -> Nachforderungsfakten:
    """Two things are missing."""
    punkte = (
        Nachforderungspunkt(bezeichnung="Satzung", warum="Wir prüfen, wer Ihre Organisation vertritt."),
        Nachforderungspunkt(bezeichnung="Zeitplan", warum="Wir prüfen, ob das Projekt im Zeitraum liegt."),
    )
    return Nachforderungsfakten(
        **{
            "rahmen": RAHMEN,
            "rechtsregime": Rechtsregime.VWVFG,
            "projekt": "Forschen im Quartier",
            "antrag_vom": date(2023, 1, 16),
            "punkte": punkte,
            "frist": date(2023, 2, 20),
            **anders,
        }
    )


def bescheidfakten(**anders: Any) -> Bescheidfakten:
    """A full approval as Festbetrag."""
    eigene = {
        "rahmen": RAHMEN,
        "finanzierungsart": Finanzierungsart.FESTBETRAG,
        "foerdersatz": None,
        "zuwendungsfaehig": Decimal("12500.00"),
        "nachweisart": Nachweisart.EINFACH,
        "monate_verwendung": 2,
        "bestandskraft_noetig": True,
    }
    return Bescheidfakten(**{**BEWILLIGUNG, **eigene, **anders})


def zuweisungsfakten(**anders: Any) -> Zuweisungsfakten:
    """Money for a municipal school."""
    eigene = {
        "rahmen": INTERN,
        "buchungsweg": Buchungsweg.UMSCHICHTUNG,
        "kontierungen": (
            Kontierung(
                jahr=2023, auftrag="400303020400", sachkonto="529100", bezeichnung="Projekte", betrag=BETRAG
            ),
        ),
    }
    return Zuweisungsfakten(**{**BEWILLIGUNG, **eigene, **anders})


def ablehnungsfakten(**anders: Any) -> Ablehnungsfakten:
    """A refusal for want of money."""
    eigene = {
        "rahmen": RAHMEN,
        "gruende": ("Die Mittel des Programms für das Jahr 2023 sind ausgeschöpft.",),
        "ermessen": "Vorrang hatten Projekte an den beiden Modellstandorten.",
    }
    return Ablehnungsfakten(**{**ENTSCHEIDUNG, **eigene, **anders})


# How a document of each kind is made, and from which facts: tests go through all kinds by this table.
ERZEUGER: dict[Dokumentart, tuple[Callable[..., Dokument], Callable[..., Any]]] = {
    Dokumentart.EINGANGSBESTAETIGUNG: (eingangsbestaetigung, eingangsfakten),
    Dokumentart.NACHFORDERUNG: (nachforderung, nachforderungsfakten),
    Dokumentart.ZUWENDUNGSBESCHEID: (zuwendungsbescheid, bescheidfakten),
    Dokumentart.ABLEHNUNGSBESCHEID: (ablehnungsbescheid, ablehnungsfakten),
    Dokumentart.MITTELZUWEISUNG: (mittelzuweisung, zuweisungsfakten),
}


def alle_dokumente() -> dict[Dokumentart, Dokument]:
    """One document of every kind."""
    return {art: erzeuger(fakten(), texte=TEXTE) for art, (erzeuger, fakten) in ERZEUGER.items()}
