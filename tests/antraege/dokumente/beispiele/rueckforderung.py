"""Facts of a hearing and of a Rückforderungsbescheid with interest (worked example Z1)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.grund import Bankkonto
from antraege.dokumente.fakten.rueckforderung import (
    Anhoerungsfakten,
    Aufhebungsgrund,
    Massnahme,
    Rueckforderungsfakten,
    Zinsfakten,
    Zinsperiode,
)
from tests.antraege.dokumente.beispiele.grund import FALL, RAHMEN

KAPITAL = Decimal("12500.00")
STADTKONTO = Bankkonto(
    inhaber="Stadt Dortmund",
    iban="DE89370400440532013000",
    bank="Musterbank (Beispiel, keine echte Verbindung)",
)
AUFHEBUNG: dict[str, Any] = FALL | {
    "massnahme": Massnahme.TEILWIDERRUF,
    "grund": Aufhebungsgrund.ZWECK,
    "sachverhalt": "Mit dem Geld wurden Laptops für die Geschäftsstelle gekauft.\n\n"
    "Im Finanzierungsplan waren dafür keine Ausgaben vorgesehen.",
    "ausgezahlt": Decimal("14000.00"),
    "verbleibt": Decimal("1500.00"),
    "erstattung": KAPITAL,
}


def zinsperiode(von: date, bis: date, tage: int, satz: str, zinsen: str) -> Zinsperiode:
    """One half-year of Z1."""
    return Zinsperiode(
        von=von, bis=bis, tage=tage, satz=Decimal(satz), kapital=KAPITAL, zinsen=Decimal(zinsen)
    )


def zinsfakten(**anders: Any) -> Zinsfakten:
    """Z1: three percentage points, exact days, three half-years."""
    perioden = (
        zinsperiode(date(2024, 3, 16), date(2024, 6, 30), 107, "6.62", "241.92"),
        zinsperiode(date(2024, 7, 1), date(2024, 12, 31), 184, "6.37", "400.30"),
        zinsperiode(date(2025, 1, 1), date(2025, 2, 20), 51, "5.27", "92.04"),
    )
    eigene = {
        "perioden": perioden,
        "summe": Decimal("734.26"),
        "bis": date(2025, 2, 20),
        "je_tag": Decimal("1.80"),
        "aufschlag": Decimal("3.00"),
        "methode": "taggenau, Jahr mit 365 oder 366 Tagen",
    }
    return Zinsfakten(**{**eigene, **anders})


def anhoerungsfakten(**anders: Any) -> Anhoerungsfakten:
    """A Teilwiderruf is intended."""
    eigene = {
        "rahmen": replace(RAHMEN, datum=date(2024, 12, 2), dokument_id="DOK-2024-000101"),
        "erwaegungen": "Die Laptops dienen nicht dem Projekt. Insoweit wurde der Zweck verfehlt.",
        "zinsen_ab": date(2024, 3, 16),
        "frist": date(2024, 12, 30),
    }
    return Anhoerungsfakten(**{**AUFHEBUNG, **eigene, **anders})


def rueckforderungsfakten(**anders: Any) -> Rueckforderungsfakten:
    """A Teilwiderruf with interest that runs on."""
    eigene = {
        "rahmen": replace(RAHMEN, datum=date(2025, 2, 20), dokument_id="DOK-2025-000012"),
        "anhoerung_vom": date(2024, 12, 2),
        "aeusserung": "Die Geschäftsstelle habe das Projekt verwaltet.",
        "wuerdigung": "Verwaltungsausgaben sind nach dem Bescheid nicht zuwendungsfähig.",
        "begruendung": "Die Laptops dienten nicht dem Zweck, der im Bescheid bestimmt ist.",
        "ermessen": "Der Verein hat die Stadt vor dem Kauf nicht gefragt. Besondere Umstände liegen nicht vor.",
        "vertrauensschutz": "Auf den Bestand durfte nicht vertraut werden: "
        "Der Zweck und die Folgen einer Verfehlung standen im Bescheid.",
        "kenntnis_am": date(2024, 11, 18),
        "zinsen": zinsfakten(),
        "faellig_am": date(2025, 3, 31),
        "kassenzeichen": "4000-2025-000815",
        "konto": STADTKONTO,
    }
    return Rueckforderungsfakten(**{**AUFHEBUNG, **eigene, **anders})
