"""Facts about the open claim of the Rückforderungsbescheid, and about the end of a case."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.forderung import (
    Erlassfakten,
    Mahnungsfakten,
    Niederschlagungsfakten,
    Schlussfakten,
    Stundungsfakten,
    Stundungsrate,
)
from tests.antraege.dokumente.beispiele.grund import AKTE, FALL, RAHMEN
from tests.antraege.dokumente.beispiele.rueckforderung import STADTKONTO

SPAETER = replace(RAHMEN, datum=date(2025, 4, 14), dokument_id="DOK-2025-000044")
FORDERUNG: dict[str, Any] = FALL | {
    "rahmen": SPAETER,
    "festgesetzt_am": date(2025, 2, 20),
    "kassenzeichen": "4000-2025-000815",
    "faellig_am": date(2025, 3, 31),
    "hauptforderung": Decimal("12500.00"),
    "nebenforderung": Decimal("734.26"),
}


def stundungsfakten(**anders: Any) -> Stundungsfakten:
    """Three instalments at two per cent."""
    raten = tuple(
        Stundungsrate(nr=nr, betrag=Decimal(betrag), faellig_am=date(2025, monat, 1))
        for nr, betrag, monat in ((1, "4500.00", 5), (2, "4500.00", 6), (3, "4267.33", 7))
    )
    eigene = {
        "antrag_vom": date(2025, 3, 24),
        "gestundet_bis": date(2025, 7, 1),
        "raten": raten,
        "zinssatz": Decimal("2.00"),
        "zinsgrundlage": "§ 27 Abs. 1 Satz 2 KomHVO NRW und Dienstanweisung der Stadt",
        "zinsen": Decimal("33.07"),
        "gruende": "Der Verein erhält die Beiträge seiner Mitglieder erst im Juni.",
        "konto": STADTKONTO,
    }
    return Stundungsfakten(**{**FORDERUNG, **eigene, **anders})


def niederschlagungsfakten(**anders: Any) -> Niederschlagungsfakten:
    """Nothing can be got before 2027."""
    eigene = {
        "rahmen": replace(AKTE, datum=date(2025, 9, 1)),
        "befristet_bis": date(2027, 9, 1),
        "gruende": "Die Vollstreckung blieb ohne Erfolg. Der Verein ist in Liquidation.",
        "bisherige_schritte": ("Mahnung vom 14.04.2025", "Pfändung vom 02.07.2025 ohne Erfolg"),
    }
    return Niederschlagungsfakten(**{**FORDERUNG, **eigene, **anders})


def erlassfakten(**anders: Any) -> Erlassfakten:
    """The interest is waived."""
    eigene = {
        "antrag_vom": date(2025, 3, 24),
        "erlassen": Decimal("734.26"),
        "gruende": "Der Verein müsste sonst ein laufendes Angebot für Kinder beenden.",
    }
    return Erlassfakten(**{**FORDERUNG, **eigene, **anders})


def mahnungsfakten(**anders: Any) -> Mahnungsfakten:
    """Two weeks overdue."""
    eigene = {
        "stufe": 1,
        "zinsen_bis": date(2025, 2, 20),
        "mahngebuehr": Decimal("20.00"),
        "frist": date(2025, 4, 30),
        "konto": STADTKONTO,
    }
    return Mahnungsfakten(**{**FORDERUNG, **eigene, **anders})


def schlussfakten(**anders: Any) -> Schlussfakten:
    """A part was paid back."""
    eigene = {
        "rahmen": SPAETER,
        "nachweis_vom": date(2024, 3, 28),
        "endgueltig": Decimal("1500.00"),
        "ausgezahlt": Decimal("14000.00"),
        "erstattet": Decimal("12500.00"),
        "zinsen_gezahlt": Decimal("734.26"),
        "aufbewahrung_bis": date(2029, 3, 28),
        "zweckbindung": ("Mikroskop bis 17.04.2028",),
    }
    return Schlussfakten(**{**FALL, **eigene, **anders})
