"""The second factor of an account: set up, renewed, asked for, removed; wrong and used codes change nothing."""

import re
from typing import Any

import pytest
import segno
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from rollen import zweitfaktor
from rollen.models import Benutzer, Eintrag
from rollen.protokoll import pruefe_kette
from tests.fabriken import PASSWORT, BenutzerFactory
from tests.rollen.faktor import SCHRITT, falscher, richte_ein, zeigt
from tests.rollen.seiten import als, fehler

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reise")]
EINRICHTEN = "/konto/zweiter-faktor/einrichten/"


def stand(person: Benutzer) -> dict[str, Any]:
    """All that a refusal must leave as it was; the waiting time after a wrong code is not among it."""
    return {
        "apps": list(TOTPDevice.objects.filter(user=person).values("key", "confirmed", "last_t")),
        "codes": sorted(StaticToken.objects.values_list("token", flat=True)),
        "anmeldung": Benutzer.objects.get(pk=person.pk).code_bei_anmeldung,
        "eintraege": list(Eintrag.objects.order_by("pk").values_list("aktion", flat=True)),
    }


def beginne(client: Client, **mehr: str) -> Any:
    return client.post(EINRICHTEN, {"passwort": PASSWORT, **mehr})


def taten(person: Benutzer) -> list[tuple[str, dict[str, Any]]]:
    return list(Eintrag.objects.filter(kette=f"benutzer/{person.pk}").values_list("aktion", "nachher"))


def test_einrichten_vom_passwort_bis_zu_den_ersatzcodes_und_die_sieht_man_einmal(
    mailoutbox, django_capture_on_commit_callbacks
) -> None:
    person = BenutzerFactory()
    client = als(person)
    assert "Zweiten Faktor einrichten" in client.get(reverse("zweiter_faktor")).content.decode()
    assert beginne(client).headers["Location"] == EINRICHTEN
    app = TOTPDevice.objects.get(user=person)
    assert (app.confirmed, zweitfaktor.app_von(person)) == (False, None)
    seite = client.get(EINRICHTEN)
    assert seite.context["bild"] == segno.make(app.config_url, error="m", micro=False).svg_data_uri(
        scale=5, border=4, light="#fff"
    )
    assert re.fullmatch(r"(\w{4} ){7}\w{4}", seite.context["schluessel"])
    assert "issuer=Kindercampus%20Dortmund" in app.config_url
    code = zeigt(person)
    eingaben = {"code": f"{code[:3]} {code[3:]}", "bei_anmeldung": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        antwort = client.post(EINRICHTEN, eingaben, follow=True)
    codes = antwort.context["codes"]
    assert antwort.redirect_chain == [(reverse("ersatzcodes"), 302)]
    gespeichert = StaticToken.objects.order_by("pk").values_list("token", flat=True)
    assert [code.replace(" ", "") for code in codes] == list(gespeichert)
    assert len(codes) == 10
    assert client.get(reverse("ersatzcodes")).context["codes"] == []
    assert taten(person) == [("zweitfaktor_einrichten", {"code_bei_anmeldung": True})]
    assert pruefe_kette(f"benutzer/{person.pk}").heil
    assert [(m.to, m.subject) for m in mailoutbox] == [
        ([person.email], "Ihr zweiter Faktor ist eingerichtet")
    ]
    assert "Auch beim Anmelden fragen wir nach dem Code." in mailoutbox[0].body


def test_ohne_das_passwort_beginnt_niemand() -> None:
    person = BenutzerFactory()
    vorher = stand(person)
    antwort = als(person).post(EINRICHTEN, {"passwort": "Nicht-dieses-1"})
    assert (antwort.status_code, fehler(antwort)) == (422, {"passwort": ["Das Passwort stimmt nicht."]})
    assert "Nicht-dieses-1" not in antwort.content.decode()
    assert stand(person) == vorher


def test_ein_falscher_erster_code_richtet_nichts_ein_und_der_naechste_wartet(reise) -> None:
    person = BenutzerFactory()
    client = als(person)
    beginne(client)
    vorher = stand(person)
    antwort = client.post(EINRICHTEN, {"code": falscher(person)})
    assert (antwort.status_code, fehler(antwort)) == (422, {"code": [zweitfaktor.FALSCHER_CODE]})
    sofort = client.post(EINRICHTEN, {"code": zeigt(person)})
    warten = "Bitte warten Sie nach einem falschen Code bis 01.10.2026, 10:00:01 Uhr."
    assert (sofort.status_code, fehler(sofort)) == (422, {"code": [warten]})
    assert stand(person) == vorher
    reise.shift(1)
    assert client.post(EINRICHTEN, {"code": zeigt(person)}).status_code == 302
    assert taten(person) == [("zweitfaktor_einrichten", {"code_bei_anmeldung": False})]


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "1234567890123", "１２３４５６"])
def test_was_kein_code_sein_kann_zaehlt_nicht_als_versuch(code: str, reise) -> None:
    person = BenutzerFactory()
    richte_ein(person, reise)
    vorher = stand(person)
    antwort = als(person).post(reverse("zweiter_faktor_entfernen"), {"code": code})
    assert (antwort.status_code, list(fehler(antwort))) == (422, ["code"])
    assert (stand(person), TOTPDevice.objects.get().throttling_failure_count) == (vorher, 0)


def test_ersatzcodes_erneuern_macht_die_alten_ungueltig(reise) -> None:
    person = BenutzerFactory()
    alte = richte_ein(person, reise)
    antwort = als(person).post(reverse("ersatzcodes"), {"code": zeigt(person)}, follow=True)
    neue = [code.replace(" ", "") for code in antwort.context["codes"]]
    assert (len(neue), set(neue) & set(alte)) == (10, set())
    with pytest.raises(zweitfaktor.FalscherCode):
        zweitfaktor.verlange(person, alte[0])
    reise.shift(1)
    assert zweitfaktor.verlange(person, neue[0]) is True
    assert zweitfaktor.ersatzcodes_uebrig(person) == 9
    assert [aktion for aktion, _ in taten(person)] == ["zweitfaktor_einrichten", "ersatzcodes_erneuern"]


SEITEN = ("ersatzcodes", "zweiter_faktor_anmeldung", "zweiter_faktor_entfernen")


@pytest.mark.parametrize("seite", SEITEN)
@pytest.mark.parametrize("fall", ["falsch", "benutzt", "benutzter Ersatzcode", "fremd"])
def test_ohne_gueltigen_code_aendert_sich_nichts(seite: str, fall: str, reise) -> None:
    person, andere = BenutzerFactory(), BenutzerFactory()
    codes = richte_ein(person, reise)
    richte_ein(andere, reise)
    benutzt = zeigt(person)
    zweitfaktor.verlange(person, benutzt)
    zweitfaktor.verlange(person, codes[0])
    code = {
        "falsch": falscher(person),
        "benutzt": benutzt,
        "benutzter Ersatzcode": codes[0],
        "fremd": zeigt(andere),
    }[fall]
    vorher = stand(person)
    antwort = als(person).post(reverse(seite), {"code": code})
    assert (antwort.status_code, fehler(antwort)) == (422, {"code": [zweitfaktor.FALSCHER_CODE]})
    assert stand(person) == vorher


def test_die_frage_beim_anmelden_laesst_sich_ab_und_wieder_anstellen(reise) -> None:
    person = BenutzerFactory()
    codes = richte_ein(person, reise)
    client = als(person)
    for wert, code in (({}, zeigt(person)), ({"bei_anmeldung": "on"}, codes[0])):
        antwort = client.post(reverse("zweiter_faktor_anmeldung"), {**wert, "code": code})
        assert antwort.headers["Location"] == reverse("zweiter_faktor")
        assert Benutzer.objects.get(pk=person.pk).code_bei_anmeldung is bool(wert)
    assert taten(person)[1:] == [
        ("anmeldung_umstellen", {"code_bei_anmeldung": False}),
        ("anmeldung_umstellen", {"code_bei_anmeldung": True}),
    ]


def test_entfernt_gilt_weder_die_app_noch_ein_ersatzcode(
    reise, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    person = BenutzerFactory()
    codes = richte_ein(person, reise)
    with django_capture_on_commit_callbacks(execute=True):
        antwort = als(person).post(reverse("zweiter_faktor_entfernen"), {"code": zeigt(person)})
    assert antwort.headers["Location"] == reverse("zweiter_faktor")
    with pytest.raises(zweitfaktor.Codefehler, match="noch keinen zweiten Faktor"):
        zweitfaktor.verlange(person, codes[0])
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (0, 0)
    assert taten(person)[1:] == [("zweitfaktor_entfernen", {})]
    assert [(m.to, m.subject) for m in mailoutbox] == [([person.email], "Ihr zweiter Faktor ist entfernt")]


def test_ein_halb_eingerichteter_faktor_zaehlt_nicht_und_wird_neu_begonnen() -> None:
    person = BenutzerFactory()
    zweitfaktor.beginne(person)
    erster = TOTPDevice.objects.get()
    with pytest.raises(zweitfaktor.Codefehler):
        zweitfaktor.verlange(person, zeigt(person))
    assert zweitfaktor.fragt_bei_anmeldung(person) is False
    zweitfaktor.beginne(person)
    assert TOTPDevice.objects.get().key != erster.key


def test_wer_schon_einen_hat_richtet_keinen_zweiten_ein(reise) -> None:
    person = BenutzerFactory()
    richte_ein(person, reise)
    vorher = stand(person)
    client = als(person)
    for antwort in (client.get(EINRICHTEN), beginne(client)):
        assert antwort.headers["Location"] == reverse("zweiter_faktor")
    with pytest.raises(Exception, match="schon einen zweiten Faktor"):
        zweitfaktor.beginne(person)
    assert stand(person) == vorher


@pytest.mark.parametrize("seite", SEITEN)
def test_ohne_faktor_fuehren_die_anderen_seiten_zum_stand(seite: str) -> None:
    client = als(BenutzerFactory())
    for antwort in (client.get(reverse(seite)), client.post(reverse(seite), {"code": "123456"})):
        assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("zweiter_faktor"))


@pytest.mark.parametrize(
    ("ziel", "danach"),
    [("/konto/", "/konto/"), ("https://boese.example/", ""), ("//boese.example/", ""), ("javascript:x", "")],
)
def test_nach_dem_einrichten_geht_es_zurueck_aber_nie_nach_draussen(ziel: str, danach: str) -> None:
    person = BenutzerFactory()
    client = als(person)
    assert client.get(EINRICHTEN, {"next": ziel}).context["next"] == danach
    beginne(client, next=ziel)
    antwort = client.post(EINRICHTEN, {"code": zeigt(person), "next": ziel}, follow=True)
    assert antwort.context["next"] == danach
    assert "boese" not in antwort.content.decode()
    assert "javascript:" not in antwort.content.decode()


def test_die_seite_sagt_wie_viele_ersatzcodes_uebrig_sind(reise) -> None:
    person = BenutzerFactory()
    for code in richte_ein(person, reise)[:8]:
        zweitfaktor.verlange(person, code)
    assert "Noch 2 übrig." in als(person).get(reverse("zweiter_faktor")).content.decode()


def test_verlorenes_telefon_der_betreiber_entfernt_den_faktor_mit_grund(
    reise, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    person = BenutzerFactory(email="kim@verein.example")
    richte_ein(person, reise)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("zweiten_faktor_entfernen", "Kim@verein.example", grund="Telefon verloren")
    assert zweitfaktor.app_von(person) is None
    assert taten(person)[1:] == [("zweitfaktor_entfernen", {"grund": "Telefon verloren"})]
    assert Eintrag.objects.latest("pk").akteur is None
    assert "Der Grund: Telefon verloren" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("email", "grund", "meldung"),
    [
        ("wer@verein.example", "verloren", "Diese Person gibt es nicht"),
        ("kim@verein.example", " ", "Bitte nennen Sie den Grund"),
        ("ohne@verein.example", "verloren", "noch keinen zweiten Faktor"),
    ],
)
def test_das_kommando_weist_ab_und_aendert_nichts(email, grund, meldung, reise) -> None:
    person = BenutzerFactory(email="kim@verein.example")
    BenutzerFactory(email="ohne@verein.example")
    richte_ein(person, reise)
    vorher = stand(person)
    with pytest.raises(CommandError, match=meldung):
        call_command("zweiten_faktor_entfernen", email, grund=grund)
    assert stand(person) == vorher


def test_codes_gelten_kurz_und_einmal(reise) -> None:
    person = BenutzerFactory()
    richte_ein(person, reise)
    alter = zeigt(person)
    reise.shift(2 * SCHRITT)
    with pytest.raises(zweitfaktor.FalscherCode):
        zweitfaktor.verlange(person, alter)
    reise.shift(SCHRITT)
    neuer = zeigt(person)
    assert zweitfaktor.verlange(person, neuer) is False
    with pytest.raises(zweitfaktor.FalscherCode):
        zweitfaktor.verlange(person, neuer)
