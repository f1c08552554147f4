"""Facts of a change of period, amount and plan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.aenderung import (
    Aenderung,
    Aenderungsablehnungsfakten,
    Aenderungsfakten,
    Planaenderung,
)
from antraege.dokumente.fakten.grund import Jahresbetrag, Zeitraum
from tests.antraege.dokumente.beispiele.grund import FALL, RAHMEN


def planaenderung(seite: str, art: str, was: str, bisher: str, neu: str) -> Planaenderung:
    """One line before and after."""
    return Planaenderung(
        seite=seite, art_bezeichnung=art, bezeichnung=was, bisher=Decimal(bisher), neu=Decimal(neu)
    )


def aenderungsfakten(**anders: Any) -> Aenderungsfakten:
    """Three months longer and 1.000 euro less."""
    eigene = {
        "rahmen": replace(RAHMEN, datum=date(2023, 10, 16), dokument_id="DOK-2023-000231"),
        "nr": 1,
        "antrag_vom": date(2023, 9, 25),
        "bewilligungszeitraum": Zeitraum(von=date(2023, 3, 1), bis=date(2023, 12, 31)),
        "betrag_neu": Decimal("13000.00"),
        "zeitraum_neu": Zeitraum(von=date(2023, 3, 1), bis=date(2024, 3, 31)),
        "plan": (
            planaenderung("ausgabe", "Honorare", "Kursleitungen", "12000.00", "11500.00"),
            planaenderung("ausgabe", "Sachkosten", "Material", "8000.00", "7500.00"),
            planaenderung("deckung", "Eigenmittel", "Eigenanteil", "6000.00", "6000.00"),
            planaenderung("deckung", "Zuwendung", "Stadt Dortmund", "14000.00", "13000.00"),
        ),
        "jahresbetraege_neu": (
            Jahresbetrag(jahr=2023, betrag=Decimal("10000.00")),
            Jahresbetrag(jahr=2024, betrag=Decimal("3000.00")),
        ),
        "nachweis_bis": date(2024, 4, 2),
        "nachweis_bis_neu": date(2024, 7, 1),
        "auflagen_neu": ("Zeigen Sie uns den neuen Zeitplan bis zum 15.11.2023.",),
        "sonstige": (
            Aenderung(was="Ort", bisher="Stift-Grundschule", neu="Jugendfreizeitstätte am Clarenberg"),
        ),
        "gruende": "Eine Kursleitung ist drei Monate ausgefallen. Die Nachmittage werden nachgeholt.",
    }
    return Aenderungsfakten(**{**FALL, **eigene, **anders})


def aenderungsablehnungsfakten(**anders: Any) -> Aenderungsablehnungsfakten:
    """Neither more time nor more money."""
    eigene = {
        "rahmen": replace(RAHMEN, datum=date(2023, 10, 16), dokument_id="DOK-2023-000232"),
        "antrag_vom": date(2023, 9, 25),
        "gewuenscht": ("Zuwendung: 16.000,00 € statt 14.000,00 €",),
        "gruende": "Die Mittel des Programms sind ausgeschöpft.",
        "ermessen": "Vorrang haben Projekte, die noch keine Zuwendung erhalten.",
    }
    return Aenderungsablehnungsfakten(**{**FALL, **eigene, **anders})
