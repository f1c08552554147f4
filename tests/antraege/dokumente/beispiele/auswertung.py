"""Facts of the yearly report."""

from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.auswertung import Berichtstabelle, Jahresberichtfakten
from tests.antraege.dokumente.beispiele.grund import RAHMEN


def jahresberichtfakten(**anders: Any) -> Jahresberichtfakten:
    """One Auftrag with its sum, and a table without a row."""
    mittel = Berichtstabelle(
        titel="Mittel je Auftrag",
        kopf=("Auftrag", "Ansatz", "ausgezahlt"),
        zeilen=(("400303020400", Decimal("30200.00"), Decimal("4550.00")),),
        summe=("Summe", Decimal("30200.00"), Decimal("4550.00")),
    )
    module = Berichtstabelle(titel="Abgerufene Module", kopf=("Thema", "angefragt"), zeilen=())
    werte = {"rahmen": RAHMEN, "jahr": 2023, "stellen": ("Fachbereich Schule",), "tabellen": (mittel, module)}
    return Jahresberichtfakten(**{**werte, **anders})
