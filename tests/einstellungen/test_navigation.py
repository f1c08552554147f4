"""The main navigation: few groups, no entry that refuses, and no list that cannot be reached."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver, resolve, reverse

from einstellungen.navigation import EINTRAEGE, Gruppe, Menue, navigation_fuer
from rollen.ansicht import oeffnet
from rollen.blaettern import gezaehlt, in_worten
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.tabelle import TRAEGERROLLEN, Rolle
from tests.fabriken import StelleFactory, TraegerFactory, VertretungFactory, person_mit, stadt
from tests.test_architektur import alle_muster
from tests.workflows.besuch import als

pytestmark = pytest.mark.django_db

MEISTE_AM_KOPF = 9
# What one has for oneself, at "Mein Konto", and what needs a state of the login first.
OHNE_SEITE = re.compile(r"^/(static|anmelden|abmelden|passwort)/")
AM_KONTO = re.compile(r"^/(konto|passwort|abmelden|anmelden)/")
# Where rows are chosen first, what only receives a form, and what leads on by itself.
# And what one meets before there is an account.
NUR_MIT_ANLASS = {
    *("auswertung_aufgaben", "auswertung_abrufe", "auswertung_faelle"),  # the rows behind a figure
    "sammel",
    "zahlungslauf_neu",
    "fall_zum_aktenzeichen",
    "festwerte_vorlegen",
    "festwerte_freigeben",
    "start",
} | {
    "traeger_registrieren",
    "traeger_registriert",
    "beratung_angefragt",
}


def stelle_fuer(rolle: Rolle) -> Stelle:
    if rolle in TRAEGERROLLEN:
        return TraegerFactory().stelle
    arten = {
        Rolle.EINRICHTUNG: Stellenart.SCHULE,
        Rolle.CAMPUS_MANAGEMENT: Stellenart.STANDORT,
        Rolle.SERVICESTELLE: Stellenart.SERVICESTELLE,
        Rolle.KASSE: Stellenart.KASSE,
    }
    ueberall = (Rolle.RECHNUNGSPRUEFUNG, Rolle.ADMINISTRATION, Rolle.DATENSCHUTZ)
    return stadt() if rolle in ueberall else StelleFactory(art=arten.get(rolle, Stellenart.FACHBEREICH))


def person(rolle: Rolle) -> Benutzer:
    return person_mit(rolle, stelle_fuer(rolle))


def navigation(benutzer: Benutzer, adresse: str = "/impressum/") -> list[Menue]:
    anfrage = RequestFactory().get(adresse)
    anfrage.user = benutzer
    return navigation_fuer(anfrage)


def begehe(client: Client) -> set[str]:
    """Every address that links lead to from Mein Konto on; of each kind of page one is opened."""
    gesehen, arten, offen = set(), set(), [reverse("konto")]
    while offen:
        adresse = offen.pop()
        gesehen.add(adresse)
        art = re.sub(r"\d+", "0", adresse)
        if art in arten:
            continue
        arten.add(art)
        antwort = client.get(adresse, follow=True)
        if antwort.status_code == 200 and not antwort.streaming:
            ziele = {
                re.split("[?#]", z)[0]
                for z in re.findall(r'(?:href|method="get" action)="(/[^"]*)"', antwort.content.decode())
            }
            offen += [z for z in sorted(ziele - gesehen) if not OHNE_SEITE.match(z)]
        antwort.close()
    return gesehen


@pytest.mark.parametrize("rolle", Rolle)
def test_jeder_eintrag_oeffnet_sich(rolle: Rolle) -> None:
    benutzer = person(rolle)
    client, menues = als(benutzer), navigation(benutzer)
    assert menues
    assert len(menues) <= MEISTE_AM_KOPF
    for punkt in (punkt for menue in menues for punkt in menue.punkte):
        assert client.get(punkt.url, follow=True).status_code == 200, punkt


@pytest.mark.parametrize("rolle", Rolle)
def test_jede_seite_ohne_schluessel_ist_vom_kopf_aus_zu_erreichen(rolle: Rolle) -> None:
    benutzer = person(rolle)
    client = als(benutzer)
    erreicht = begehe(client)
    for pfad, muster in alle_muster(get_resolver()):
        adresse = f"/{pfad}"
        if "<" in pfad or adresse in erreicht or muster.name in NUR_MIT_ANLASS or AM_KONTO.match(adresse):
            continue
        if muster.name == "beratung_anfragen" and adresse not in {
            p.url for m in navigation(benutzer) for p in m.punkte
        }:
            continue  # the office gives advice
        assert not oeffnet(benutzer, adresse) or client.get(adresse).status_code != 200, (rolle, muster.name)


def test_wer_am_falschen_ort_bucht_sieht_keinen_eintrag_der_ihn_abweist() -> None:
    StelleFactory(art=Stellenart.KASSE)
    benutzer = person_mit(Rolle.KASSE, StelleFactory())
    assert als(benutzer).get(reverse("zahlungen")).status_code == 403
    assert reverse("zahlungen") not in {p.url for m in navigation(benutzer) for p in m.punkte}


def test_wer_vertritt_sieht_die_eintraege_der_vertretenen_person() -> None:
    vertretener, vertreter = person(Rolle.ANORDNUNG), person(Rolle.DATENSCHUTZ)
    VertretungFactory(vertretener=vertretener, vertreter=vertreter)
    assert reverse("haushalt") in {p.url for m in navigation(vertreter) for p in m.punkte}


def test_die_gruppe_der_seite_und_nur_sie_ist_markiert() -> None:
    benutzer = person(Rolle.SERVICESTELLE)
    aktive = [m for m in navigation(benutzer, reverse("angebote_pruefen")) if m.aktiv]
    assert [m.name for m in aktive] == [Gruppe.KOOPERATION]
    assert [p.name for p in aktive[0].punkte if p.aktiv] == ["Angebote prüfen"]
    seite = als(benutzer).get(reverse("angebote_pruefen")).content.decode()
    assert seite.count('aria-current="true"') == 1


def test_eine_gruppe_mit_einem_eintrag_ist_dieser_eintrag() -> None:
    menues = navigation(person(Rolle.DATENSCHUTZ))
    assert [(m.name, len(m.punkte)) for m in menues if m.punkte[0].name == "Rechte"] == [("Rechte", 1)]


def test_kein_ziel_steht_bei_jemandem_zweimal() -> None:
    for rolle in Rolle:
        urls = [p.url for m in navigation(person(rolle)) for p in m.punkte]
        assert len(urls) == len(set(urls)), rolle


def test_ohne_anmeldung_gibt_es_keine_navigation(client: Client) -> None:
    assert "app-nav" not in client.get(reverse("impressum")).content.decode()


def test_jeder_eintrag_hat_ein_ziel() -> None:
    for eintrag in EINTRAEGE:
        assert resolve(reverse(eintrag.ziel)).url_name == eintrag.ziel


def test_gezaehlt_wird_bis_99(django_assert_num_queries) -> None:
    assert (in_worten(0), in_worten(99), in_worten(100)) == ("0", "99", "99+")
    StelleFactory()
    with django_assert_num_queries(1) as gefangen:
        assert gezaehlt(Stelle.objects.all()) == "2"
    assert "LIMIT 100" in gefangen[0]["sql"]
