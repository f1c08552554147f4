"""Two checks reach for the same pots at once, in opposite order: one gets the money, nobody waits for ever."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from antraege.antrag.models import Antrag
from antraege.haushalt import services as haushalt
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from tests.welt import Welt, baue
from tests.workflows.antrag.topfwelt import Toepfe, felder, lege_an, stand, vor_der_pruefung
from tests.workflows.wege import FACHLICH, klaerungen
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
JETZT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def zwei_faelle() -> Iterator[tuple[Welt, Toepfe, list[Antrag]]]:
    """Two cases before their expert check; FB 51 has money for one of them."""
    with uhr.gestellt(JETZT):
        welt = baue()
        toepfe = lege_an(welt)
        yield welt, toepfe, [vor_der_pruefung(welt) for _ in range(2)]


def test_nur_einer_bekommt_das_geld_des_topfes(zwei_faelle: tuple[Welt, Toepfe, list[Antrag]]) -> None:
    welt, toepfe, faelle = zwei_faelle
    reihen = [(toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00")]
    auftraege = []
    for antrag, reihe in zip(faelle, (reihen, reihen[::-1]), strict=True):
        eingaben = {**FACHLICH, **klaerungen(antrag), **felder(*reihe)}
        auftraege.append((welt.aufgabe(antrag, "fachliche_pruefung").pk, eingaben))

    def pruefe(auftrag: tuple[int, dict[str, str]]) -> bool:
        try:
            with uhr.gestellt(JETZT):
                aufgaben.erledigen(auftrag[0], akteur=welt.neu("sb"), eingaben=auftrag[1])
        except (Eingabefehler, MaengelFehler):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(pruefe, auftraege)) == [False, True]
    assert stand(toepfe.fb51)[0] == Decimal("4000.00")
    assert stand(toepfe.fb40)[0] == Decimal("6000.00")
    assert haushalt.abgleich() == []
