"""Calls in the editor: written one by one, never two on one day, compared, and left behind when they are over."""

from datetime import date

import pytest

from antraege.programme.redaktion import dienst
from antraege.programme.redaktion.unterschied import unterschied
from antraege.programme.regelwerk import als_daten
from antraege.programme.services import freigeben
from tests.antraege.programme.redaktionswelt import (
    adresse,
    am_2_maerz,
    client,
    entwurf,
    frisch,
    leitung,
    sb,
    sende,
    stelle,
)
from tests.antraege.programme.test_freigabe import vollstaendig

pytestmark = pytest.mark.django_db
__all__ = ["am_2_maerz", "client", "entwurf", "leitung", "sb", "stelle"]  # fixtures
FRUEHJAHR = {
    "titel": "Frühjahr",
    "von": "2026-04-01",
    "bis": "2026-04-30",
    "worte": "Lesen.",
    "budget": "5.000,00",
}


def test_a_call_is_written_and_stands_with_its_days_and_its_money(client, entwurf):
    assert sende(client, entwurf, "aufrufe", "neu", **FRUEHJAHR).status_code == 302
    assert als_daten(frisch(entwurf))["aufrufe"] == [
        {
            "titel": "Frühjahr",
            "von": "2026-04-01",
            "bis": "2026-04-30",
            "worte": "Lesen.",
            "budget": "5000.00",
        }
    ]
    liste = client.get(adresse(entwurf, "aufrufe")).content.decode()
    assert "vom 01.04.2026 bis zum 30.04.2026 · 5.000,00\xa0€" in liste
    assert "Nach unten" not in liste


@pytest.mark.parametrize(
    ("werte", "satz"),
    [
        ({"bis": "2026-03-31"}, "Der Aufruf endet, bevor er beginnt."),
        ({"titel": ""}, "Name des Aufrufs"),
        ({"von": "gestern"}, "Anträge ab"),
        ({"budget": "viel"}, "Geld in diesem Aufruf"),
        ({"titel": "Zweiter", "von": "2026-05-01", "bis": ""}, "Der Aufruf „Mai“ läuft vom 01.05.2026"),
        ({"titel": "Zweiter", "von": "2026-03-01", "bis": ""}, "Wählen Sie Tage davor oder danach."),
    ],
)
def test_what_is_no_call_is_refused_and_nothing_typed_is_lost(client, entwurf, werte, satz):
    entwurf.aufrufe.create(titel="Mai", von=date(2026, 5, 1), bis=date(2026, 5, 31))
    antwort = sende(client, entwurf, "aufrufe", "neu", **{**FRUEHJAHR, **werte})
    seite = antwort.content.decode()
    assert (antwort.status_code, satz in seite, "Lesen." in seite) == (422, True, True)
    assert [a.titel for a in entwurf.aufrufe.all()] == ["Mai"]
    assert frisch(entwurf).stand == entwurf.stand


def test_the_difference_names_calls_in_words(stelle, sb, leitung):
    gilt = vollstaendig(programm__stelle=stelle, gueltig_von=date(2025, 1, 1))
    gilt.aufrufe.update(titel="Immer", von=date(2026, 2, 1), bis=date(2026, 3, 31))
    gilt.aufrufe.create(titel="Vorbei", von=date(2025, 2, 1), bis=date(2025, 2, 28))
    gilt.aufrufe.create(titel="Herbst", von=date(2026, 9, 1), budget="900.00")
    zweite = dienst.neue_fassung(freigeben(gilt, akteur=leitung).programm, akteur=sb)
    assert [a.titel for a in zweite.aufrufe.all()] == ["Immer", "Herbst"]
    zweite.aufrufe.filter(titel="Herbst").update(bis=date(2026, 9, 30))
    saetze = [a.satz for a in unterschied(als_daten(gilt), als_daten(zweite)) if a.abschnitt == "Aufrufe"]
    assert saetze == [
        "Aufruf „Vorbei; Anträge ab: 01.02.2025; Anträge bis: 28.02.2025“ entfällt.",
        "Aufruf „Herbst; Anträge ab: 01.09.2026; Geld in diesem Aufruf: 900,00\xa0€“ entfällt.",
        "Aufruf „Herbst; Anträge ab: 01.09.2026; Anträge bis: 30.09.2026; Geld in diesem Aufruf: 900,00\xa0€“ ist neu.",
    ]
