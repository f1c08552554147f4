from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine

from rollen import rechte, uhr
from rollen.models import Eintrag
from rollen.protokoll import schreibe
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat
from tests.fabriken import BenutzerFactory, StelleFactory, VertretungFactory, person_mit

FAELLE = ("antrag/1", "antrag/2", "antrag/3")


@pytest.fixture
def drei_ketten(db) -> list[Eintrag]:
    """Three chains of four full entries each, written on 10 May 2023, one chain after the other."""
    stelle = StelleFactory()
    chefin, vertreter = person_mit(Rolle.LEITUNG, stelle), BenutzerFactory()
    VertretungFactory(vertretener=chefin, vertreter=vertreter)
    with uhr.gestellt(datetime(2023, 5, 10, 9, 30, 0, 123456, tzinfo=UTC)):
        return [
            schreibe(
                kette=kette,
                aktion=Tat.ENTSCHEIDUNG,
                objekt=f"{kette}/aufgabe/{nr}",
                akteur=vertreter,
                berechtigung=rechte.verlange(vertreter, Recht.BEWILLIGEN, stelle),
                von="geprueft",
                nach="bewilligt",
                vorher={"bewilligt": Decimal("0.00")},
                nachher={"bewilligt": Decimal("10000.00"), "titel": "Projekte „Hörde“", "nr": nr},
                personen={"ansprechperson": "Erika Beispiel"},
                dokument_hash="d" * 64,
            )
            for kette in FAELLE
            for nr in range(4)
        ]


@pytest.fixture
def reise() -> Iterator[time_machine.Traveller]:
    """The clock of third-party code too stands still until the test moves it."""
    with time_machine.travel(datetime(2026, 10, 1, 8, tzinfo=UTC), tick=False) as uhrwerk:
        yield uhrwerk
