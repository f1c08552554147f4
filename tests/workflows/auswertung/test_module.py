"""Modules called and agreements that run out, counted by hand; each figure leads to a list of as many."""

from datetime import datetime

import pytest
from django.urls import reverse

from rollen import uhr
from rollen.tabelle import Rolle
from tests.fabriken import person_mit, stadt
from tests.workflows.abruf.abrufwelt import Abrufwelt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.kooperation.registerwelt import vereinbarung


@pytest.mark.beide_datenbanken
def test_abrufe_je_thema_gegen_das_vorjahr(db, client):
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        welt = Abrufwelt()
        welt.durchgefuehrt(gruppe="1a")
        welt.terminiert(gruppe="1b", kinder=10)
    with uhr.gestellt(datetime(2023, 3, 1, 9)):
        client.force_login(person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt()))
        (thema,) = client.get(reverse("auswertung_module"), {"jahr": 2023}).context["themen"]
        assert (thema.anzahl, thema.zugesagt, thema.stattgefunden, thema.vorher) == (2, 2, 1, 0)
        for ziel, anzahl in (
            (thema.ziel, 2),
            (thema.ziel_zugesagt, 2),
            (thema.ziel_stattgefunden, 1),
            (thema.ziel_vorher, 0),
        ):
            liste = client.get(ziel).context
            assert (len(liste["zeilen"]), liste["summe"]) == (anzahl, f"{anzahl} Abrufe")
        (naechstes,) = client.get(reverse("auswertung_module"), {"jahr": 2024}).context["themen"]
        assert (naechstes.anzahl, naechstes.vorher) == (0, 2)
        client.force_login(person_mit(Rolle.FINANZEN, stadt()))
        assert client.get(reverse("auswertung_module"), {"jahr": 2023}).context["themen"] == []


def test_auslaufende_zaehlt_das_register(welt, als):
    koop, browser = Kooperationswelt(welt), als("leitung")
    vereinbarung(koop, welt.stellen["schule"], welt.traeger, titel="Läuft")
    for zeile in browser.get(reverse("auswertung_module")).context["auslaufende"]:
        assert len(browser.get(zeile.ziel).context["zeilen"]) == zeile.anzahl
