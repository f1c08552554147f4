"""The head in a real browser: groups by keyboard, with and without JavaScript, on narrow pages, for axe."""

import pytest
from playwright.sync_api import Browser

from fixtures.vorfuehrung.vorbereitung import bereite_vor
from tests.browser.conftest import pruefe_mit_axe
from tests.browser.test_angebote import passt_auf_320
from tests.browser.test_reise import Mensch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOEHE_EINER_ZEILE = 60


@pytest.mark.parametrize("js", [True, False])
def test_gruppen_mit_der_tastatur(transactional_db: None, live_server, browser: Browser, js: bool) -> None:  # noqa: FBT001
    bereite_vor()
    mensch = Mensch(browser, live_server.url, "servicestelle", js=js)
    mensch.geh("/faelle/")
    seite = mensch.seite
    seite.set_viewport_size({"width": 1280, "height": 900})
    assert seite.evaluate("document.querySelector('.app-nav').offsetHeight") <= HOEHE_EINER_ZEILE
    gruppe = seite.locator(".app-nav summary", has_text="Kooperation")
    gruppe.focus()
    seite.keyboard.press("Enter")
    eintrag = seite.locator(".app-nav a", has_text="Angebote prüfen")
    assert eintrag.is_visible()
    if js:
        pruefe_mit_axe(seite)
        seite.keyboard.press("Escape")
        assert not eintrag.is_visible()
        assert seite.evaluate("document.activeElement.textContent").strip().startswith("Kooperation")
        seite.keyboard.press("Enter")
    eintrag.focus()
    seite.keyboard.press("Enter")
    seite.wait_for_url("**/angebote-pruefen/")
    assert seite.locator(".app-nav [aria-current]").count() == 1
    seite.fill("#kopfsuche", "Clarenberg")
    seite.locator("#kopfsuche").press("Enter")
    seite.wait_for_url("**/suche/?wort=Clarenberg")
    passt_auf_320(seite)
    if js:
        pruefe_mit_axe(seite)
        assert not seite.locator(".app-nav summary").first.is_visible()
        seite.locator("[data-nav-schalter]").click()
    seite.locator(".app-nav summary", has_text="Stadt & Standorte").click()
    passt_auf_320(seite)
    assert seite.locator(".app-nav a", has_text="Standorte").first.is_visible()
