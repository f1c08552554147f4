from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from rollen import uhr
from rollen.drossel import zu_oft

NEUN_UHR = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def _leerer_speicher():
    cache.clear()
    yield
    cache.clear()


def test_nach_so_vielen_versuchen_ist_es_zu_oft_und_eine_minute_spaeter_nicht_mehr():
    with uhr.gestellt(NEUN_UHR):
        assert [zu_oft("probe", "192.0.2.1", hoechstens=2) for _ in range(4)] == [False, False, True, True]
    with uhr.gestellt(NEUN_UHR.replace(minute=1)):
        assert zu_oft("probe", "192.0.2.1", hoechstens=2) is False


def test_jede_adresse_und_jeder_zweck_zaehlt_fuer_sich():
    with uhr.gestellt(NEUN_UHR):
        assert zu_oft("probe", "192.0.2.1", hoechstens=1) is False
        assert zu_oft("probe", "192.0.2.2", hoechstens=1) is False
        assert zu_oft("anderes", "192.0.2.1", hoechstens=1) is False
        assert zu_oft("probe", "192.0.2.1", hoechstens=1) is True


def test_die_adresse_selbst_steht_nicht_im_speicher():
    with uhr.gestellt(NEUN_UHR):
        zu_oft("probe", "192.0.2.77", hoechstens=1)
    assert [schluessel for schluessel in cache._cache if "192.0.2.77" in schluessel] == []
