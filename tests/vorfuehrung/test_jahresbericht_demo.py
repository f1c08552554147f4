"""On the demo: from the figure of the yearly report to Buchung, case, proof and voucher in three clicks."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from antraege.foerderung.models import Beleg
from antraege.haushalt.models import Buchung, Haushaltsstelle
from fixtures.vorfuehrung.personen import person

AUFTRAG = "400303020400"


def wege(browser: Client, adresse: str, muster: str) -> list[str]:
    """The links of a page that fit."""
    seite = browser.get(adresse, follow=True)
    assert seite.status_code == 200
    return [
        h
        for h in map(unescape, re.findall(r'href="([^"]+)"', seite.content.decode()))
        if re.search(muster, h)
    ]


def klicke(browser: Client) -> set[str]:
    """Every voucher that stands three clicks behind a sum paid on the Auftrag, over all years."""
    gefunden: set[str] = set()
    bericht = reverse("jahresbericht")
    jahre = Haushaltsstelle.objects.filter(auftrag=AUFTRAG).order_by("jahr").values_list("jahr", flat=True)
    for jahr in jahre.distinct():
        for summe in wege(
            browser, f"{bericht}?jahr={jahr}", rf"jahr={jahr}&auftrag={AUFTRAG}&spalte=ausgezahlt"
        ):
            for fall in set(wege(browser, summe, r"/faelle/aktenzeichen/\?az=")):
                for nachweis in wege(browser, fall, r"/aufgaben/\d+/nachweis/$"):
                    gefunden |= set(wege(browser, nachweis, r"/nachweis/belege/\d+/$"))
    return gefunden


@pytest.mark.usefixtures("demo")
def test_vom_jahresbericht_in_drei_klicks_zum_beleg() -> None:
    browser = Client()
    browser.force_login(person("rechnungspruefung"), backend="rollen.zugang.Anmeldung")
    gezahlt = Buchung.objects.filter(haushaltsstelle__auftrag=AUFTRAG, ausgezahlt__gt=0)
    belege = Beleg.objects.filter(nachweis__antrag__aktenzeichen__in=gezahlt.values("aktenzeichen"))
    gefunden = klicke(browser)
    assert belege.exists()
    assert {int(adresse.split("/")[-2]) for adresse in gefunden} == set(belege.values_list("pk", flat=True))
