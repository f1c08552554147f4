"""A letter is checked in a real browser: without JavaScript the file is sent, with it only its hash."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from rollen import uhr
from tests.browser.conftest import pruefe_mit_axe
from tests.fabriken import PASSWORT, TraegerFactory
from tests.welt import Welt, baue
from tests.workflows.aenderung.aenderungen import bewilligt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.kooperation.registerwelt import vereinbarung

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ZEIT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))
BILDER = os.environ.get("BILDER", "")


@pytest.fixture
def welt(transactional_db: None) -> Welt:
    with uhr.gestellt(ZEIT):
        return baue()


@pytest.fixture
def brief(welt: Welt, tmp_path: Path) -> tuple[Schriftstueck, Path]:
    """An issued letter, and its file on the disk of a reader."""
    with uhr.gestellt(ZEIT):
        antrag = bewilligt(welt)
    stueck = antrag.schriftstuecke.get(art=Schriftstueckart.ZUWENDUNGSBESCHEID)
    datei = tmp_path / "bescheid.pdf"
    with stueck.datei.open("rb") as inhalt:
        datei.write_bytes(inhalt.read())
    return stueck, datei


def pruefe(seite: Page, name: str = "") -> None:
    """Axe finds nothing; the page fits on 320 px. `BILDER=<folder>` keeps pictures."""
    pruefe_mit_axe(seite)
    for breite in (1280, 320):
        seite.set_viewport_size({"width": breite, "height": 900})
        if BILDER and name:
            seite.screenshot(path=f"{BILDER}/{name}-{breite}.png", full_page=True)
        breiter = seite.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert breiter <= 0, (seite.url, breite)
    seite.set_viewport_size({"width": 1280, "height": 900})


def ergebnis(seite: Page) -> str:
    return seite.locator("#ergebnis").inner_text()


def test_mit_javascript_verlaesst_die_datei_das_geraet_nicht(
    browser: Browser, live_server: Any, brief: tuple[Schriftstueck, Path], tmp_path: Path
) -> None:
    stueck, datei = brief
    seite = browser.new_page()
    verstoesse: list[str] = []
    gesendet: list[bytes] = []
    seite.on("console", lambda zeile: verstoesse.append(zeile.text) if zeile.type == "error" else None)
    seite.on("request", lambda r: gesendet.append(r.post_data_buffer or b"") if r.method == "POST" else None)
    seite.goto(f"{live_server.url}/echtheit/?id={stueck.kennung}")
    assert seite.locator("[name=id]").input_value() == stueck.kennung
    pruefe(seite, "echtheit")
    seite.locator("[name=datei]").set_input_files(str(datei))
    seite.locator("main button[type=submit]").click()
    seite.locator("#ergebnis").wait_for()
    assert ergebnis(seite) == "Ergebnis: echt und gültig"
    assert [(b"%PDF" in was, stueck.sha256.encode() in was) for was in gesendet] == [(False, True)]
    assert verstoesse == []
    pruefe(seite, "echtheit-gilt")

    kein_pdf = tmp_path / "brief.pdf"
    kein_pdf.write_bytes(b"PK\x03\x04")
    seite.locator("[name=datei]").set_input_files(str(kein_pdf))
    seite.locator("main button[type=submit]").click()
    seite.locator("[data-echtheit-meldung]").wait_for()
    assert seite.locator("[data-echtheit-meldung]").inner_text().startswith("Das ist keine PDF-Datei.")
    assert len(gesendet) == 1
    pruefe(seite, "echtheit-kein-pdf")


def test_ohne_javascript_geht_die_datei_hin_und_wird_vergessen(
    browser: Browser, live_server: Any, brief: tuple[Schriftstueck, Path]
) -> None:
    stueck, datei = brief
    seite = browser.new_context(java_script_enabled=False).new_page()
    seite.goto(f"{live_server.url}/echtheit/")
    seite.locator("[name=datei]").set_input_files(str(datei))
    seite.locator("main button[type=submit]").click()
    assert ergebnis(seite) == "Ergebnis: echt und gültig"
    datei.write_bytes(datei.read_bytes().replace(b"%%EOF", b"%%EOG"))
    seite.locator("[name=datei]").set_input_files(str(datei))
    seite.locator("main button[type=submit]").click()
    assert ergebnis(seite) == "Ergebnis: nicht bekannt"
    seite.locator("[name=id]").fill(stueck.kennung)
    seite.locator("main button[type=submit]").click()
    assert ergebnis(seite) == "Ergebnis: echt und gültig"


def test_register_und_kalender_im_browser(
    browser: Browser, live_server: Any, welt: Welt, settings: Any
) -> None:
    with uhr.gestellt(ZEIT):
        koop = Kooperationswelt(welt)
    anerkannt = TraegerFactory(anerkannt_jugendhilfe=True).stelle
    for nr in range(3):
        vereinbarung(
            koop,
            welt.stellen["schule"],
            anerkannt,
            titel=f"Bewegte Pause {nr}",
            laufzeit_bis=date(2030, 7, 31),
        )
    vereinbarung(koop, welt.stellen["schule"], anerkannt, titel="Forschen", status="abstimmung")
    settings.BASIS_URL = live_server.url
    seite = browser.new_page()
    seite.goto(f"{live_server.url}/anmelden/")
    seite.locator("[name=username]").fill(welt.personen["servicestelle"].email)
    seite.locator("[name=password]").fill(PASSWORT)
    seite.locator("main button[type=submit]").click()
    for name, pfad in (("register", "/register/"), ("jugendhilfe", "/register/jugendhilfe/")):
        seite.goto(live_server.url + pfad)
        pruefe(seite, name)
    seite.goto(f"{live_server.url}/konto/kalender/")
    pruefe(seite, "kalender")
    seite.locator("button[value=erstellen]").click()
    adresse = seite.locator("#kalenderlink").input_value()
    pruefe(seite, "kalender-neu")
    antwort = browser.new_context().request.get(adresse)
    assert (antwort.status, antwort.text().splitlines()[0]) == (200, "BEGIN:VCALENDAR")
