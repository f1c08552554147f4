"""A change of the grant through the door: what it does to plan, money, years, days and letters."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from tests.welt import Welt
from tests.workflows.aenderungen import beantrage, entscheide
from tests.workflows.wege import gehe


@pytest.fixture
def antrag(welt: Welt) -> Antrag:
    """Approved, 10,000 €, until 30.06.2023; the Träger may call money."""
    return gehe(welt, welt.eingereicht(), bis="mittelabruf")


def test_verlaengerung_verschiebt_ende_zeitraum_und_nachweis(welt: Welt, antrag: Antrag) -> None:
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    neu = entscheide(welt, antrag)
    assert (neu.ende, neu.bescheid.zeitraum_bis, neu.nachweis_faellig_am, neu.bewilligt) == (
        date(2023, 9, 30),
        date(2023, 12, 1),
        date(2024, 6, 3),
        Decimal("10000.00"),
    )
