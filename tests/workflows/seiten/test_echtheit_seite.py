"""The public page: by id, by file, by hash; what it refuses; what it leaves behind."""

import hashlib
import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import bewilligt
from tests.workflows.besuch import bild, text
from workflows.akte.echtheit import Geltung, Stand
from workflows.akte.pruefsumme import GROESSTE_DATEI
from workflows.seiten.dokument import GROESSTE_SENDUNG, KEIN_PDF, PRUEFUNGEN_JE_MINUTE, ZU_GROSS


@pytest.fixture
def stueck(welt: Welt) -> Schriftstueck:
    """An issued Zuwendungsbescheid."""
    return bewilligt(welt).schriftstuecke.get(art=Schriftstueckart.ZUWENDUNGSBESCHEID)


def pruefe(client: Client, **felder: Any) -> HttpResponse:
    return client.post(reverse("echtheit"), felder)


def pdf(inhalt: bytes, name: str = "bescheid.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, inhalt, "application/pdf")


def inhalt_von(stueck: Schriftstueck) -> bytes:
    with stueck.datei.open("rb") as datei:
        gelesen: bytes = datei.read()
    return gelesen


def test_die_seite_ist_offen_setzt_kein_cookie_und_wird_nie_aufgehoben(client: Client, db: None) -> None:
    antwort = client.get(reverse("echtheit"))
    assert (antwort.status_code, antwort.headers["Cache-Control"]) == (200, "no-store")
    assert dict(antwort.cookies) == {}
    assert antwort.headers["Content-Security-Policy"].split("script-src ")[1].split(";")[0] == "'self'"
    assert dict(pruefe(client, id="X").cookies) == {}


def test_der_kurze_link_fuellt_vor_und_prueft_noch_nicht(client: Client, stueck: Schriftstueck) -> None:
    antwort = client.get(reverse("echtheit"), {"id": stueck.kennung})
    assert antwort.context["form"]["id"].value() == stueck.kennung
    assert antwort.context["stand"] is None


def test_zur_kennung_kommt_die_auskunft_ohne_namen_und_betraege(
    client: Client, stueck: Schriftstueck
) -> None:
    antwort = pruefe(client, id=stueck.kennung)
    assert (antwort.status_code, antwort.context["stand"].geltung) == (200, Geltung.GILT)
    html = text(antwort)
    assert html.count("echt und gültig") == 1
    verraten = [stueck.antrag.traeger.name, stueck.antrag.titel, "6.000", "Leitung FB 40", "Sachbearbeitung"]
    assert [wort for wort in verraten if wort in html] == []


def test_die_datei_selbst_wird_erkannt(client: Client, stueck: Schriftstueck) -> None:
    antwort = pruefe(client, datei=pdf(inhalt_von(stueck)))
    assert antwort.context["stand"].kennung == stueck.kennung
    assert text(antwort).count("Ihre Datei stimmt Zeichen für Zeichen") == 1


def test_die_pruefsumme_des_browsers_genuegt(client: Client, stueck: Schriftstueck) -> None:
    assert pruefe(client, sha256=stueck.sha256).context["stand"].kennung == stueck.kennung


def test_ein_geaendertes_byte_ist_nicht_bekannt(client: Client, stueck: Schriftstueck) -> None:
    inhalt = bytearray(inhalt_von(stueck))
    inhalt[len(inhalt) // 2] ^= 1
    antwort = pruefe(client, datei=pdf(bytes(inhalt)))
    assert (antwort.status_code, antwort.context["stand"]) == (200, Stand(Geltung.UNBEKANNT))
    assert pruefe(client, datei=pdf(bytes(inhalt)), id=stueck.kennung).context["stand"].bekannt is False


def test_unbekannt_sieht_aus_wie_unbekannt(client: Client, stueck: Schriftstueck) -> None:
    seiten = [text(pruefe(client, id=eingabe)) for eingabe in ("40-FK-2023-99999-ZUW-1", "<b>x</b>", "' --")]
    assert len(set(seiten)) == 1
    assert seiten[0].count("Ergebnis: nicht bekannt") == 1


@pytest.mark.parametrize(
    "felder",
    [{}, {"id": "x" * 61}, {"id": "a\0b"}, {"sha256": "abc"}, {"sha256": "0" * 64 + "\n0"}, {"id": "  "}],
)
def test_unsinn_bleibt_im_formular(client: Client, db: None, felder: dict[str, str]) -> None:
    antwort = pruefe(client, **felder)
    assert (antwort.status_code, antwort.context["stand"]) == (422, None)
    assert text(antwort).count("<title>Fehler: ") == 1


def test_feindlicher_text_im_link_bleibt_text(client: Client, db: None) -> None:
    antwort = client.get(reverse("echtheit"), {"id": '"><script>alert(1)</script>\0\u202e' + "x" * 100})
    assert antwort.status_code == 200
    assert text(antwort).count("<script>alert") == 0


def test_was_kein_pdf_ist_wird_gesagt(client: Client, db: None) -> None:
    antwort = pruefe(client, datei=pdf(b"MZ\x90\x00 kein PDF"))
    assert (antwort.status_code, antwort.context["form"].errors["datei"]) == (422, [KEIN_PDF])


def test_zu_grosse_dateien_werden_nicht_einmal_gerechnet(client: Client, db: None) -> None:
    antwort = pruefe(client, datei=pdf(b"%PDF-1.4" + b"0" * GROESSTE_DATEI))
    assert (antwort.status_code, antwort.context["form"].errors["datei"]) == (422, [ZU_GROSS])
    riesig = client.generic(
        "POST",
        reverse("echtheit"),
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=GROESSTE_SENDUNG + 1,
    )
    assert (riesig.status_code, riesig.context["form"].errors["datei"]) == (413, [ZU_GROSS])


def test_nichts_bleibt_zurueck(
    client: Client, stueck: Schriftstueck, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No row, no session, no temporary file; the log holds eight characters of the hash."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    vorher, inhalt = bild(), inhalt_von(stueck) + b"0" * 4_000_000
    with caplog.at_level(logging.INFO, logger="workflows.seiten.dokument"):
        pruefe(client, datei=pdf(inhalt, "geheim-Familie-Muster.pdf"))
        pruefe(client, id=stueck.kennung)
    assert bild() == vorher
    assert list(tmp_path.iterdir()) == []
    assert caplog.messages == [f"file {hashlib.sha256(inhalt).hexdigest()[:8]}… checked: unbekannt"]
    assert dict(client.cookies) == {}


def test_nach_dreissig_pruefungen_kommt_eine_pause(client: Client, stueck: Schriftstueck) -> None:
    codes = [pruefe(client, id="X").status_code for _ in range(PRUEFUNGEN_JE_MINUTE)]
    assert codes == [200] * PRUEFUNGEN_JE_MINUTE
    antwort = pruefe(client, id=stueck.kennung)
    assert (antwort.status_code, antwort.headers["Retry-After"]) == (429, "60")
    assert text(antwort).count("Bitte warten Sie eine Minute") == 1
    assert client.get(reverse("echtheit")).status_code == 200
    andere = client.post(reverse("echtheit"), {"id": stueck.kennung}, REMOTE_ADDR="192.0.2.9")
    assert andere.status_code == 200


def test_ohne_token_und_ohne_cookie_geht_es_auch(db: None) -> None:
    assert pruefe(Client(enforce_csrf_checks=True), id="X").status_code == 200
