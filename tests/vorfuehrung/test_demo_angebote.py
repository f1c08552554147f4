"""The catalogue of the demo: loaded once, over all topics, through the service."""

import pytest
from django.test import Client

from antraege.angebote.models import Angebot, Themenfeld
from fixtures.vorfuehrung import angebote
from fixtures.vorfuehrung.vorbereitung import EINRICHTUNG, bereite_vor
from rollen import protokoll, uhr

pytestmark = pytest.mark.django_db


def test_die_vorfuehrung_hat_angebote_zu_allen_themen_und_laedt_sie_nur_einmal() -> None:
    bereite_vor()
    geladen = list(Angebot.objects.values_list("anbieter__kuerzel", "titel", "status"))
    staende = sorted(status for _, _, status in geladen)
    assert staende == ["entwurf", *["veroeffentlicht"] * 15, "vorgelegt"]
    themen = Themenfeld.objects.filter(angebote__status="veroeffentlicht").distinct()
    assert themen.count() == Themenfeld.objects.count() == 6
    with uhr.gestellt(EINRICHTUNG):
        angebote.lade()
    assert list(Angebot.objects.values_list("anbieter__kuerzel", "titel", "status")) == geladen
    stellen = set(Angebot.objects.values_list("anbieter", flat=True))
    assert [stelle for stelle in stellen if not protokoll.pruefe_kette(f"stelle/{stelle}").heil] == []
    assert Client().get("/angebote/").status_code == 200
