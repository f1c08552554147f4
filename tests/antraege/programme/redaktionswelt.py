"""An office in which programmes are written, and how its people press the buttons of the editor."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from antraege.programme.models import Richtlinie
from antraege.programme.redaktion import dienst
from rollen import uhr
from rollen.models import Benutzer, Stellenart
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, person_mit

HEUTE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def am_2_maerz():
    with uhr.gestellt(HEUTE):
        yield


@pytest.fixture
def stelle():
    return StelleFactory(kuerzel="fb-40", name="Fachbereich Schule", art=Stellenart.FACHBEREICH)


@pytest.fixture
def sb(stelle) -> Benutzer:
    return person_mit(Rolle.SACHBEARBEITUNG, stelle, name="Sachbearbeitung")


@pytest.fixture
def leitung(stelle) -> Benutzer:
    return person_mit(Rolle.LEITUNG, stelle, name="Leitung")


@pytest.fixture
def entwurf(stelle, sb) -> Richtlinie:
    """The empty first version of a new programme."""
    return dienst.lege_programm_an(
        name="Lesen im Park", stelle=stelle, beschreibung="", zeichen="FK", kooperation=False, akteur=sb
    )


@pytest.fixture
def client(sb) -> Client:
    client = Client()
    client.force_login(sb)
    return client


def als(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def adresse(richtlinie, teil="", *weiter) -> str:
    return "/".join(
        [f"/richtlinien/{richtlinie.pk}", *(["teil", teil] if teil else []), *map(str, weiter), ""]
    )


def frisch(richtlinie) -> Richtlinie:
    return Richtlinie.objects.get(pk=richtlinie.pk)


def sende(client, richtlinie, teil, *weiter, **werte):
    return client.post(adresse(richtlinie, teil, *weiter), {"stand": frisch(richtlinie).stand, **werte})


def neue_frage(client, entwurf, text, art="text", **werte):
    antwort = sende(
        client,
        entwurf,
        "fragen",
        "neu",
        **{
            "abschnitt": "Ihr Vorhaben",
            "text": text,
            "art": art,
            "pflicht": "on",
            "max_zeichen": 200,
            **werte,
        },
    )
    assert antwort.status_code == 302, antwort.content.decode()


def tat(client, richtlinie, name, **werte):
    ziel = f"/richtlinien/{richtlinie.pk}/tat/{name}/"
    return client.post(ziel, {"stand": frisch(richtlinie).stand, **werte})
