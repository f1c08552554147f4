"""The one case the sample documents are about, and the shipped texts."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from antraege.dokumente.bloecke import Ausrichtung
from antraege.dokumente.fakten.grund import (
    Absender,
    Empfaenger,
    Jahresbetrag,
    PlanZeile,
    Rahmen,
    Rechtsregime,
    Zeichnung,
    Zeitraum,
)

WURZEL = Path(__file__).resolve().parents[4]
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
    pruefadresse="https://kindercampus.example/echtheit/",
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
FALL: dict[str, Any] = {
    "rechtsregime": Rechtsregime.VWVFG,
    "projekt": "Forschen im Quartier",
    "programm": "Kindercampus-Projektmittel",
    "bescheid_vom": date(2023, 2, 6),
    "bewilligt": Decimal("14000.00"),
}
AKTE = replace(RAHMEN, empfaenger=Empfaenger(name="Zur Akte", anschrift=("Im Hause",), ist_stadt=True))
