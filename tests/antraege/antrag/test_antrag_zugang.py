"""Who gets to the pages of a draft, when they are open, and that text stays text on them."""

from html import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.services import hinterlege, speichere_antworten, speichere_vorhaben
from antraege.foerderung.services import speichere_plan
from antraege.kern.status import Status
from rollen.models import Stelle, Stellenart
from rollen.tabelle import Rolle
from tests.antraege.antrag.dateiproben import pdf
from tests.antraege.antrag.entwuerfe import HTML, PLAN, alles, entwurf, fertiger_entwurf, stelle_nachforderung
from tests.fabriken import StelleFactory, TraegerFactory, person_mit

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


def test_fremder_antrag_ist_wie_keiner(welt, client):
    antrag = entwurf(welt)
    anlage = hinterlege(antrag, datei(pdf(), "a.pdf"), akteur=welt.person)
    vorher = alles()
    fremde = [
        person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle),
        person_mit(Rolle.CAMPUS_MANAGEMENT, welt.standort),
        person_mit(Rolle.SERVICESTELLE, StelleFactory(art=Stellenart.SERVICESTELLE)),
    ]
    schreibend = [
        ziel("anlage_entfernen", antrag, anlage.pk),
        ziel("antrag_kopieren", antrag),
        *alle_seiten(antrag),
    ]
    for person in fremde:
        client.force_login(person)
        assert {client.get(adresse).status_code for adresse in alle_seiten(antrag)} == {404}
        assert {client.post(adresse, {"stand": 1}).status_code for adresse in schreibend} <= {404, 405}
        assert client.get(reverse("anlage", args=[anlage.pk])).status_code == 404
    assert alles() == vorher


def test_amt_hat_hier_nichts_zu_suchen(welt, client):
    antrag = entwurf(welt)
    client.force_login(person_mit(Rolle.LEITUNG, welt.programm.stelle))
    assert {client.get(adresse).status_code for adresse in alle_seiten(antrag)} == {403}
    client.force_login(person_mit(Rolle.SACHBEARBEITUNG, welt.programm.stelle))  # drafts for whom it advises
    assert {client.get(adresse).status_code for adresse in alle_seiten(antrag)} == {404}


def test_ohne_anmeldung_zur_anmeldung(welt, client):
    antrag = entwurf(welt)
    for adresse in [*alle_seiten(antrag), reverse("antrag_neu")]:
        assert client.get(adresse).url == f"{reverse('anmelden')}?next={adresse}"


@pytest.mark.parametrize("status", [Status.EINGEREICHT, Status.BEWILLIGT, Status.ZURUECKGEZOGEN])
def test_eingereicht_fuehrt_zum_stand(welt, browser, status):
    antrag = entwurf(welt)
    anlage = hinterlege(antrag, datei(pdf(), "a.pdf"), akteur=welt.person)
    Antrag.objects.filter(pk=antrag.pk).update(status=status, aktenzeichen="A")
    vorher = alles()
    for adresse in alle_seiten(antrag):
        assert browser.get(adresse).url == ziel("antrag_status", antrag)
    stand = {"stand": 1}
    for adresse, angaben in (
        (ziel("antrag_vorhaben", antrag), {"titel": "B"}),
        (ziel("antrag_angaben", antrag, 1), {"frage-kinder": "3"}),
        (ziel("antrag_unterlagen", antrag), {"zu": "satzung", "satzung-datei": datei(pdf(), "b.pdf")}),
        (ziel("anlage_entfernen", antrag, anlage.pk), {}),
    ):
        assert browser.post(adresse, {**stand, **angaben}).status_code == 409
    assert alles() == vorher


def test_nachforderung_oeffnet_die_gefragte_seite(welt, browser):
    antrag = fertiger_entwurf(welt)
    stelle_nachforderung(antrag, (Bezugsart.FRAGE, "kinder"))
    seite = browser.get(ziel("antrag_angaben", antrag, 1)).content.decode()
    assert "frage-kinder" in seite
    assert "frage-ziele" not in seite
    for adresse in (
        ziel("antrag_angaben", antrag, 2),
        ziel("antrag_plan", antrag),
        ziel("antrag_vorhaben", antrag),
    ):
        assert browser.get(adresse).url == ziel("antrag_status", antrag)
    liste = browser.get(ziel("antrag_entwurf", antrag)).content.decode()
    assert ziel("antrag_angaben", antrag, 1) in liste
    assert ziel("antrag_angaben", antrag, 2) not in liste
    browser.post(ziel("antrag_angaben", antrag, 1), {"stand": antrag.stand, "frage-kinder": "7"})
    assert Antrag.objects.get().antworten["kinder"] == 7
    assert Antrag.objects.get().antworten["ziele"] == "Kinder lesen gern."


def test_html_bleibt_text(welt, browser):
    Stelle.objects.filter(pk=welt.traeger.pk).update(name=HTML)
    antrag = entwurf(welt, titel=HTML)
    speichere_vorhaben(antrag, titel=HTML, beginn=None, ende=None, akteur=welt.person, standort=welt.standort)
    speichere_antworten(antrag, {"ziele": HTML, "hinweis": HTML}, akteur=welt.person)
    speichere_plan(antrag, [type(p)(p.seite, p.art, HTML, p.betrag) for p in PLAN], akteur=welt.person)
    name = "<script>alert(1)<img onerror=alert(2)>&amp;.pdf"
    hinterlege(antrag, datei(pdf(), name.replace("/", "")), akteur=welt.person)
    for adresse in [*alle_seiten(antrag), reverse("antrag_neu")]:
        seite = browser.get(adresse).content.decode()
        assert "<script>alert" not in seite
        assert "<img src=x" not in seite
        assert "<img onerror" not in seite
    gezeigt = browser.get(ziel("antrag_pruefen", antrag)).content.decode()
    assert gezeigt.count(escape(HTML)) >= 8
    veraltet = browser.post(ziel("antrag_vorhaben", antrag), {"stand": 0, "titel": HTML})
    assert "<script>alert" not in veraltet.content.decode()
    fehler = browser.post(ziel("antrag_vorhaben", antrag), {"stand": HTML, "titel": HTML, "beginn": HTML})
    assert "<script>alert" not in fehler.content.decode()


def fragen_an_die_datenbank(browser: Client, antrag: Antrag) -> dict[str, int]:
    zahlen = {}
    for adresse in alle_seiten(antrag):
        with CaptureQueriesContext(connection) as gezaehlt:
            assert browser.get(adresse).status_code == 200
        zahlen[adresse] = len(gezaehlt)
    return zahlen


def test_seiten_kosten_mit_einer_und_vielen_zeilen_gleich_viel(welt, browser):
    antrag = fertiger_entwurf(welt)
    eine = fragen_an_die_datenbank(browser, antrag)
    speichere_plan(antrag, [*PLAN, *PLAN, *PLAN], akteur=welt.person)
    for name in ("b.pdf", "c.pdf"):
        hinterlege(antrag, datei(pdf(), name), akteur=welt.person)
    assert fragen_an_die_datenbank(browser, antrag) == eine
    assert max(eine.values()) <= 14
