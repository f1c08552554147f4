"""How dates, times, amounts and rates are written in a German letter."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from antraege.kern.geld import runden, zeige_zahl

WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
ZAHLWOERTER = (
    "einem",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
)
ORTSZEIT = ZoneInfo("Europe/Berlin")


def tag(wert: date) -> str:
    """`09.02.2026`."""
    return f"{wert:%d.%m.%Y}"


def tag_mit_wochentag(wert: date) -> str:
    """`Montag, 09.02.2026`."""
    return f"{WOCHENTAGE[wert.weekday()]}, {tag(wert)}"


def zeitpunkt(wert: datetime) -> str:
    """`09.02.2026, 14:05 Uhr` in Dortmund; raises ValueError for a moment without time zone."""
    if wert.tzinfo is None:
        raise ValueError("Ein Zeitpunkt braucht eine Zeitzone.")
    return f"{wert.astimezone(ORTSZEIT):%d.%m.%Y, %H:%M} Uhr"


def prozent(satz: Decimal) -> str:
    """`70,00 Prozent`, rounded half up; the rate is in percent."""
    return f"{zeige_zahl(runden(satz))} Prozent"


def monaten(anzahl: int) -> str:
    """A span after "innerhalb von": `einem Monat`, `zwei Monaten`, `13 Monaten`."""
    wort = ZAHLWOERTER[anzahl - 1] if 1 <= anzahl <= len(ZAHLWOERTER) else str(anzahl)
    return f"{wort} {'Monat' if anzahl == 1 else 'Monaten'}"


def iban(wert: str) -> str:
    """`DE89 3704 0044 0532 0130 00`: groups of four, as people compare them (DIN 5008)."""
    zeichen = "".join(wert.split()).upper()
    return " ".join(zeichen[nr : nr + 4] for nr in range(0, len(zeichen), 4))


def spanne(von: date, bis: date) -> str:
    """`01.03.2023 bis 31.12.2023`."""
    return f"{tag(von)} bis {tag(bis)}"


def zeige_anzahl(anzahl: int) -> str:
    """`1.080`."""
    return f"{anzahl:,}".replace(",", ".")


def volle_euro(betrag: Decimal) -> str:
    """`81.100 €` with a no-break space; raises ValueError when there are cents."""
    if betrag != betrag.to_integral_value():
        raise ValueError("Der Betrag hat Cent.")
    return f"{zeige_anzahl(int(betrag))}\N{NO-BREAK SPACE}€"
