"""A new programme from nothing to its first request, in a real browser; `-s` prints what it took."""

import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator

from antraege.antrag.models import Antrag
from fixtures.vorfuehrung.personen import person
from fixtures.vorfuehrung.vorbereitung import bereite_vor
from rollen import uhr
from rollen.models import Stelle
from tests.ablaeufe import programmgang
from tests.ablaeufe.programmgang import Gang, Zaehlender

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPIER = Path(settings.BASE_DIR) / "fixtures" / "projektbeschreibung.pdf"
HOECHSTENS = 15 * 60
KURZ = {"sb": "sachbearbeitung-fb40", "leitung": "leitung-fb40", "zeichnung": "dobeq"}
ABSENDEN = "button.kern-btn--primary[type=submit]:visible"


class Klickender(Zaehlender):
    """The person of the walk, at Chromium: every link is clicked, every field filled in as it stands there."""

    def __init__(self, browser: Browser, adresse: str, kurz: str, gang: Gang) -> None:
        self.adresse, self.gang = adresse, gang
        self.seite = browser.new_context().new_page()
        self.seite.set_default_timeout(30_000)
        client = Client()
        client.force_login(person(kurz), backend="rollen.zugang.Anmeldung")
        keks = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.seite.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": keks, "url": adresse}]
        )

    def geh(self, pfad: str) -> Any:
        """Type an address."""
        antwort = self.seite.goto(self.adresse + pfad)
        return self._lies(antwort.status if antwort else 0)

    def folge(self, text: str) -> Any:
        """Click the first link that reads like this."""
        return self._klicke(self.seite.locator("a:visible", has_text=text).first)

    def druecke(self, knopf: str, *, bei: str = "", **eingaben: Any) -> Any:
        """Fill in the form with this button and press it."""
        nr = next(
            nr
            for nr, f in enumerate(self._leser.formulare)
            if bei in f.ziel and any(knopf in text for *_, text in f.knoepfe)
        )
        formular = self.seite.locator("main form").nth(nr)
        for name, wert in eingaben.items():
            self._fuelle(formular, name, wert)
        self.gang.felder += len(eingaben)
        self.gang.zeichen += sum(len(wert) for wert in eingaben.values() if isinstance(wert, str))
        gesucht = formular.locator("button:visible", has_text=knopf) if knopf else formular.locator(ABSENDEN)
        return self._klicke(gesucht.first)

    def _fuelle(self, formular: Locator, name: str, wert: Any) -> None:
        felder = formular.locator(f"[name='{name}']")
        art = felder.first.evaluate("f => f.tagName == 'SELECT' ? 'select' : f.type")
        match art:
            case "file":
                felder.set_input_files(str(wert))
            case "select":
                felder.select_option(wert)
            case "radio":
                formular.locator(f"[name='{name}'][value='{wert}']").check()
            case "checkbox":
                felder.and_(formular.locator(f"[value='{wert}']")).or_(felder).first.check()
            case _:
                felder.fill(wert)

    def _klicke(self, wohin: Locator) -> Any:
        with self.seite.expect_navigation() as ereignis:
            wohin.click()
        antwort = ereignis.value
        return self._lies(antwort.status if antwort else 200)

    def _lies(self, status: int) -> Any:
        return self._zeige(status, self.seite.content(), urlsplit(self.seite.url).path)


def test_vom_leeren_blatt_bis_zum_ersten_antrag_im_browser(
    transactional_db: None, live_server, browser: Browser
) -> None:
    bereite_vor()
    beginn = time.monotonic()
    aktenzeichen, gaenge = programmgang.gehe(
        lambda wer, gang: Klickender(browser, live_server.url, KURZ[wer], gang),
        stelle=str(Stelle.objects.get(kuerzel="fb-40").pk),
        mitzeichnung=str(Stelle.objects.get(kuerzel="fb-51").pk),
        konto="400303020400|529100|Projekte",
        heute=uhr.heute(),
        papier=PAPIER,
    )
    maschine = time.monotonic() - beginn
    mensch = sum(gang.sekunden for gang in gaenge.values())
    antrag = Antrag.objects.get(aktenzeichen=aktenzeichen)
    assert (antrag.programm.name, antrag.richtlinie.freigegeben_von) == (
        programmgang.NAME,
        person(KURZ["leitung"]),
    )
    zeilen = [
        f"{wer}: {g.seiten} Seiten, {g.felder} Felder, {g.zeichen} Zeichen, {g.sekunden:.0f} s"
        for wer, g in gaenge.items()
    ]
    sys.stdout.write("\n".join([*zeilen, f"Browser {maschine:.0f} s, Mensch {mensch:.0f} s", ""]))
    assert maschine + mensch < HOECHSTENS  # docs/leistung.md
