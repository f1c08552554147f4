"""A clerk writes a programme in a real browser, with and without JavaScript; every page also at 320 px."""

import pytest
from playwright.sync_api import Browser

from antraege.programme.models import Richtlinie
from fixtures.vorfuehrung.vorbereitung import bereite_vor
from tests.browser.test_angebote import passt_auf_320
from tests.browser.test_reise import Mensch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPEICHERN = "main form.app-formular button.kern-btn--primary[type=submit]"


@pytest.mark.parametrize("js", [True, False])
def test_ein_programm_schreiben(transactional_db: None, live_server, browser: Browser, js: bool) -> None:  # noqa: FBT001
    bereite_vor()
    sb = Mensch(browser, live_server.url, "sachbearbeitung-fb40", js=js)
    sb.geh("/richtlinien/")
    passt_auf_320(sb.seite)
    sb.druecke("main a:has-text('Neues Programm')")
    sb.fuelle(name="Lesen im Park", beschreibung="Vorlesen unter freiem Himmel.")
    sb.seite.locator("main select[name=stelle]").select_option(label="Fachbereich Schule")
    sb.druecke(SPEICHERN)
    richtlinie = Richtlinie.objects.get(programm__name="Lesen im Park")
    fassung = f"/richtlinien/{richtlinie.pk}/"
    passt_auf_320(sb.seite)
    for text, art, auswahl in (
        ("Haben Sie einen Raum?", "ja_nein", ""),
        ("Was kostet er?", "betrag", ""),
        ("Welche Angebote planen Sie?", "tabelle", "Angebot\nStunden"),
        ("Lageplan", "datei", ""),
    ):
        sb.geh(f"{fassung}teil/fragen/neu/")
        passt_auf_320(sb.seite)
        sb.fuelle(abschnitt="Ihr Vorhaben", text=text, art=(art,), auswahl=auswahl)
        sb.druecke(SPEICHERN)
    passt_auf_320(sb.seite)
    sb.druecke("main button[aria-label='Nach oben: Lageplan']")
    assert [f.art for f in richtlinie.fragen.all()] == ["ja_nein", "betrag", "datei", "tabelle"]
    sb.geh(f"{fassung}vorschau/1/")
    passt_auf_320(sb.seite)
    sb.seite.locator("main input[aria-label='Angebot, Zeile 1']").fill("Chor")
    sb.druecke(SPEICHERN)
    assert "Zum Einreichen würde noch fehlen" in sb.seite.locator("main").inner_text()
    assert sb.seite.locator("main input[aria-label='Angebot, Zeile 1']").input_value() == "Chor"
    sb.geh(fassung)
    sb.druecke("main button:has-text('Probelauf')")
    passt_auf_320(sb.seite)
    assert "Hier geht es nicht weiter" in sb.seite.locator("main").inner_text()
    assert richtlinie.programm.antraege.count() == 0
