"""Uploading, taking out and downloading the papers of a draft."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Anlage, Antrag
from antraege.antrag.services import hinterlege
from antraege.kern.status import Status
from rollen.tabelle import Rolle
from tests.antraege.antrag.dateiproben import bild, pdf
from tests.antraege.antrag.entwuerfe import alles, entwurf
from tests.fabriken import person_mit

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


def test_unterlage_hochladen_und_entfernen(welt, browser):
    antrag = entwurf(welt)
    adresse = ziel("antrag_unterlagen", antrag)
    antwort = browser.post(adresse, {"stand": 0, "zu": "satzung", "satzung-datei": datei(pdf(), "S.pdf")})
    assert antwort.url == adresse
    browser.post(
        adresse, {"stand": 1, "zu": "weitere-dateien", "weitere-dateien-datei": datei(bild("PNG"), "F.png")}
    )
    satzung, foto = Anlage.objects.order_by("pk")
    assert (satzung.unterlage.schluessel, foto.unterlage) == ("satzung", None)
    seite = browser.get(adresse).content.decode()
    assert "S.pdf" in seite
    browser.post(ziel("anlage_entfernen", antrag, satzung.pk), {"stand": 2})
    assert "S.pdf</a>" not in browser.get(adresse).content.decode()
    assert browser.get(reverse("anlage", args=[satzung.pk])).status_code == 404
    assert browser.post(ziel("anlage_entfernen", antrag, satzung.pk), {"stand": 3}).status_code == 404


@pytest.mark.parametrize(
    ("name", "inhalt", "satz"),
    [
        ("x.pdf", b"MZ", "ist keine PDF-Datei"),
        ("x.svg", b"<svg/>", "hat keine erlaubte Dateiart"),
        ("x.pdf", b"", "Die Datei ist leer."),
        ("x.pdf", None, "Bitte wählen Sie eine Datei aus."),
    ],
)
def test_schlechte_datei_mit_grund(welt, browser, tmp_path, name, inhalt, satz):
    antrag = entwurf(welt)
    vorher = alles()
    gesendet = {} if inhalt is None else {"satzung-datei": datei(inhalt, name)}
    antwort = browser.post(ziel("antrag_unterlagen", antrag), {"stand": 0, "zu": "satzung", **gesendet})
    assert antwort.status_code == 422
    assert satz in antwort.content.decode()
    assert 'href="#id_satzung-datei"' in antwort.content.decode()
    assert alles() == vorher
    assert list(tmp_path.rglob("*")) == []


def test_pfad_im_dateinamen_kommt_nirgends_an(welt, browser, tmp_path):
    antrag = entwurf(welt)
    gesendet = {"satzung-datei": datei(pdf(), "..\\..\\boese\u202e.pdf")}
    browser.post(ziel("antrag_unterlagen", antrag), {"stand": 0, "zu": "satzung", **gesendet})
    assert Anlage.objects.get().name == "boese.pdf"
    assert {pfad.parent.parent for pfad in tmp_path.rglob("*") if pfad.is_file()} == {tmp_path / "anlagen"}


def test_unterlage_die_niemand_verlangt(welt, browser):
    antrag = entwurf(welt)
    vorher = alles()
    antwort = browser.post(
        ziel("antrag_unterlagen", antrag), {"stand": 0, "zu": "x", "x-datei": datei(pdf(), "a.pdf")}
    )
    assert antwort.status_code == 409
    assert alles() == vorher


def test_download_ist_abgeschirmt(welt, browser):
    antrag = entwurf(welt)
    inhalt = pdf()  # tells the second in which it was made
    anlage = hinterlege(antrag, datei(inhalt, "Übersicht.pdf"), akteur=welt.person)
    antwort = browser.get(reverse("anlage", args=[anlage.pk]))
    assert b"".join(antwort.streaming_content) == inhalt
    assert antwort["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cbersicht.pdf"
    assert antwort["X-Content-Type-Options"] == "nosniff"
    assert antwort["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert antwort["Content-Type"] == "application/pdf"
    assert browser.post(reverse("anlage", args=[anlage.pk])).status_code == 405


@pytest.mark.parametrize(
    ("rolle", "eingereicht", "status"),
    [
        (Rolle.SACHBEARBEITUNG, False, 404),
        (Rolle.SACHBEARBEITUNG, True, 200),
        (Rolle.RECHNUNGSPRUEFUNG, True, 200),
        (Rolle.KASSE, True, 403),
        (Rolle.DATENSCHUTZ, True, 403),
    ],
)
def test_wer_herunterladen_darf(welt, client, rolle, eingereicht, status):
    antrag = entwurf(welt)
    anlage = hinterlege(antrag, datei(pdf(), "a.pdf"), akteur=welt.person)
    if eingereicht:
        Antrag.objects.filter(pk=antrag.pk).update(status=Status.EINGEREICHT, aktenzeichen="A")
    client.force_login(person_mit(rolle, welt.programm.stelle))
    antwort = client.get(reverse("anlage", args=[anlage.pk]))
    assert antwort.status_code == status
    antwort.close()
