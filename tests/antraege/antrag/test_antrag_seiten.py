"""The pages of a draft: saved, refused, outdated, foreign; nothing typed is lost, nothing wrong is stored."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.antrag.services import speichere_antworten
from rollen.models import Stellenart
from rollen.tabelle import Rolle
from tests.antraege.antrag.entwuerfe import alles, entwurf, fertiger_entwurf
from tests.fabriken import RichtlinieFactory, StelleFactory, TraegerFactory, person_mit

SEITEN = ["antrag_vorhaben", "antrag_unterlagen", "antrag_entwurf", "antrag_plan", "antrag_pruefen"]


@pytest.fixture
def browser(welt, client: Client) -> Client:
    client.force_login(welt.person)
    return client


def ziel(name: str, antrag: Antrag, *weitere: int) -> str:
    return reverse(name, args=[antrag.pk, *weitere])


def alle_seiten(antrag: Antrag) -> list[str]:
    angaben = [ziel("antrag_angaben", antrag, nr) for nr in (1, 2, 3)]
    return [ziel(name, antrag) for name in SEITEN] + angaben


def datei(inhalt: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, inhalt)


def test_programm_waehlen(welt, browser):
    zu = RichtlinieFactory(aufrufe=[(date(2022, 12, 1), date(2023, 1, 1))])
    nicht_fuer_uns = RichtlinieFactory(antragsberechtigt=["kita"])
    seite = browser.get(reverse("antrag_neu")).content.decode()
    assert reverse("antrag_beginnen", args=[welt.programm.pk]) in seite
    assert zu.programm.name not in seite
    assert nicht_fuer_uns.programm.name in seite
    assert reverse("antrag_beginnen", args=[nicht_fuer_uns.programm_id]) not in seite


def test_unverifizierte_organisation_liest_warum(welt, client):
    traeger = TraegerFactory(verifiziert_am=None).stelle
    client.force_login(person_mit(Rolle.TRAEGER_ANTRAG, traeger))
    assert "noch nicht verifiziert" in client.get(reverse("antrag_neu")).content.decode()


def test_entwurf_anlegen(welt, browser):
    angaben = {"traeger": welt.traeger.pk, "titel": "Leseclub", "standort": welt.standort.pk}
    antwort = browser.post(reverse("antrag_beginnen", args=[welt.programm.pk]), angaben)
    antrag = Antrag.objects.get()
    assert antwort.url == ziel("antrag_entwurf", antrag)
    assert (antrag.titel, antrag.standort, antrag.im_auftrag) == ("Leseclub", welt.standort, False)


def test_zweiter_klick_legt_keinen_zweiten_entwurf_an(welt, browser):
    angaben = {"traeger": welt.traeger.pk, "titel": "Leseclub"}
    antworten = [browser.post(reverse("antrag_beginnen", args=[welt.programm.pk]), angaben) for _ in range(2)]
    assert antworten[0].url == antworten[1].url
    assert Antrag.objects.count() == 1


def test_servicestelle_legt_im_auftrag_an(welt, client):
    client.force_login(person_mit(Rolle.SERVICESTELLE, StelleFactory(art=Stellenart.SERVICESTELLE)))
    angaben = {"traeger": welt.traeger.pk, "titel": "Leseclub"}
    client.post(reverse("antrag_beginnen", args=[welt.programm.pk]), angaben)
    assert Antrag.objects.get().im_auftrag


def test_campus_management_braucht_den_eigenen_standort(welt, client):
    client.force_login(person_mit(Rolle.CAMPUS_MANAGEMENT, welt.standort))
    adresse = reverse("antrag_beginnen", args=[welt.programm.pk])
    fremd = StelleFactory(art=Stellenart.STANDORT)
    for standort in ("", fremd.pk):
        antwort = client.post(adresse, {"traeger": welt.traeger.pk, "titel": "A", "standort": standort})
        assert antwort.status_code == 422
    assert not Antrag.objects.exists()
    client.post(adresse, {"traeger": welt.traeger.pk, "titel": "A", "standort": welt.standort.pk})
    assert Antrag.objects.get().standort == welt.standort


def test_fremde_organisation_ist_nicht_waehlbar(welt, browser):
    fremd = TraegerFactory().stelle
    adresse = reverse("antrag_beginnen", args=[welt.programm.pk])
    antwort = browser.post(adresse, {"traeger": fremd.pk, "titel": "Leseclub"})
    assert antwort.status_code == 422
    assert "Leseclub" in antwort.content.decode()
    assert not Antrag.objects.exists()


def test_geschlossenes_programm_sagt_wann_es_weitergeht(welt, browser):
    zu = RichtlinieFactory(aufrufe=[(date(2022, 12, 1), date(2023, 1, 1))])
    seite = reverse("antrag_beginnen", args=[zu.programm_id])
    antwort = browser.get(seite, follow=True)
    assert antwort.redirect_chain == [(reverse("programm", args=[zu.programm.kuerzel]), 302)]
    assert "Die Antragsfrist ist am 01.01.2023 abgelaufen." in antwort.content.decode()
    antwort = browser.post(seite, {"traeger": welt.traeger.pk, "titel": "Zu spät"})
    assert (antwort.status_code, zu.programm.antraege.count()) == (422, 0)
    assert "Zu spät" in antwort.content.decode()
    entwurf_ohne = RichtlinieFactory(freigegeben=False)
    assert browser.get(reverse("antrag_beginnen", args=[entwurf_ohne.programm_id])).status_code == 404


def test_vorhaben_speichern(welt, browser):
    antrag = entwurf(welt)
    angaben = {"stand": 0, "titel": "Neu", "beginn": "2023-03-01", "ende": "31.12.2023", "standort": ""}
    antwort = browser.post(ziel("antrag_vorhaben", antrag), angaben)
    assert antwort.url == ziel("antrag_entwurf", antrag)
    frisch = Antrag.objects.get()
    assert (frisch.titel, frisch.beginn, frisch.ende) == ("Neu", date(2023, 3, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    "falsch",
    [
        {"titel": ""},
        {"titel": "x" * 161},
        {"beginn": "31.02.2023"},
        {"ende": "morgen"},
        {"standort": "999999"},
        {"titel": "a\0b"},
    ],
)
def test_falsches_vorhaben_wird_nicht_gespeichert(welt, browser, falsch):
    antrag = entwurf(welt)
    vorher = alles()
    angaben = {"stand": 0, "titel": "Mein neuer Titel", "beginn": "", "ende": "2023-12-31", **falsch}
    antwort = browser.post(ziel("antrag_vorhaben", antrag), angaben)
    seite = antwort.content.decode()
    assert antwort.status_code == 422
    assert "<title>Fehler:" in seite
    assert 'id="fehlerliste"' in seite
    getippt = angaben["titel"] if "standort" in falsch else next(iter(falsch.values()))
    assert f'value="{getippt}"' in seite or getippt == ""
    assert alles() == vorher


def test_angaben_speichern(welt, browser):
    antrag = entwurf(welt)
    browser.post(
        ziel("antrag_angaben", antrag, 1),
        {"stand": 0, "frage-ziele": "Zeile 1\r\nZeile 2", "frage-kinder": "1.200", "frage-hinweis": " "},
    )
    browser.post(
        ziel("antrag_angaben", antrag, 2), {"stand": 1, "frage-ganztag": "nein", "frage-thema": "mint"}
    )
    browser.post(ziel("antrag_angaben", antrag, 3), {"stand": 2, "frage-kein_beginn": "on"})
    assert Antrag.objects.get().antworten == {
        "ziele": "Zeile 1\nZeile 2",
        "kinder": 1200,
        "ganztag": False,
        "thema": "mint",
        "kein_beginn": True,
    }


def test_gespeicherte_antworten_stehen_wieder_da(welt, browser):
    antrag = fertiger_entwurf(welt)
    seiten = [browser.get(ziel("antrag_angaben", antrag, nr)).content.decode() for nr in (1, 2, 3)]
    assert "Kinder lesen gern.</textarea>" in seiten[0]
    assert 'value="24"' in seiten[0]
    gewaehlt = [re.findall(r'name="frage-(\w+)"(?: value="(\w+)")?[^>]* checked', seite) for seite in seiten]
    assert gewaehlt == [[], [("ganztag", "nein"), ("thema", "mint")], [("kein_beginn", "")]]


def test_antwort_zuruecknehmen(welt, browser):
    antrag = fertiger_entwurf(welt)
    browser.post(ziel("antrag_angaben", antrag, 3), {"stand": antrag.stand})
    assert "kein_beginn" not in Antrag.objects.get().antworten


@pytest.mark.parametrize(
    ("nr", "falsch"),
    [
        (1, {"frage-kinder": "-1"}),
        (1, {"frage-kinder": "1,5"}),
        (1, {"frage-kinder": "viele"}),
        (1, {"frage-kinder": "1.20"}),
        (1, {"frage-kinder": "9999999999"}),
        (1, {"frage-ziele": "x" * 501}),
        (1, {"frage-hinweis": "x" * 101}),
        (2, {"frage-thema": "musik"}),
        (2, {"frage-ganztag": "vielleicht"}),
    ],
)
def test_falsche_antwort_wird_nicht_gespeichert(welt, browser, nr, falsch):
    antrag = entwurf(welt)
    vorher = alles()
    antwort = browser.post(ziel("antrag_angaben", antrag, nr), {"stand": 0, **falsch})
    assert antwort.status_code == 422
    assert 'id="fehlerliste"' in antwort.content.decode()
    assert alles() == vorher


@pytest.mark.parametrize("nr", [0, 4, 99])
def test_seite_die_es_nicht_gibt(welt, browser, nr):
    antrag = entwurf(welt)
    assert browser.get(ziel("antrag_angaben", antrag, nr)).status_code == 404


@pytest.mark.parametrize("stand", ["0", "", "x", "-1", "99", "²", "9" * 30])
def test_veraltete_seite_zeigt_was_getippt_wurde(welt, browser, stand):
    antrag = entwurf(welt)
    speichere_antworten(antrag, {"kinder": 3}, akteur=welt.person)
    vorher = alles()
    for adresse, angaben, getippt in (
        (ziel("antrag_vorhaben", antrag), {"titel": "Ganz neuer Titel"}, "Ganz neuer Titel"),
        (ziel("antrag_angaben", antrag, 1), {"frage-ziele": "Mein langer Text"}, "Mein langer Text"),
    ):
        antwort = browser.post(adresse, {"stand": stand, **angaben})
        assert antwort.status_code == 409
        assert getippt in antwort.content.decode()
    assert alles() == vorher


def test_veralteter_stand_bleibt_veraltet_nach_fehler(welt, browser):
    antrag = entwurf(welt)
    speichere_antworten(antrag, {"kinder": 3}, akteur=welt.person)
    antwort = browser.post(ziel("antrag_angaben", antrag, 1), {"stand": 0, "frage-kinder": "x"})
    assert '<input type="hidden" name="stand" value="0">' in antwort.content.decode()


def test_nur_freiwilliges_heisst_freiwillig(welt, browser):
    antrag = entwurf(welt)
    seite = browser.get(ziel("antrag_angaben", antrag, 1)).content.decode()
    beschriftet = re.findall(r'for="id_frage-(\w+)">[^<]*<span class="kern-label__optional">', seite)
    assert beschriftet == ["hinweis"]
    vorhaben = browser.get(ziel("antrag_vorhaben", antrag)).content.decode()
    assert re.findall(r'for="id_(\w+)">[^<]*<span class="kern-label__optional">', vorhaben) == ["standort"]


def test_entwurf_darf_unvollstaendig_sein(welt, browser):
    antrag = fertiger_entwurf(welt)
    leer = [{"frage-ziele": ""}, {}, {}]
    for nr, angaben in enumerate(leer, start=1):
        stand = Antrag.objects.get().stand
        assert (
            browser.post(ziel("antrag_angaben", antrag, nr), {"stand": stand, **angaben}).status_code == 302
        )
    stand = Antrag.objects.get().stand
    assert browser.post(ziel("antrag_vorhaben", antrag), {"stand": stand, "titel": "A"}).status_code == 302
    frisch = Antrag.objects.get()
    assert (frisch.antworten, frisch.beginn, frisch.ende) == ({}, None, None)
