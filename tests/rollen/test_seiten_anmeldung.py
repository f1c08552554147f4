import pytest
from django.test import Client
from django.urls import reverse

from rollen.models import Benutzer
from tests.fabriken import PASSWORT, BenutzerFactory
from tests.rollen.seiten import als, fehler, link, stand

pytestmark = pytest.mark.django_db
NEU = "Lampe-Wolke-Treppe-7"
FALSCH = (
    "E-Mail-Adresse oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal. "
    "Passwort vergessen? Dann setzen Sie ein neues."
)


def _melde_an(client: Client, email: str, passwort: str = PASSWORT, **mehr: str):
    return client.post(reverse("anmelden"), {"username": email, "password": passwort, **mehr})


def test_anmelden_geht_ohne_ruecksicht_auf_grosse_buchstaben_und_wechselt_die_sitzung() -> None:
    person, client = BenutzerFactory(email="kim@verein.example"), Client()
    client.get(reverse("anmelden"))
    client.session["merkmal"] = "vorher"
    vorher = client.session.session_key
    antwort = _melde_an(client, " Kim@Verein.Example")
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("start"))
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.session_key != vorher


def test_nach_der_anmeldung_geht_es_zur_gewuenschten_seite_aber_nie_nach_draussen() -> None:
    person = BenutzerFactory()
    assert _melde_an(Client(), person.email, next="/konto/").headers["Location"] == "/konto/"
    fremd = _melde_an(Client(), person.email, next="https://boese.example/")
    assert fremd.headers["Location"] == reverse("start")


@pytest.mark.parametrize("fall", ["falsches Passwort", "unbekannt", "gesperrt", "ohne Passwort"])
def test_falsche_anmeldung_sagt_was_zu_tun_ist_und_nicht_was_falsch_war(fall: str) -> None:
    BenutzerFactory(email="kim@verein.example", is_active=fall != "gesperrt")
    if fall == "ohne Passwort":
        Benutzer.objects.create_user("neu@verein.example", name="Neu")
    email = {"unbekannt": "wer@verein.example", "ohne Passwort": "neu@verein.example"}.get(
        fall, "kim@verein.example"
    )
    vorher, client = stand(), Client()
    antwort = _melde_an(client, email, "falsch" if fall == "falsches Passwort" else PASSWORT)
    assert antwort.status_code == 422
    assert fehler(antwort) == {"__all__": [FALSCH]}
    seite = antwort.content.decode()
    assert f'value="{email}"' in seite
    assert PASSWORT not in seite
    assert "<title>Fehler: Anmelden" in seite
    assert "_auth_user_id" not in client.session
    assert stand() == vorher


def test_nach_fuenf_fehlern_ist_die_anmeldung_gesperrt(settings) -> None:
    settings.AXES_ENABLED = True
    person, andere = BenutzerFactory(email="kim@verein.example"), BenutzerFactory()
    codes = [
        _melde_an(Client(), email, "falsch").status_code for email in ("KIM@verein.example", person.email) * 2
    ]
    antwort = _melde_an(Client(), person.email, "falsch")
    assert (codes, antwort.status_code) == ([422, 422, 422, 422], 429)
    assert "Die Anmeldung ist kurz gesperrt" in antwort.content.decode()
    richtig = Client()
    assert _melde_an(richtig, person.email).status_code == 429
    assert "_auth_user_id" not in richtig.session
    assert _melde_an(Client(), andere.email).status_code == 302


def test_abmelden_beendet_die_sitzung() -> None:
    client = als(BenutzerFactory())
    assert client.get(reverse("abmelden")).status_code == 405
    assert "_auth_user_id" in client.session
    antwort = client.post(reverse("abmelden"))
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("anmelden"))
    assert "_auth_user_id" not in client.session


def test_passwort_aendern_beendet_alle_anderen_sitzungen() -> None:
    person = BenutzerFactory()
    hier, anderswo = als(person), als(person)
    antwort = hier.post(
        reverse("passwort_aendern"), {"old_password": PASSWORT, "new_password1": NEU, "new_password2": NEU}
    )
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("konto"))
    person.refresh_from_db()
    assert person.check_password(NEU)
    assert [client.get(reverse("konto")).status_code for client in (hier, anderswo)] == [200, 302]


@pytest.mark.parametrize(
    ("alt", "neu", "noch_einmal", "feld"),
    [
        ("falsch", NEU, NEU, "old_password"),
        (PASSWORT, "kurz", "kurz", "new_password2"),
        (PASSWORT, "passwortpasswort", "passwortpasswort", None),
        (PASSWORT, NEU, NEU + "x", "new_password2"),
    ],
)
def test_passwort_aendern_weist_ab_und_aendert_nichts(alt, neu, noch_einmal, feld) -> None:
    person = BenutzerFactory(email="passwortpasswort@verein.example")
    client = als(person)
    vorher = stand()
    antwort = client.post(
        reverse("passwort_aendern"), {"old_password": alt, "new_password1": neu, "new_password2": noch_einmal}
    )
    assert antwort.status_code == 422
    assert set(fehler(antwort)) == {feld or "new_password2"}
    assert stand() == vorher


def test_passwort_vergessen_antwortet_immer_gleich_und_schreibt_nur_wem_das_konto_gehoert(mailoutbox) -> None:
    BenutzerFactory(email="kim@verein.example")
    BenutzerFactory(email="weg@verein.example", is_active=False)
    antworten = [
        Client().post(reverse("passwort_vergessen"), {"email": email})
        for email in ("Kim@verein.example", "weg@verein.example", "wer@verein.example")
    ]
    assert [(a.status_code, a.headers["Location"], a.content) for a in antworten] == [
        (302, reverse("passwort_gesendet"), b"")
    ] * 3
    assert [mail.to for mail in mailoutbox] == [["kim@verein.example"]]


def test_mit_dem_link_waehlt_auch_eine_eingeladene_person_ihr_passwort(mailoutbox) -> None:
    person = Benutzer.objects.create_user("neu@verein.example", name="Neu Dabei")
    Client().post(reverse("passwort_vergessen"), {"email": person.email})
    adresse = link(mailoutbox[0].body)
    client = Client()
    seite = client.get(adresse, follow=True)
    assert seite.status_code == 200
    kurz = client.post(seite.request["PATH_INFO"], {"new_password1": "kurz", "new_password2": "kurz"})
    assert kurz.status_code == 422
    antwort = client.post(seite.request["PATH_INFO"], {"new_password1": NEU, "new_password2": NEU})
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("anmelden"))
    assert _melde_an(client, person.email, NEU).status_code == 302
    verbraucht = Client().get(adresse, follow=True)
    assert "Der Link gilt nicht mehr" in verbraucht.content.decode()
