"""What the demo shows opens under other clocks too: one person per role, and nobody."""

from datetime import date

import pytest

from fixtures.messung.rundgang import rundgang
from fixtures.vorfuehrung.personen import person
from tests.test_rundgang import JE_ANSICHT, eine_je_rolle
from tests.vorfuehrung.uhren import IN_45_TAGEN, IN_EINEM_JAHR, LIEGEN_GEBLIEBEN, um_zehn

UHREN = [
    pytest.param((IN_45_TAGEN, IN_45_TAGEN), id="in-45-tagen"),
    pytest.param((IN_EINEM_JAHR, IN_EINEM_JAHR), id="in-einem-jahr"),
    LIEGEN_GEBLIEBEN,
]


@pytest.mark.uhren
@pytest.mark.parametrize("demo_am", UHREN, indirect=True)
def test_was_gezeigt_wird_oeffnet_sich_auch_dann(demo_am: date) -> None:
    with um_zehn(demo_am):
        leute = [person(kurz) if kurz else None for kurz in (None, *eine_je_rolle())]
        ergebnis = rundgang(leute, je_ansicht=JE_ANSICHT)
    assert [str(fund) for fund in ergebnis.funde] == []
    assert ergebnis.anzahl > 1000
