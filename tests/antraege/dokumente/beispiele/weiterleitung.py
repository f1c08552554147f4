"""Facts of the city's proof to the Land."""

from datetime import date
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.weiterleitung import Geberfakt, Unterzeile, Weiterleitungsfakten
from tests.antraege.dokumente.beispiele.grund import RAHMEN

GEBER = Geberfakt(
    geber="Bezirksregierung Beispiel",
    zeichen="48.02-117/25",
    vom=date(2025, 2, 3),
    bestimmungen="ANBest-P NRW",
)


def weiterleitungsfakten(**anders: Any) -> Weiterleitungsfakten:
    """Two sub-grants, one of them open; something goes back."""
    zeilen = (
        Unterzeile(
            empfaenger="Bildungsverein e. V.",
            aktenzeichen="51-AP-2025-00001",
            beantragt=Decimal("9000.00"),
            bewilligt=Decimal("8000.00"),
            ausgezahlt=Decimal("8000.00"),
            anerkannt=Decimal("7500.00"),
            erstattet=Decimal("500.00"),
        ),
        Unterzeile(
            empfaenger="Jugendwerk gGmbH",
            aktenzeichen="51-AP-2025-00002",
            beantragt=Decimal("4000.00"),
            bewilligt=Decimal("4000.00"),
            ausgezahlt=Decimal("2000.00"),
            anerkannt=None,
            erstattet=Decimal("0.00"),
            offen="Der Träger ist insolvent.",
        ),
    )
    werte: dict[str, Any] = {
        "rahmen": RAHMEN,
        "geber": GEBER,
        "zweck": "Teilhabe und Bildung nach der Pandemie",
        "nachweis_bis": date(2026, 6, 30),
        "jahre": ((2025, Decimal("12000.00")),),
        "erhalten": Decimal("12000.00"),
        "zurueckgezahlt": Decimal("0.00"),
        "eigen": Decimal("0.00"),
        "uebrig": ((Decimal("2500.00"), date(2026, 3, 10)),),
        "sachbericht": "Zwei Träger haben 80 Kinder erreicht.",
        "zeilen": zeilen,
    }
    return Weiterleitungsfakten(**werte | anders)
