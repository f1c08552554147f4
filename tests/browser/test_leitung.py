"""As a Leitung: what is overdue, with whom, and given to somebody else in bulk, in under a minute."""

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser

from fixtures.vorfuehrung.personen import DOMAENE
from rollen.models import Benutzer
from tests.browser.test_reise import Mensch
from tests.welt import baue
from workflows.models import Aufgabe
from workflows.tuer import aufgaben

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EINE_MINUTE = 60  # seconds
SCHMAL = {"width": 320, "height": 800}


@pytest.mark.parametrize("js", [True, False], ids=["mit-javascript", "ohne-javascript"])
def test_ueberfaelliges_in_einer_minute_neu_verteilt(live_server: Any, browser: Browser, *, js: bool) -> None:
    with time_machine.travel(datetime(2023, 1, 16, 8, tzinfo=UTC), tick=True):
        welt = baue()
        leitung, sb2 = welt.personen["leitung"], welt.personen["sb2"]
        Benutzer.objects.filter(pk=leitung.pk).update(email=f"leitung@{DOMAENE}")
        alle = [welt.aufgabe(welt.eingereicht(), "formale_pruefung") for _ in range(4)]
        for aufgabe in alle:
            aufgaben.zuweisen(aufgabe.pk, an=welt.neu("sb"), akteur=welt.neu("leitung"))
        Aufgabe.objects.filter(pk__in=[a.pk for a in alle]).update(faellig_am=date(2023, 1, 2))
        mensch, beginn = Mensch(browser, live_server.url, "leitung", js=js, sitzung=True), time.perf_counter()
        mensch.geh("/ueberblick/")
        assert "Überfällig in Ihrer Stelle: 4" in mensch.seite.locator("main").inner_text()
        mensch.druecke("main a[aria-label='Sachbearbeitung FB 40: 4 überfällig']")
        for haken in mensch.seite.locator("main tbody input[type=checkbox]").all():
            haken.check()
        mensch.fuelle(was=("zuweisen",))
        mensch.druecke("main .app-sammel button")
        mensch.fuelle(an=(str(sb2.pk),))
        mensch.druecke("main form button.kern-btn--primary")
        assert "4 von 4: zugewiesen" in mensch.seite.locator("main").inner_text()
        assert time.perf_counter() - beginn < EINE_MINUTE
        assert set(Aufgabe.objects.filter(pk__in=[a.pk for a in alle]).values_list("owner", flat=True)) == {
            sb2.pk
        }
        for seite in ("/ueberblick/", "/postkorb/?reiter=stelle", f"/ueberblick/abwesenheit/{sb2.pk}/"):
            mensch.seite.set_viewport_size(SCHMAL)  # type: ignore[arg-type]
            mensch.geh(seite)
            assert mensch.seite.evaluate("document.documentElement.scrollWidth") <= SCHMAL["width"], seite
