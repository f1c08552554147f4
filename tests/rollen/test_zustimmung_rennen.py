"""Everybody who may sign leaves at the same moment: one of them stays."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from rollen import einladung, zustimmung
from rollen.models import Benutzer
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.rollen.seiten import organisation

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_acht_gehen_gleichzeitig_und_eine_bleibt() -> None:
    verein = organisation().stelle
    personen = [person_mit(Rolle.TRAEGER_ZEICHNUNG, verein) for _ in range(8)]

    def geht(person: Benutzer) -> bool:
        try:
            zustimmung.verlasse(person.mitgliedschaften.get().pk, akteur=person)
        except Verweigert:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        gegangen = list(pool.map(geht, personen))
    assert sorted(gegangen) == [False, *[True] * 7]
    assert einladung.zeichnende(verein) == {personen[gegangen.index(False)].pk}
