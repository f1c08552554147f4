"""Running cases are taken over in their true state, and go on from there like every other."""

import pytest

from antraege.antrag.models import Antrag
from antraege.haushalt.queries import abgleich
from antraege.kern.status import Status
from rollen.pruefung import pruefe_alles
from tests.welt import Welt
from tests.workflows import wege
from tests.workflows.uebernahme.altfaelle import NACHWEIS, fehler, uebernimm, zeile
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.zahlung.abgleich_hauptbuch import hauptbuch_gegen_faelle

STAENDE = {
    "beantragt": (
        {"stand": "beantragt", "bewilligt": "", "bescheid_vom": ""},
        Status.EINGEREICHT,
        ["formale_pruefung"],
    ),
    "bewilligt": ({}, Status.BEWILLIGT, ["mittelabruf"]),
    "teilweise ausgezahlt": (
        {"stand": "teilweise ausgezahlt", "zahlung_1_am": "10.01.2023", "zahlung_1": "3.000,00"},
        Status.AUSGEZAHLT,
        ["mittelabruf"],
    ),
    "ausgezahlt": (
        {"stand": "ausgezahlt", "zahlung_1_am": "10.01.2023", "zahlung_1": "8000"},
        Status.AUSGEZAHLT,
        ["verwendungsnachweis"],
    ),
    "Nachweis fällig": (NACHWEIS, Status.AUSGEZAHLT, ["verwendungsnachweis"]),
    "Nachweis eingereicht": (
        NACHWEIS
        | {
            "stand": "Nachweis eingereicht",
            "nachweis_am": "12.01.2023",
            "nachweis_ausgaben": "9.000,00",
            "nachweis_eigenmittel": "1.000,00",
            "nachweis_drittmittel": "0,00",
        },
        Status.AUSGEZAHLT,
        ["nachweispruefung"],
    ),
    "abgeschlossen": (
        NACHWEIS | {"stand": "abgeschlossen", "zahlung_1": "7.000,00", "erstattet": "500,00"},
        Status.ABGESCHLOSSEN,
        [],
    ),
}


def alles_heil() -> None:
    """What the commands that check the whole would say."""
    assert pruefe_verfahren() == []
    assert list(hauptbuch_gegen_faelle()) == []
    assert abgleich() == []
    assert pruefe_alles(None).heil


@pytest.mark.parametrize("stand", STAENDE)
def test_jeder_stand_hat_hier_seinen_status_und_seine_aufgabe(welt: Welt, stand: str) -> None:
    werte, status, aufgaben = STAENDE[stand]
    lauf = uebernimm(welt, zeile(welt, **werte))
    assert fehler(lauf) == {}
    antrag = Antrag.objects.get()
    assert antrag.status == status
    assert wege.offene(antrag) == aufgaben
    assert (antrag.pruefungen.count(), antrag.schriftstuecke.count(), antrag.nachrichten.count()) == (0, 0, 0)
    alles_heil()
