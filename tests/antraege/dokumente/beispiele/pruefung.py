"""Facts of the check of an application: a part is cut."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.antrag import (
    Antragspruefungsfakten,
    Haushaltsstand,
    Mitzeichnungsvermerk,
    Planpruefung,
)
from antraege.dokumente.fakten.grund import Pruefantwort, Rechtsregime, Zeichen
from antraege.kern.nachweis import Finanzierungsart
from tests.antraege.dokumente.beispiele.grund import AKTE

SB = Zeichen(
    name="S. Beispiel", funktion="Sachbearbeitung Förderung", zeitpunkt=datetime(2023, 2, 6, 8, 0, tzinfo=UTC)
)
MITZEICHNUNG = Mitzeichnungsvermerk(
    stelle="Fachbereich 51, Jugendamt",
    votum="einverstanden",
    zeichen=Zeichen(
        name="J. Ersatz", funktion="Fachplanung", zeitpunkt=datetime(2023, 2, 3, 12, 0, tzinfo=UTC)
    ),
    bemerkung="Kein eigenes Angebot am Standort.",
)

CHECKLISTE = tuple(
    (
        abschnitt,
        tuple(
            Pruefantwort(frage=frage, antwort=antwort, grundlage=grundlage, bemerkung=bemerkung)
            for frage, antwort, grundlage, bemerkung in fragen
        ),
    )
    for abschnitt, fragen in (
        ("Zuständigkeit", (("Ist 40/5 zuständig?", "ja", "Richtlinie, Nr. 6", ""),)),
        (
            "Antragsberechtigung",
            (
                ("Ist der Träger antragsberechtigt?", "ja", "Satzung", ""),
                ("Ist die Führung ordnungsgemäß?", "ja", "Freistellungsbescheid", "gültig bis 2025"),
            ),
        ),
        ("Vorzeitiger Maßnahmebeginn", (("Hat das Projekt begonnen?", "nein", "", ""),)),
        ("Notwendigkeit und Angemessenheit", (("Sind die Kosten angemessen?", "teilweise", "", ""),)),
        ("Vergabe oder Zuwendung", (("Kauft die Stadt eine Leistung?", "nein", "", ""),)),
        ("Kinderschutz", (("Liegt ein Schutzkonzept vor?", "ja", "", ""),)),
    )
)


def planpruefung(
    seite: str, art: str, was: str, beantragt: str, anerkannt: str, grund: str = ""
) -> Planpruefung:
    """One line asked and accepted."""
    return Planpruefung(
        seite=seite,
        art_bezeichnung=art,
        bezeichnung=was,
        beantragt=Decimal(beantragt),
        anerkannt=Decimal(anerkannt),
        grund=grund,
    )


def antragspruefungsfakten(**anders: Any) -> Antragspruefungsfakten:
    """12.500 euro of costs asked, 12.000 accepted."""
    eigene = {
        "rahmen": AKTE,
        "rechtsregime": Rechtsregime.VWVFG,
        "antragsteller": "Lernfreude Hörde e. V.",
        "projekt": "Forschen im Quartier",
        "programm": "Kindercampus-Projektmittel",
        "richtlinie": "Kindercampus-Projektmittel, Version 1",
        "antrag_vom": date(2023, 1, 16),
        "sachverhalt": "Der Verein plant eine Forscherwerkstatt am Standort Hörde-Clarenberg.",
        "pruefung": CHECKLISTE,
        "plan": (
            planpruefung("ausgabe", "Honorare", "Kursleitungen", "7500.00", "7500.00"),
            planpruefung(
                "ausgabe",
                "Sachkosten",
                "Material",
                "5000.00",
                "4500.00",
                "Catering wird nicht gefördert.",
            ),
            planpruefung("deckung", "Eigenmittel", "Eigenanteil", "2500.00", "2500.00"),
            planpruefung(
                "deckung", "Zuwendung", "Stadt Dortmund", "10000.00", "9500.00", "Folge der Kürzung"
            ),
        ),
        "beantragt": Decimal("10000.00"),
        "vorschlag": Decimal("9500.00"),
        "finanzierungsart": Finanzierungsart.FESTBETRAG,
        "eigenmittel": Decimal("2500.00"),
        "eigenanteil_mindestens": Decimal("10.00"),
        "doppelfoerderung": "Eine Abfrage ergab keine andere Förderung für denselben Zweck.",
        "beihilfe": "Die Tätigkeit ist nicht wirtschaftlich. Eine Beihilfe liegt nicht vor.",
        "haushalt": (
            Haushaltsstand(
                jahr=2023,
                auftrag="400303020400",
                sachkonto="529100",
                bezeichnung="Projekte",
                verfuegbar=Decimal("10000.00"),
                benoetigt=Decimal("9500.00"),
            ),
        ),
        "ermessen": "Das Projekt erreicht Kinder in einem Aktionsraum. Es hat deshalb Vorrang.",
        "begruendung": "Die Voraussetzungen der Richtlinie sind erfüllt.",
        "nebenbestimmungen": ("Termine sind mit dem Campus-Management abzustimmen.",),
        "mitzeichnungen": (MITZEICHNUNG,),
        "gezeichnet": SB,
    }
    return Antragspruefungsfakten(**{**eigene, **anders})
