"""Cases of the small city as an auditor finds them, put there without a procedure."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufstatus, Bescheid, Bescheidart, Mittelabruf
from antraege.kern.status import Status
from tests.fabriken import TraegerFactory
from tests.welt import Welt

_NUMMERN = count(1)


def moment(jahr: int, monat: int, tag: int, stunde: int = 9) -> datetime:
    """An hour of a day in Dortmund."""
    return datetime(jahr, monat, tag, stunde, tzinfo=ZoneInfo("Europe/Berlin"))


def fall(welt: Welt, **felder: Any) -> Antrag:
    """A paid case of an organisation of its own, approved twenty days after it came in."""
    nr = next(_NUMMERN)
    werte: dict[str, Any] = {
        "programm": welt.programm,
        "richtlinie": welt.richtlinie,
        "stelle": welt.programm.stelle,
        "traeger": felder.get("traeger") or TraegerFactory().stelle,
        "titel": f"Vorhaben {nr}",
        "beginn": date(2022, 3, 1),
        "ende": date(2022, 6, 30),
        "haushaltsjahr": 2022,
        "beantragt": Decimal("2000.00"),
        "bewilligt": Decimal("2000.00"),
        "ausgezahlt": Decimal("2000.00"),
        "status": Status.AUSGEZAHLT,
        "aktenzeichen": f"40-RV-2022-{nr:05d}",
        "eingereicht_am": moment(2022, 1, 10),
        "entschieden_am": moment(2022, 1, 30),
        "angelegt_von": welt.personen["antrag"],
    }
    return Antrag.objects.create(**{**werte, **felder})


def bescheid(antrag: Antrag, am: datetime | None = None) -> Bescheid:
    """The decision on it, of the day it was decided."""
    return Bescheid.objects.create(
        antrag=antrag,
        art=Bescheidart.ZUWENDUNG,
        betrag=antrag.bewilligt,
        erlassen_am=am or moment(2022, 1, 30),
    )


def zahlung(antrag: Antrag, **felder: Any) -> Mittelabruf:
    """A booked instalment of 2.000 € of 1 April 2022."""
    werte: dict[str, Any] = {
        "nr": 1,
        "status": Abrufstatus.GEBUCHT,
        "betrag": Decimal("2000.00"),
        "zweck": "Honorare",
        "bezahlt_am": date(2022, 4, 1),
        "gebucht_am": moment(2022, 4, 1),
    }
    return Mittelabruf.objects.create(antrag=antrag, **{**werte, **felder})
