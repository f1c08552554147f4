from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from rollen import uhr
from rollen.drossel import zu_oft
from rollen.models import Anfragezaehler

NEUN_UHR = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))


def test_nach_so_vielen_versuchen_ist_es_zu_oft_und_eine_minute_spaeter_nicht_mehr(db):
    with uhr.gestellt(NEUN_UHR):
        assert [zu_oft("probe", "192.0.2.1", hoechstens=2) for _ in range(4)] == [False, False, True, True]
    with uhr.gestellt(NEUN_UHR.replace(minute=1)):
        assert zu_oft("probe", "192.0.2.1", hoechstens=2) is False


def test_jede_adresse_und_jeder_zweck_zaehlt_fuer_sich(db):
    with uhr.gestellt(NEUN_UHR):
        assert zu_oft("probe", "192.0.2.1", hoechstens=1) is False
        assert zu_oft("probe", "192.0.2.2", hoechstens=1) is False
        assert zu_oft("anderes", "192.0.2.1", hoechstens=1) is False
        assert zu_oft("probe", "192.0.2.1", hoechstens=1) is True


def test_die_adresse_selbst_wird_nicht_gespeichert_und_alte_zaehler_gehen(db):
    for minute in (0, 1, 5):
        with uhr.gestellt(NEUN_UHR.replace(minute=minute)):
            zu_oft("probe", "192.0.2.77", hoechstens=1)
    (zaehler,) = Anfragezaehler.objects.all()
    assert (zaehler.anzahl, "192.0.2.77" in zaehler.schluessel) == (1, False)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_sechzehn_gleichzeitige_anfragen_zaehlen_sechzehn():
    def frage(_: int) -> bool:
        try:
            with uhr.gestellt(NEUN_UHR):
                return zu_oft("probe", "192.0.2.1", hoechstens=10)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as alle:
        antworten = list(alle.map(frage, range(16)))
    assert (antworten.count(False), antworten.count(True)) == (10, 6)
