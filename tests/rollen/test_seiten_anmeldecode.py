"""The login in two steps: nobody is in before the code; wrong, used, late and too many ones lead back."""

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from rollen import zweitfaktor
from rollen.models import Benutzer, Eintrag
from rollen.taten import Tat
from tests.fabriken import PASSWORT, BenutzerFactory
from tests.rollen.faktor import SCHRITT, falscher, richte_ein, zeigt
from tests.rollen.seiten import als, fehler

pytestmark = pytest.mark.django_db
CODE = "/anmelden/code/"


@pytest.fixture
def person(reise) -> Benutzer:
    """Has an app and wants it at the login."""
    benutzer = BenutzerFactory()
    richte_ein(benutzer, reise)
    return benutzer


def passwort(person: Benutzer, client: Client | None = None, **mehr: str) -> Client:
    """A browser in which the right password has been given."""
    client = client or Client()
    antwort = client.post(reverse("anmelden"), {"username": person.email, "password": PASSWORT, **mehr})
    assert (antwort.status_code, antwort.headers["Location"]) == (302, CODE)
    return client


def ist_drin(client: Client) -> bool:
    return client.get(reverse("konto")).status_code == 200


def test_erst_der_code_meldet_an_und_die_sitzung_wechselt(person) -> None:
    client = passwort(person)
    vorher = client.session.session_key
    assert ist_drin(client) is False
    assert client.get(CODE).status_code == 200
    antwort = client.post(CODE, {"code": zeigt(person)})
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("start"))
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (client.session.session_key != vorher, "anmeldung" in client.session) == (True, False)


def test_wer_es_nicht_will_oder_keinen_faktor_hat_kommt_mit_dem_passwort_hinein(reise) -> None:
    ohne, nicht, halb = BenutzerFactory(), BenutzerFactory(), BenutzerFactory()
    richte_ein(nicht, reise, bei_anmeldung=False)
    zweitfaktor.beginne(halb)
    for benutzer in (ohne, nicht, halb):
        client = Client()
        client.post(reverse("anmelden"), {"username": benutzer.email, "password": PASSWORT})
        assert ist_drin(client) is True


def test_nach_dem_code_geht_es_zur_gewuenschten_seite_aber_nie_nach_draussen(person, reise) -> None:
    client = passwort(person, next="/konto/")
    assert client.post(CODE, {"code": zeigt(person)}).headers["Location"] == "/konto/"
    reise.shift(SCHRITT)
    client = passwort(person, next="https://boese.example/")
    assert client.post(CODE, {"code": zeigt(person)}).headers["Location"] == reverse("start")


def test_ein_falscher_code_meldet_nicht_an_und_der_naechste_wartet(person, reise) -> None:
    client = passwort(person)
    antwort = client.post(CODE, {"code": falscher(person)})
    assert (antwort.status_code, fehler(antwort)) == (422, {"code": [zweitfaktor.FALSCHER_CODE]})
    antwort = client.post(CODE, {"code": zeigt(person)})
    assert fehler(antwort)["code"][0].startswith("Bitte warten Sie nach einem falschen Code bis 01.10.2026")
    assert (antwort.status_code, client.session["anmeldung"]["falsch"], ist_drin(client)) == (422, 1, False)
    reise.shift(1)
    client.post(CODE, {"code": zeigt(person)})
    assert ist_drin(client) is True


def test_ein_code_meldet_nur_einmal_an(person) -> None:
    code = zeigt(person)
    passwort(person).post(CODE, {"code": code})
    client = passwort(person)
    assert client.post(CODE, {"code": code}).status_code == 422
    assert ist_drin(client) is False


def test_fuenf_falsche_codes_fuehren_zurueck_zum_passwort(person, reise) -> None:
    client = passwort(person, next="/konto/")
    codes = []
    for nr in range(5):
        reise.shift(2**nr)
        antwort = client.post(CODE, {"code": falscher(person)})
        codes.append(antwort.status_code)
    assert (codes, antwort.headers["Location"]) == ([422] * 4 + [302], "/anmelden/?next=%2Fkonto%2F")
    assert "Der Code war zu oft falsch." in client.get(antwort.headers["Location"]).content.decode()
    reise.shift(60)
    assert client.post(CODE, {"code": zeigt(person)}).headers["Location"] == reverse("anmelden")
    assert ist_drin(client) is False
    eintrag = Eintrag.objects.latest("pk")
    assert (eintrag.kette, eintrag.aktion, eintrag.verweigert) == (f"benutzer/{person.pk}", "anmelden", True)
    passwort(person, client).post(CODE, {"code": zeigt(person)})
    assert ist_drin(client) is True


def test_nach_fuenf_minuten_beginnt_die_anmeldung_von_vorn(person, reise) -> None:
    client, vorher = passwort(person), TOTPDevice.objects.get().last_t
    reise.shift(301)
    antwort = client.post(CODE, {"code": zeigt(person)})
    assert (antwort.status_code, antwort.headers["Location"]) == (302, "/anmelden/?next=%2F")
    assert "Das hat zu lange gedauert." in client.get(antwort.headers["Location"]).content.decode()
    assert (ist_drin(client), TOTPDevice.objects.get().last_t) == (False, vorher)


@pytest.mark.parametrize("fall", ["ohne Passwort", "gesperrt", "Faktor entfernt"])
def test_ohne_frisches_passwort_fragt_niemand_nach_dem_code(fall: str, person) -> None:
    client = Client() if fall == "ohne Passwort" else passwort(person)
    code = zeigt(person)
    if fall == "gesperrt":
        Benutzer.objects.filter(pk=person.pk).update(is_active=False)
    if fall == "Faktor entfernt":
        zweitfaktor.entferne_ohne_code(person, grund="verloren")
        assert fehler(client.post(CODE, {"code": code})) == {"code": [zweitfaktor.OHNE_FAKTOR]}
    else:
        for antwort in (client.get(CODE), client.post(CODE, {"code": code})):
            assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("anmelden"))
    assert ist_drin(client) is False


def test_der_code_einer_anderen_person_meldet_niemanden_an(person, reise) -> None:
    andere = BenutzerFactory()
    richte_ein(andere, reise)
    client = passwort(person)
    assert client.post(CODE, {"code": zeigt(andere)}).status_code == 422
    assert ist_drin(client) is False


def test_ein_ersatzcode_hilft_einmal_und_die_seite_warnt_wenn_sie_ausgehen(reise) -> None:
    person = BenutzerFactory()
    *viele, vorletzter, letzter = richte_ein(person, reise)
    for code in viele[2:]:
        zweitfaktor.verlange(person, code)
    saetze = {
        viele[0]: "Sie haben noch 3 Ersatzcodes.",
        vorletzter: "Sie haben noch 2 Ersatzcodes.",
        viele[1]: "Sie haben noch einen Ersatzcode.",
        letzter: "Sie haben keinen Ersatzcode mehr.",
    }
    for code, satz in saetze.items():
        client = passwort(person, next="/konto/")
        assert satz in client.post(CODE, {"code": code}, follow=True).content.decode()
        assert ist_drin(client) is True
    client = passwort(person)
    assert client.post(CODE, {"code": letzter}).status_code == 422
    assert ist_drin(client) is False
    benutzt = Eintrag.objects.filter(kette=f"benutzer/{person.pk}", aktion=Tat.ERSATZCODE_BENUTZEN)
    assert (benutzt.count(), letzter in str(list(benutzt.values()))) == (4, False)


def test_die_codeseite_wird_nicht_aufbewahrt_und_angemeldete_brauchen_sie_nicht(person) -> None:
    assert "no-store" in passwort(person).get(CODE).headers["Cache-Control"]
    antwort = als(person).get(CODE)
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("start"))
