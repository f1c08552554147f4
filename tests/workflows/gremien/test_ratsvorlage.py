"""Every figure, day, body, institution, task and goal of DS 24046-22 is on a public page, as it stands in the paper."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tests.ratsvorlage import (
    AKTEURE,
    AUFGABEN,
    BESCHLUSS,
    BUERO,
    DECKUNG,
    FOLGE,
    GERECHNET,
    KOPF,
    LEITLINIEN,
    PERSONAL,
    SACH,
    SERVICESTELLE,
    STANDORTE,
    THEMEN,
    ZIELE,
    seitentext,
    stellen,
)

pytestmark = pytest.mark.django_db  # without it no database is made
STANDORTSEITEN = ("/standorte/hoerde-clarenberg/", "/standorte/westerfilde-bodelschwingh/")
SEITEN = ("/vorlagen/24046-22/", "/standorte/", *STANDORTSEITEN)


@pytest.fixture(scope="module")
def je_seite(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """Every page, rendered once for a city that has only just loaded what comes with the product."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("daten_laden", verbosity=0)
        texte = {adresse: seitentext(Client().get(adresse).content) for adresse in SEITEN}
        transaction.set_rollback(True)
    return texte


@pytest.fixture(scope="module")
def seiten(je_seite: dict[str, str]) -> str:
    """All pages together."""
    return " ".join(je_seite.values())


@pytest.mark.parametrize(
    "stelle",
    stellen(
        *(KOPF, FOLGE, BESCHLUSS, PERSONAL, SACH, DECKUNG, BUERO, LEITLINIEN, AKTEURE, ZIELE, AUFGABEN),
        *(STANDORTE, THEMEN, GERECHNET, SERVICESTELLE),
    ),
)
def test_was_in_der_vorlage_steht_steht_auf_den_seiten(seiten: str, stelle: str) -> None:
    assert stelle in seiten


def test_auf_den_seiten_stehen_funktionen_und_keine_personen(seiten: str) -> None:
    for funktion in ("Oberbürgermeister", "Stadtdirektor/Stadtkämmerer", "Leitung Jugendamt (51)"):
        assert funktion in seiten
    assert re.search(r"Westphal|Stüdemann|Schneckenburger|Hagedorn|Frenzke|Kunstleben", seiten) is None


@pytest.mark.parametrize("stelle", stellen(AUFGABEN, ZIELE, "bis 08/2026 | 30.200,00 € | Kinderkommission"))
def test_jede_seite_eines_standorts_nennt_aufgaben_ziele_und_geld(
    je_seite: dict[str, str], stelle: str
) -> None:
    assert [adresse for adresse in STANDORTSEITEN if stelle not in je_seite[adresse]] == []
