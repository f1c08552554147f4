"""From the signing page to the second factor and back, and the login with a code; with and without JavaScript."""

import re
import time
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Browser

from antraege.kooperation.models import Zeichnung
from fixtures.vorfuehrung.personen import DOMAENE, PASSWORT
from rollen import uhr
from rollen.models import Benutzer
from tests.browser.test_reise import Mensch
from tests.rollen.faktor import SCHRITT
from tests.welt import baue
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def naechster_code(person: Benutzer) -> str:
    """What the app shows, or will show when this code is used up."""
    app = TOTPDevice.objects.get(user=person)
    totp = TOTP(app.bin_key)
    totp.time = max(int(time.time()), (app.last_t + 1) * SCHRITT)
    return f"{totp.token():06}"


@pytest.mark.parametrize("js", [True, False], ids=["mit-javascript", "ohne-javascript"])
def test_von_der_zeichnung_zum_zweiten_faktor_und_zurueck(
    live_server: Any, browser: Browser, *, js: bool
) -> None:
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        koop = Kooperationswelt(baue())
        antrag = koop.in_zeichnung()
    (aufgabe,) = [a for a in koop.offene(antrag, "parteizeichnung") if a.stelle == koop.welt.traeger]
    person = koop.welt.personen["zeichnung"]
    person.email = f"kim@{DOMAENE}"
    person.set_password(PASSWORT)
    person.save()
    seite = reverse("aufgabe", args=[aufgabe.pk])
    mensch = Mensch(browser, live_server.url, "kim", js=js)
    mensch.geh(seite)
    mensch.druecke("main a:has-text('Zweiten Faktor einrichten')")
    mensch.fuelle(passwort=PASSWORT)
    mensch.druecke("main form button[type=submit]")
    assert mensch.seite.locator("main img.app-qr").get_attribute("src").startswith("data:image/svg+xml")
    mensch.fuelle(code="12")
    mensch.druecke("main form button[type=submit]")
    assert "Ein Code hat 6 Ziffern" in mensch.seite.locator("main").inner_text()
    mensch.fuelle(code=naechster_code(person))
    mensch.druecke("main form button[type=submit]")
    ersatzcodes = mensch.seite.locator("main .app-codes code").all_inner_texts()
    assert [bool(re.fullmatch(r"\d{4} \d{4} \d{4}", code)) for code in ersatzcodes] == [True] * 10
    mensch.druecke("main a:has-text('Aufbewahrt, weiter')")
    assert mensch.seite.url == live_server.url + seite
    mensch.fuelle(gelesen=True, weg=("portal",), code=naechster_code(person))
    mensch.druecke("main form button[type=submit]")
    assert Zeichnung.objects.get().weg == "faktor"
    _melde_mit_code_an(Mensch(browser, live_server.url, "kim", js=js), ersatzcodes[0])


def _melde_mit_code_an(mensch: Mensch, ersatzcode: str) -> None:
    """The login asks for a code; then every page of the second factor."""
    assert mensch.seite.url.endswith("/anmelden/code/")
    mensch.fuelle(code=ersatzcode)
    mensch.druecke("main form button[type=submit]")
    stand = reverse("zweiter_faktor")
    mensch.geh(stand)
    assert "Noch 9 übrig." in mensch.seite.locator("main").inner_text()
    for name in ("Ersatzcodes erneuern", "Anmeldung umstellen", "Zweiten Faktor entfernen"):
        mensch.geh(stand)
        mensch.druecke(f"main a:has-text('{name}')")
        mensch.fuelle(code="000000")
        mensch.druecke("main form button[type=submit]")
        assert mensch.seite.title().startswith("Fehler: ")
