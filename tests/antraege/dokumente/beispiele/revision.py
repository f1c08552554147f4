"""Facts of a Prüfbericht."""

from datetime import date
from typing import Any

from antraege.dokumente.fakten.revision import Beitragsfakt, Pruefberichtfakten
from tests.antraege.dokumente.beispiele.grund import RAHMEN


def pruefberichtfakten(**anders: Any) -> Pruefberichtfakten:
    """A payment without a Bescheid, answered and closed."""
    werte: dict[str, Any] = {
        "rahmen": RAHMEN,
        "titel": "Zahlung ohne Bescheid",
        "stelle": "Fachbereich Schule",
        "bezug": "1. Mittelabruf über 2.000,00 € zu 40-KC-2025-00017 „Leseclub“, Bildungsverein e. V.",
        "regel": "Zahlung ohne Bescheid",
        "grundlage": "§ 31 KomHVO NRW",
        "sachverhalt": "Am 3. Februar 2025 wurde gezahlt. Der Bescheid trägt den 10. Februar 2025.",
        "empfehlung": "Die Anordnung prüft künftig den Tag des Bescheids.",
        "antwort_bis": date(2025, 4, 1),
        "stand": "geschlossen",
        "beitraege": (
            Beitragsfakt(
                art="Antwort der Stelle", von="Leitung", am=date(2025, 3, 20), text="Das trifft zu."
            ),
            Beitragsfakt(
                art="Ergebnis der Rechnungsprüfung",
                von="Rechnungsprüfung",
                am=date(2025, 4, 2),
                text="Ausgeräumt, die Anweisung ist geändert.",
            ),
        ),
    }
    return Pruefberichtfakten(**werte | anders)
