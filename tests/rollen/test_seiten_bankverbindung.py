"""The pages on bank accounts: masked in lists, 422 with everything typed, 404 for others, 409 on a second click."""

import pytest
from django.urls import reverse

from rollen import bankverbindung
from rollen.models import Bankverbindung, Benutzer, Stelle
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, TraegerFactory, person_mit
from tests.rollen.seiten import als, fehler

pytestmark = pytest.mark.django_db
NEU = "DE89370400440532013000"


@pytest.fixture
def stelle() -> Stelle:
    return TraegerFactory(iban="DE02120300000000202051").stelle


@pytest.fixture
def zeichnung(stelle: Stelle) -> Benutzer:
    return person_mit(Rolle.TRAEGER_ZEICHNUNG, stelle)


@pytest.fixture
def finanzen() -> Benutzer:
    return person_mit(Rolle.FINANZEN, StelleFactory())


@pytest.fixture
def wartende(stelle: Stelle, zeichnung: Benutzer) -> Bankverbindung:
    return bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="Verein", akteur=zeichnung)


def test_erfassen_zweimal_gesendet_wirkt_einmal(stelle: Stelle, zeichnung: Benutzer) -> None:
    adresse = reverse("bankverbindung", args=[stelle.pk])
    eingaben = {"iban": "DE89 3704 0044 0532 0130 00", "kontoinhaber": "Verein"}
    antworten = [als(zeichnung).post(adresse, eingaben).status_code for _ in range(2)]
    assert (antworten, stelle.bankverbindungen.count()) == ([302, 422], 2)
    seite = als(zeichnung).get(adresse).content.decode()
    assert "DE89 3704 0044 0532 0130 00" in seite


def test_falsche_iban_bleibt_stehen(stelle: Stelle, zeichnung: Benutzer) -> None:
    antwort = als(zeichnung).post(
        reverse("bankverbindung", args=[stelle.pk]),
        {"iban": "DE89370400440532013001", "kontoinhaber": "Verein"},
    )
    assert (antwort.status_code, list(fehler(antwort))) == (422, ["iban"])
    assert "DE89370400440532013001" in antwort.content.decode()
    assert stelle.bankverbindungen.count() == 1


def test_ein_fremdes_konto_gibt_es_nicht(stelle: Stelle, zeichnung: Benutzer) -> None:
    fremde = TraegerFactory().stelle
    adresse = reverse("bankverbindung", args=[fremde.pk])
    assert [als(zeichnung).get(adresse).status_code, als(zeichnung).post(adresse).status_code] == [404, 404]


def test_liste_maskiert_und_filtert(wartende: Bankverbindung, finanzen: Benutzer) -> None:
    adresse = reverse("bankverbindungen")
    antwort = als(finanzen).get(adresse)
    assert antwort.context["konten"] == [wartende]
    assert "DE** **** … 3000" in antwort.content.decode()
    assert NEU not in antwort.content.decode()
    gilt = bankverbindung.geltende(wartende.stelle)
    assert als(finanzen).get(adresse, {"stand": "gilt"}).context["konten"] == [gilt]
    assert als(finanzen).get(adresse, {"stand": "unsinn"}).context["konten"] == [wartende]
    assert als(finanzen).get(adresse, {"suche": "gibt es nicht"}).context["konten"] == []


def test_bestaetigen_zweimal_gesendet_wirkt_einmal(wartende: Bankverbindung, finanzen: Benutzer) -> None:
    adresse = reverse("bankverbindung_pruefen", args=[wartende.pk])
    assert "DE89 3704 0044 0532 0130 00" in als(finanzen).get(adresse).content.decode()
    erste = als(finanzen).post(adresse, {"entscheidung": "bestaetigen"})
    zweite = als(finanzen).post(adresse, {"entscheidung": "bestaetigen", "begruendung": "x"})
    assert (erste.status_code, zweite.status_code) == (302, 409)
    assert bankverbindung.geltende(wartende.stelle) == wartende


def test_doppelte_iban_wird_gezeigt_und_verlangt_eine_begruendung(
    wartende: Bankverbindung, finanzen: Benutzer
) -> None:
    Bankverbindung.objects.filter(pk=wartende.pk).delete()
    TraegerFactory(iban=NEU)
    neu = bankverbindung.lege_an(
        wartende.stelle, iban=NEU, kontoinhaber="Verein", akteur=wartende.erfasst_von
    )
    adresse = reverse("bankverbindung_pruefen", args=[neu.pk])
    assert "Diese IBAN ist mehrfach eingetragen" in als(finanzen).get(adresse).content.decode()
    antwort = als(finanzen).post(adresse, {"entscheidung": "bestaetigen", "begruendung": ""})
    assert (antwort.status_code, list(fehler(antwort))) == (422, ["begruendung"])
    als(finanzen).post(adresse, {"entscheidung": "bestaetigen", "begruendung": "Dachverband."})
    neu.refresh_from_db()
    assert (neu.stand, neu.doppelt_begruendung) == ("gilt", "Dachverband.")


def test_ablehnen_ohne_grund_geht_nicht(wartende: Bankverbindung, finanzen: Benutzer) -> None:
    adresse = reverse("bankverbindung_pruefen", args=[wartende.pk])
    antwort = als(finanzen).post(adresse, {"entscheidung": "ablehnen"})
    assert (antwort.status_code, list(fehler(antwort))) == (422, ["begruendung"])
    assert (
        als(finanzen).post(adresse, {"entscheidung": "ablehnen", "begruendung": "Kein Beleg."}).status_code
        == 302
    )
    wartende.refresh_from_db()
    assert (wartende.stand, wartende.grund) == ("abgelehnt", "Kein Beleg.")
