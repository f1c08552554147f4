"""From the public catalogue to a request, in a real browser, with and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page

from antraege.antrag.models import Antrag
from fixtures.vorfuehrung.vorbereitung import bereite_vor
from tests.browser.test_reise import Mensch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def katalog(transactional_db: None) -> None:
    """The catalogue of the demo."""
    bereite_vor()


def passt_auf_320(seite: Page) -> None:
    """Nothing has to be scrolled sideways."""
    seite.set_viewport_size({"width": 320, "height": 800})
    assert seite.evaluate("document.documentElement.scrollWidth") <= 320, seite.url


@pytest.mark.parametrize("js", [True, False])
def test_von_der_suche_zur_anfrage(katalog: None, live_server, browser: Browser, js: bool) -> None:  # noqa: FBT001
    schule = Mensch(browser, live_server.url, "westhausen-grundschule", js=js)
    schule.geh("/angebote/")
    passt_auf_320(schule.seite)
    schule.fuelle(suche="klassenrat", ganztag=True)
    schule.druecke("main form.app-filter button[type=submit]")
    schule.druecke("main article h2 a")
    passt_auf_320(schule.seite)
    schule.druecke("main a:has-text('Kooperation anfragen')")
    passt_auf_320(schule.seite)
    schule.druecke("main form.app-formular button[type=submit]")
    antrag = Antrag.objects.get()
    assert schule.seite.url == f"{live_server.url}/antraege/{antrag.pk}/entwurf/"
    assert [angebot.titel for angebot in antrag.angefragte_angebote.all()] == ["Klassenrat von Anfang an"]
    assert antrag.antworten["themenfeld"] == "demokratie"


@pytest.mark.parametrize("js", [True, False])
def test_ein_angebot_schreiben_und_vorlegen(katalog: None, live_server, browser: Browser, js: bool) -> None:  # noqa: FBT001
    verein = Mensch(browser, live_server.url, "awo", js=js)
    verein.geh("/meine-angebote/neu/")
    passt_auf_320(verein.seite)
    verein.druecke("main form.app-formular button[type=submit]")
    assert verein.seite.locator("#fehlerliste").count() == 1
    verein.fuelle(
        titel="Lesepaten",
        beschreibung="Erwachsene lesen mit Kindern.",
        zielgruppe="Kinder der Klassen 1 bis 4",
        alter_von="6",
        alter_bis="10",
        gruppe_bis="8",
        umfang="eine Stunde in der Woche",
        ort=("einrichtung",),
        kontakt="Fachbereich Familie und Bildung",
        gueltig_von="2026-01-01",
    )
    verein.seite.locator("main select[name='anbieter']").select_option(label="AWO Unterbezirk Dortmund")
    verein.seite.locator("main select[name='themenfeld']").select_option(label="Sozialkompetenz")
    verein.druecke("main form.app-formular button[type=submit]")
    passt_auf_320(verein.seite)
    verein.druecke("main button:has-text('Zur Veröffentlichung vorlegen')")
    servicestelle = Mensch(browser, live_server.url, "servicestelle", js=js)
    servicestelle.geh("/angebote-pruefen/")
    passt_auf_320(servicestelle.seite)
    servicestelle.druecke("main tbody a:has-text('Lesepaten')")
    servicestelle.fuelle(entscheidung=("veroeffentlichen",))
    servicestelle.druecke("main form.app-formular button[type=submit]")
    servicestelle.geh("/angebote/?suche=lesepaten")
    assert servicestelle.seite.locator("main article").count() == 1
