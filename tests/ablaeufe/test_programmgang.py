"""A new programme from nothing to its first request, through the pages; `-s` prints what it took."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as einstellungen

from antraege.antrag.models import Antrag
from antraege.programme.models import Richtlinie
from rollen import uhr
from rollen.models import Eintrag
from tests import welt as kleine_welt
from tests.ablaeufe import programmgang
from tests.ablaeufe.programmgang import Gang, Zaehlender
from tests.ablaeufe.test_gruendung import Probebrowser

pytestmark = pytest.mark.django_db
PAPIER = Path(einstellungen.BASE_DIR) / "fixtures" / "projektbeschreibung.pdf"


def test_vom_leeren_blatt_bis_zum_ersten_antrag(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    with uhr.gestellt(datetime(2023, 1, 16, 9, tzinfo=UTC)):
        welt = kleine_welt.baue()

        def anmelden(wer: str, gang: Gang) -> Zaehlender:
            browser = Probebrowser(django_capture_on_commit_callbacks)
            browser.client.force_login(welt.neu(wer))
            return Zaehlender(browser, gang)

        beginn = time.monotonic()
        aktenzeichen, gaenge = programmgang.gehe(
            anmelden,
            stelle=str(welt.stellen["fb40"].pk),
            mitzeichnung=str(welt.stellen["fb51"].pk),
            konto="400303020400|529100|Projekte",
            heute=uhr.heute(),
            papier=PAPIER,
        )
        dauer = time.monotonic() - beginn
    antrag = Antrag.objects.get(aktenzeichen=aktenzeichen)
    richtlinie = Richtlinie.objects.get(programm__name=programmgang.NAME)
    assert (aktenzeichen, antrag.richtlinie, antrag.antworten["wo-findet-es-dann-statt"]) == (
        "40-LP-2023-00001",
        richtlinie,
        "Kinder und Eltern",
    )
    assert (richtlinie.erstellt_von, richtlinie.freigegeben_von) == (
        welt.personen["sb"],
        welt.personen["leitung"],
    )
    assert Eintrag.objects.filter(kette=richtlinie.kette, verweigert=True).count() == 0
    zeilen = [
        f"{wer}: {g.seiten} Seiten, {g.felder} Felder, {g.zeichen} Zeichen, {g.sekunden:.0f} s"
        for wer, g in gaenge.items()
    ]
    sys.stdout.write("\n".join([*zeilen, f"{dauer:.1f} s", ""]))
    assert gaenge == {
        "sb": Gang(72, 40),
        "leitung": Gang(3, 0),
        "zeichnung": Gang(18, 14),
    }  # docs/leistung.md
