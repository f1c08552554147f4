"""Facts of the letters up to the decision."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.antrag import (
    Beratungsfakten,
    Eingangsfakten,
    Nachforderungsfakten,
    Nachforderungspunkt,
)
from antraege.dokumente.fakten.bewilligung import Ablehnungsfakten, Bescheidfakten, Zuweisungsfakten
from antraege.dokumente.fakten.grund import Buchungsweg, Kontierung, Nachweisart, Rechtsregime
from antraege.kern.nachweis import Finanzierungsart
from tests.antraege.dokumente.beispiele.grund import BETRAG, BEWILLIGUNG, ENTSCHEIDUNG, INTERN, RAHMEN


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


def beratungsfakten(**anders: Any) -> Beratungsfakten:
    """An application on paper with one scan, before there is a request."""
    return Beratungsfakten(
        **{
            "rahmen": RAHMEN,
            "code": "K7M2P-9QX4T",
            "thema": "Lesepaten am Nachmittag",
            "weg": "Antrag auf Papier",
            "eingang_am": date(2023, 1, 16),
            "auf_papier": True,
            "unterlagen": ("antrag.pdf",),
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
        "buchungswege": (Buchungsweg.UMSCHICHTUNG,),
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
