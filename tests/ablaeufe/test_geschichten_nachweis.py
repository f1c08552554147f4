"""The stories of the proof are played through the door and end where they say."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from fixtures.vorfuehrung import geschichten_nachweis as geschichten
from fixtures.vorfuehrung.demofaelle_geld import BP
from fixtures.vorfuehrung.demofall import AP, Demofall, spiele
from fixtures.vorfuehrung.vorbereitung import bereite_vor
from rollen import protokoll

pytestmark = pytest.mark.django_db
NULL = Decimal("0.00")


@pytest.mark.parametrize(
    ("geschichte", "programm", "status", "abgerechnet", "rest", "zurueck"),
    [
        (geschichten.nachweis_in_arbeit, AP, "ausgezahlt", None, None, None),
        (geschichten.rueckfrage_offen, AP, "ausgezahlt", None, None, None),
        (geschichten.mit_belegliste, AP, "kontrolliert", "7200.00", "0.00", "800.00"),
        (geschichten.verzichtet, AP, "kontrolliert", "4000.00", "0.00", "0.00"),
        (geschichten.restzahlung, BP, "kontrolliert", "7200.00", "800.00", "0.00"),
    ],
)
def test_geschichte(geschichte, programm, status, abgerechnet, rest, zurueck) -> None:
    bereite_vor()
    fall = Demofall(programm, "ekk", "Nachweis", "8000.00", date(2025, 3, 3), 3, geschichte)
    antrag = Antrag.objects.get(pk=spiele(fall).antrag.pk)
    nachweis = antrag.nachweis
    assert (antrag.status, antrag.abgerechnet) == (status, abgerechnet and Decimal(abgerechnet))
    assert (nachweis.restzahlung, nachweis.rueckforderung) == (
        rest and Decimal(rest),
        zurueck and Decimal(zurueck),
    )
    assert protokoll.pruefe_kette(antrag.kette).heil is True


def test_nach_der_rueckfrage_wird_gekuerzt() -> None:
    bereite_vor()
    fall = Demofall(
        AP, "ekk", "Nachweis", "8000.00", date(2025, 3, 3), 3, geschichten.gekuerzt_nach_rueckfrage
    )
    antrag = spiele(fall).antrag
    beleg = antrag.nachweis.belege.get(gekuerzt__gt=0)
    frage = antrag.nachweis.rueckfragen.get()
    assert (beleg.kuerzungsgrund, frage.beleg, bool(frage.antwort)) == (geschichten.GRUND, beleg, True)
    assert antrag.abgerechnet == Decimal("7300.00")
