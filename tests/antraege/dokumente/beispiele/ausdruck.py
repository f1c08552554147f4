"""Facts of a printout."""

from typing import Any

from antraege.dokumente.fakten.ausdruck import Ausdruckfakten, Druckabschnitt
from tests.antraege.dokumente.beispiele.grund import RAHMEN


def ausdruckfakten(**anders: Any) -> Ausdruckfakten:
    """One section of sentences, one with a table."""
    abschnitte = (
        Druckabschnitt(titel="Befund", saetze=("Die Kette ist unversehrt.",)),
        Druckabschnitt(
            titel="Einträge",
            kopf=("Nr.", "Wer", "Was"),
            zeilen=(("1", "Sachbearbeitung", "Antrag eingereicht"), ("2", "System", "Frist abgelaufen")),
        ),
    )
    werte = {"rahmen": RAHMEN, "titel": "Protokoll", "bezug": ("40-FK-2023-00017",), "abschnitte": abschnitte}
    return Ausdruckfakten(**{**werte, **anders})
